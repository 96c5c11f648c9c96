"""Feedback: kept with the turn, read beside what it is of."""

import json

import pytest

from assistant.archive.readers import ReaderStore
from assistant.errors import InputError

ANSWER = {
    "statements": [{"text": "The mayor opened it."}, {"text": "It rained."}],
    "citations": [{"n": 1, "quote": "Rain fell."}, {"n": 3, "quote": "Mayor Teague opened it."}],
}


@pytest.fixture
def turn_id(store: ReaderStore) -> str:
    asked = store.ask(None, "Who opened it?")
    store.end(asked.turn_id, "answered", answer_json=json.dumps(ANSWER), text="The mayor opened it. It rained.")
    return asked.turn_id


def test_newest_first_with_the_words_it_is_of(store: ReaderStore, turn_id: str) -> None:
    assert store.add_feedback(turn_id, "ann", "missed an article")
    assert store.add_feedback(turn_id, "ann", "not supported", statement=1, words=" It was dry. ")
    assert store.add_feedback(turn_id, "bob", "wrong source", statement=0, citation=3)
    found = [(one.owner, one.kind, one.statement_text, one.quote, one.words) for one in store.feedback()]
    assert found == [
        ("bob", "wrong source", "The mayor opened it.", "Mayor Teague opened it.", ""),
        ("ann", "not supported", "It rained.", "", "It was dry."),
        ("ann", "missed an article", "", "", ""),
    ]
    newest = store.feedback(1)[0]
    assert (newest.question, newest.turn_id, newest.statement, newest.citation) == ("Who opened it?", turn_id, 0, 3)
    assert len(store.feedback(1)) == 1


def test_saying_it_again_takes_the_place_of_what_was_said(store: ReaderStore, turn_id: str) -> None:
    for words in ("First.", "Second."):
        store.add_feedback(turn_id, "ann", "wrong source", citation=1, words=words)
    store.add_feedback(turn_id, "bob", "wrong source", citation=1, words="Third.")
    assert [one.words for one in store.feedback()] == ["Third.", "Second."]


def test_what_is_not_in_the_answer_is_kept_without_its_words(store: ReaderStore, turn_id: str) -> None:
    store.add_feedback(turn_id, "", "wrong source", statement=9, citation=9)
    store.add_feedback(turn_id, "", "wrong source", statement=-1)
    assert [(one.statement_text, one.quote) for one in store.feedback()] == [("", ""), ("", "")]
    assert not store.add_feedback("unknown", "", "wrong source")


@pytest.mark.parametrize("answer_json", ["{", "[]", '{"statements": [3], "citations": [3]}', '{"statements": null}'])
def test_an_answer_that_cannot_be_read_has_no_words(store: ReaderStore, answer_json: str) -> None:
    asked = store.ask(None, "Who?")
    store.end(asked.turn_id, "answered", answer_json=answer_json)
    store.add_feedback(asked.turn_id, "", "wrong source", statement=0, citation=1)
    assert [(one.statement_text, one.quote) for one in store.feedback()] == [("", "")]


def test_sizes_are_bounded(store: ReaderStore, turn_id: str) -> None:
    store.add_feedback(turn_id, "ann", "k" * 1000, words="w" * 100_000)
    (kept,) = store.feedback()
    assert (len(kept.kind), len(kept.words)) == (40, 4000)
    for number in range(199):
        store.add_feedback(turn_id, "ann", "wrong source", statement=number)
    with pytest.raises(InputError, match="remarks on this answer already"):
        store.add_feedback(turn_id, "ann", "wrong source", statement=199)
    assert len(store.feedback(1000)) == 200
