"""Whoever answers holds a lock; what is left open without one ends as failed. A real kill is in tests/integration."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.archive.catalog.database import Database
from assistant.archive.readers import LOST_REASON, ReaderStore
from assistant.errors import ArchiveError

Open = Callable[[], ReaderStore]


def state_of(store: ReaderStore, turn_id: str) -> tuple[str, str | None]:
    turn = store.turn(turn_id)
    assert turn is not None
    return turn.state, turn.reason


def test_on_closing_its_open_turns_end(store: ReaderStore) -> None:
    with store.register_worker() as worker:
        queued, running, ended = (store.ask(None, question) for question in ("One?", "Two?", "Three?"))
        store.start(running.turn_id, worker.worker_id)
        store.add_event(running.turn_id, "{}")
        store.end(ended.turn_id, "answered")
    assert worker.is_closed
    worker.close()  # once more does no harm
    for one in (queued, running):
        assert state_of(store, one.turn_id) == ("failed", LOST_REASON)
        assert store.events(one.turn_id) == []
    assert state_of(store, ended.turn_id) == ("answered", None)


def test_a_lock_goes_with_its_worker(store: ReaderStore, tmp_path: Path) -> None:
    with store.register_worker():
        assert len(list((tmp_path / "workers").iterdir())) == 1
    assert list((tmp_path / "workers").iterdir()) == []


def test_others_leave_the_turns_of_who_lives_alone(store: ReaderStore, open_store: Open) -> None:
    asked = store.ask(None, "Who?")  # whoever asks is known without registering
    with closing(open_store()) as other:
        other.register_worker()
        mine = other.ask(None, "And?")
        assert state_of(other, asked.turn_id) == ("queued", None)
    assert state_of(store, asked.turn_id) == ("queued", None)
    assert state_of(store, mine.turn_id) == ("failed", LOST_REASON)


def test_after_a_worker_was_closed_the_next_question_has_another(store: ReaderStore, open_store: Open) -> None:
    store.register_worker().close()
    asked = store.ask(None, "Who?")
    with closing(open_store()) as other:
        assert state_of(other, asked.turn_id) == ("queued", None)


def test_open_turns_of_a_copy_have_nobody(store: ReaderStore, file: Path, tmp_path: Path) -> None:
    asked = store.ask(None, "Who?")
    copy = tmp_path / "copy"
    copy.mkdir()
    for part in tmp_path.glob("readers.sqlite3*"):
        shutil.copy(part, copy / part.name)
    with closing(ReaderStore(copy / file.name)) as other:
        assert state_of(other, asked.turn_id) == ("failed", LOST_REASON)
    assert state_of(store, asked.turn_id) == ("queued", None)


def test_registering_looks_for_what_was_left_since_the_store_was_opened(store: ReaderStore, file: Path) -> None:
    with closing(ReaderStore(file)) as other:
        asked = other.ask(None, "Who?")
        (lock,) = (file.parent / "workers").iterdir()
        lock.unlink()  # as if its program had gone with it
        store.register_worker()
        assert state_of(store, asked.turn_id) == ("failed", LOST_REASON)
        assert not other.end(asked.turn_id, "answered")


def test_a_question_that_was_stored_though_the_answer_was_lost_ends(
    store: ReaderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a server falls down between taking it and saying so."""
    worker = store.register_worker()
    writing = store._database.writing

    @contextmanager
    def falls_down(*, is_durable: bool = True) -> Iterator[Database]:
        with writing(is_durable=is_durable) as connection:
            yield connection
        message = "The database does not answer."
        raise ArchiveError(message)

    with monkeypatch.context() as patch:
        patch.setattr(store._database, "writing", falls_down)
        with pytest.raises(ArchiveError):
            store.ask(None, "Who?")
    mine = store.ask(None, "And who?")
    store.register_worker()
    states = {turn.question: turn for one in store.conversations() for turn in store.turns(one.conversation_id)}
    assert (states["Who?"].state, states["Who?"].reason) == ("failed", LOST_REASON)
    assert states["And who?"].state == "queued"
    assert store.start(mine.turn_id, worker.worker_id)
