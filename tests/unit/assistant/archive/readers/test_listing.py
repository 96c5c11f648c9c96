"""Conversations as their reader finds them."""

from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.readers import ReaderStore


def answered(store: ReaderStore, question: str, text: str = "", conversation: str | None = None) -> str:
    asked = store.ask(conversation, question, owner="ann")
    store.end(asked.turn_id, "answered", text=text)
    return asked.conversation_id


def titles(store: ReaderStore, query: str = "", limit: int = 200) -> list[str]:
    return [one.title for one in store.conversations("ann", query, limit)]


def test_pinned_ones_first_then_the_last_changed(store: ReaderStore) -> None:
    first, second, _ = (answered(store, question) for question in ("One?", "Two?", "Three?"))
    store.create("ann")  # nothing was asked in it
    store.ask(None, "Somebody else's?", owner="bob")
    answered(store, "More?", conversation=first)
    assert titles(store) == ["One?", "Three?", "Two?"]
    assert store.pin(second, True)
    assert titles(store) == ["Two?", "One?", "Three?"]
    assert titles(store, limit=1) == ["Two?"]
    assert [(one.is_pinned, one.turn_count) for one in store.conversations("ann")] == [
        (True, 1),
        (False, 2),
        (False, 1),
    ]
    assert store.pin(second, False)
    assert titles(store) == ["One?", "Three?", "Two?"]


def test_a_name_of_its_own(store: ReaderStore) -> None:
    conversation = answered(store, "Who\n opened  the bridge?")
    assert titles(store) == ["Who opened the bridge?"]
    assert store.rename(conversation, "  The\nBridge " + "x" * 500)
    found = store.conversation(conversation)
    assert found is not None
    assert found.title.startswith("The Bridge x")
    assert len(found.title) <= 200
    store.rename(conversation, " ")
    assert titles(store) == ["Who opened the bridge?"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bridge", ["Bridges", "¿Quién abrió el puente?"]),
        ("QUIEN  alcalde", ["¿Quién abrió el puente?"]),  # a word of the question, one of the answer
        ("bridges opened", ["Bridges"]),  # one of the title, one of a question
        ("ferry bridge", []),
        ("100% _", []),
        ("x" * 5000, []),
        ("   ", ["When did the ferry burn?", "Bridges", "¿Quién abrió el puente?"]),
    ],
)
def test_every_word_stands_somewhere_in_it(store: ReaderStore, query: str, found: list[str]) -> None:
    answered(store, "¿Quién abrió el puente?", "El Alcalde. The bridge.")
    named = answered(store, "Who opened it?", "The mayor.")
    store.rename(named, "Bridges")
    answered(store, "When did the ferry burn?")
    assert titles(store, query) == found


def test_a_deleted_conversation_leaves_no_byte(tmp_path: Path) -> None:
    with closing(ReaderStore(tmp_path / "readers.sqlite3")) as store:
        kept = store.ask(None, "Who opened the bridge?").conversation_id
        gone = store.ask(None, "What about my neighbour Zebediah?")
        store.add_event(gone.turn_id, "Zebediah is near.")
        store.end(gone.turn_id, "answered", text="Zebediah.", answer_json='{"text": "Zebediah."}')
        store.add_feedback(gone.turn_id, "", "not supported", words="Zebediah says no.")
        store.rename(gone.conversation_id, "Zebediah")
        assert store.delete(gone.conversation_id)
        assert not store.delete(gone.conversation_id)
        assert store.turns(gone.conversation_id) == []
        assert store.conversation(gone.conversation_id) is None
        assert not store.rename(gone.conversation_id, "x")
        assert not store.pin(gone.conversation_id, True)
        assert [one.conversation_id for one in store.conversations()] == [kept]
        assert store.feedback() == []
        assert all(b"Zebediah" not in file.read_bytes() for file in tmp_path.glob("readers*"))
