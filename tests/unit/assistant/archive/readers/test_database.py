"""The file behind the store: what lasts, what does not, and what is said where it cannot be read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant.archive.readers import ReaderStore
from assistant.archive.readers.folder import FolderReaders
from assistant.errors import ArchiveDamaged, InputError


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
    with pytest.raises(ArchiveDamaged, match=r"conversations in .*readers\.sqlite3 cannot be read. Move that file"):
        ReaderStore(file)


def test_readers_are_not_held_up_by_who_writes(file: Path) -> None:
    with closing(FolderReaders(file)) as database, ThreadPoolExecutor(1) as pool, database.writing() as writer:
        writer.execute("INSERT INTO workers VALUES ('w', 'now')")

        def count() -> int:
            with database.reading() as connection:
                return int(connection.execute("SELECT count(*) FROM workers").fetchone()[0])

        assert pool.submit(count).result(timeout=10) == 0


def test_threads_of_one_page(store: ReaderStore) -> None:
    conversation = store.ask(None, "First?").conversation_id

    def converse(number: int) -> bool:
        asked = store.ask(conversation, f"Who is {number}?")
        for _ in range(3):
            store.add_event(asked.turn_id, "{}")
        assert [event.seq for event in store.events(asked.turn_id)] == [1, 2, 3]
        return store.end(asked.turn_id, "answered", text=str(number))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(converse, range(40)))
    turns = store.turns(conversation)[1:]
    assert len(turns) == 40
    assert all(turn.question == f"Who is {turn.text}?" for turn in turns)


def test_two_programs_on_one_store(store: ReaderStore, open_store: Callable[[], ReaderStore]) -> None:
    with closing(open_store()) as other:
        asked = store.ask(None, "Who?")
        assert other.add_event(asked.turn_id, "1") == 1
        assert store.add_event(asked.turn_id, "2") == 2
        assert [event.event_json for event in other.events(asked.turn_id, after=1)] == ["2"]
        assert other.end(asked.turn_id, "stopped")
        assert not store.end(asked.turn_id, "answered")


def test_half_a_character_in_an_id_is_said(store: ReaderStore) -> None:
    with pytest.raises(InputError):
        store.turn("\ud800")


def test_nul_in_an_id_is_nobodys(store: ReaderStore) -> None:
    with suppress(InputError):  # PostgreSQL cannot even be asked
        assert store.turn("a\0b") is None
