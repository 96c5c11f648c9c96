"""The file behind the store: what lasts, what does not, and what is said where it cannot be read."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.readers import ReaderStore
from assistant.archive.readers.folder import FolderReaders
from assistant.errors import ArchiveDamaged


def test_a_folder_that_cannot_be_written_to_keeps_it_in_memory(tmp_path: Path) -> None:
    with closing(ReaderStore(tmp_path / "missing" / "readers.sqlite3")) as store:
        asked = store.ask(None, "Who?")
        worker = store.register_worker()
        assert store.start(asked.turn_id, worker.worker_id)
        assert store.add_event(asked.turn_id, "{}") == 1
        assert not store.is_lasting
        assert [turn.state for turn in store.turns(asked.conversation_id)] == ["running"]
        worker.close()
        assert [turn.state for turn in store.turns(asked.conversation_id)] == ["failed"]


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(
        ArchiveDamaged, match=r"conversations in .*readers\.sqlite3 are damaged\. Restore a backup, or move"
    ):
        ReaderStore(file)


def test_readers_are_not_held_up_by_who_writes(file: Path) -> None:
    with closing(FolderReaders(file)) as database, ThreadPoolExecutor(1) as pool, database.writing() as writer:
        writer.execute("INSERT INTO workers VALUES ('w', 'now')")

        def count() -> int:
            with database.reading() as connection:
                return int(connection.execute("SELECT count(*) FROM workers").fetchone()[0])

        assert pool.submit(count).result(timeout=10) == 0
