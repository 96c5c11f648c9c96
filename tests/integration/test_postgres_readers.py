"""Conversations in PostgreSQL: of several programs, one of which is killed; a server that goes away and comes back."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive import Archive, ReaderStore, forget_articles
from assistant.archive.catalog.postgres import connect_postgres
from assistant.archive.readers import FORGOTTEN, LOST_REASON
from assistant.archive.readers.schema import READERS_SCHEMA_VERSION
from assistant.errors import ArchiveDamaged, ArchiveError, ArchiveTooNew
from tests.postgres_fixtures import database, server
from tests.postgres_server import running_server
from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom

__all__ = ["database", "server"]

WORKER = Path(__file__).with_name("readers_worker.py")
GRACE = 3.0
"""Longer than a worker needs to take its lock again."""


@pytest.fixture
def open_store(tmp_path: Path, database: str) -> Callable[[], ReaderStore]:
    return lambda: ReaderStore(tmp_path / "readers.sqlite3", database, grace_seconds=GRACE)


def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    ends_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends_at, "it did not come about in time"
        time.sleep(0.05)


def state_of(store: ReaderStore, turn_id: str) -> tuple[str, str | None]:
    turn = store.turn(turn_id)
    assert turn is not None
    return turn.state, turn.reason


def test_what_a_killed_program_left_open_ends_by_itself_in_another(
    tmp_path: Path, database: str, open_store: Callable[[], ReaderStore]
) -> None:
    child = subprocess.Popen(
        [sys.executable, str(WORKER), str(tmp_path / "elsewhere" / "readers.sqlite3"), database],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "begun\n"
        with closing(open_store()) as store:
            store.register_worker()
            mine = store.ask(None, "And mine?")
            (theirs,) = [one for one in store.conversations() if one.turn_count == 2]
            time.sleep(GRACE + 2.5)
            assert [turn.state for turn in store.turns(theirs.conversation_id)] == ["running", "queued"]
            child.kill()
            until(lambda: all(not turn.is_open for turn in store.turns(theirs.conversation_id)))
            turns = store.turns(theirs.conversation_id)
            assert [(turn.state, turn.reason) for turn in turns] == [("failed", LOST_REASON)] * 2
            assert store.events(turns[0].turn_id) == []
            assert not store.end(turns[0].turn_id, "answered", text="Too late.")
            assert state_of(store, mine.turn_id) == ("queued", None)
    finally:
        child.kill()
        child.communicate()


@pytest.mark.parametrize("how", [pytest.param(signal.SIGINT, marks=pytest.mark.soak), signal.SIGQUIT])
def test_a_server_that_is_started_anew_ends_nothing_of_who_lives(tmp_path: Path, how: signal.Signals) -> None:
    with running_server() as own:
        stores = [ReaderStore(tmp_path / "readers.sqlite3", own.address, grace_seconds=GRACE) for _ in range(2)]
        try:
            workers = [store.register_worker() for store in stores]
            asked = [store.ask(None, "Who?") for store in stores]
            ended = stores[0].ask(None, "When?")
            stores[0].end(ended.turn_id, "answered", text="Then.")
            own.stop(how)
            with pytest.raises(ArchiveError, match="does not answer"):
                stores[0].turn(asked[0].turn_id)
            time.sleep(GRACE)
            own.start()
            time.sleep(2 * GRACE)
            for store, worker, one in zip(stores, workers, asked, strict=True):
                assert state_of(store, one.turn_id) == ("queued", None)
                assert store.start(one.turn_id, worker.worker_id)
                assert store.end(one.turn_id, "answered", text="She.")
            assert state_of(stores[1], ended.turn_id) == ("answered", None)
        finally:
            for store in stores:
                store.close()


def test_a_store_is_closed_while_its_server_is_away(tmp_path: Path) -> None:
    with running_server() as own:
        store = ReaderStore(tmp_path / "readers.sqlite3", own.address, grace_seconds=0.0)
        store.register_worker()
        asked = store.ask(None, "Who?")
        own.stop()
        store.close()
        own.start()
        with closing(ReaderStore(tmp_path / "readers.sqlite3", own.address, grace_seconds=0.0)) as other:
            assert state_of(other, asked.turn_id) == ("failed", LOST_REASON)


def test_who_may_only_read_keeps_it_in_memory(
    tmp_path: Path, database: str, open_store: Callable[[], ReaderStore]
) -> None:
    only_reading = database.replace("?options=", "?options=-cdefault_transaction_read_only%3Don%20")
    for _ in range(2):  # before the tables are there, and after
        with closing(ReaderStore(tmp_path / "readers.sqlite3", only_reading)) as store:
            assert not store.is_lasting
            asked = store.ask(None, "Who?")
            assert state_of(store, asked.turn_id) == ("queued", None)
        with closing(open_store()) as store:
            assert store.is_lasting
            assert store.conversations() == []


def test_tables_of_a_later_copydesk_or_of_something_else_are_said(
    database: str, open_store: Callable[[], ReaderStore]
) -> None:
    with closing(connect_postgres(database, "tests")) as owner:
        owner.execute("CREATE TABLE turns (number INTEGER)")
        with pytest.raises(ArchiveDamaged, match="tables of something else"):
            open_store()
        owner.execute("DROP TABLE turns")
        open_store().close()
        owner.execute("UPDATE copydesk_readers SET version = ?", (READERS_SCHEMA_VERSION + 1,))
        with pytest.raises(ArchiveTooNew, match="newer Copydesk"):
            open_store()


@pytest.fixture
def newsroom(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    embedder = CountingEmbedder()
    with Archive.open(tmp_path / "archive", embedder.identity, create=True, database=database) as archive:
        yield Newsroom(archive, embedder)


def test_forgetting_reaches_conversations_in_the_database_and_in_a_file_from_before(
    newsroom: Newsroom, database: str
) -> None:
    secret = "The zeppelin of Mrs Quillfeather landed in the harbour at noon."
    (gone,) = newsroom.put(newsroom.article(secret, "Quillfeather lands", external_id="1"))
    earlier = newsroom.archive.path / "readers.sqlite3"
    with closing(ReaderStore(earlier)) as file:
        for store in (newsroom.archive.readers, file):
            asked = store.ask(None, "What of Mrs Quillfeather?")
            store.end(asked.turn_id, "answered", text=secret, answer_json=f'{{"citations": ["{gone.article_id}"]}}')
            store.add_feedback(asked.turn_id, "", "not supported", words=secret)
    done = forget_articles(newsroom.archive.path, [gone.article_id], database=database)
    assert done.turn_count == 2
    with closing(ReaderStore(earlier)) as file:
        for store in (newsroom.archive.readers, file):
            (conversation,) = store.conversations()
            (turn,) = store.turns(conversation.conversation_id)
            assert (turn.text, turn.answer_json, turn.state) == (FORGOTTEN, None, "answered")
            assert [one.words for one in store.feedback()] == [FORGOTTEN]
    with closing(connect_postgres(database, "tests")) as opened:
        for (table,) in opened.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchall():
            rows = opened.execute(f"SELECT t::text FROM {table} t").fetchall()
            assert not any("zeppelin" in row[0].lower() for row in rows), table
