"""What the store's database does for threads and programs, whichever it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from assistant.archive.readers import ReaderStore
from assistant.errors import InputError


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
