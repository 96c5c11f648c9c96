"""What is kept of what readers say: measured, of a turn that ended, of a part that it has."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation
from assistant.archive import Article, ReaderStore
from assistant.errors import InputError
from ui.feedback import FEEDBACK_KINDS, add_feedback
from ui.jobs import Mark, TurnState


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReaderStore]:
    made = ReaderStore(tmp_path / "readers.sqlite3")
    yield made
    made.close()


@pytest.fixture
def state(
    store: ReaderStore, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> Callable[..., TurnState]:
    """A turn with one statement, which cites source 1; with an ending, or without."""

    def build(*, is_ended: bool = True) -> TurnState:
        answer = make_answer(Citation.of(1, make_article(), (0, 22)))
        turn_id = store.ask(None, "Why?", owner="ann").turn_id
        if is_ended:
            store.end(turn_id, "answered", answer_json=json.dumps(answer.to_json()), text=answer.text)
        turn = store.turn(turn_id)
        assert turn is not None
        return TurnState(turn, None, Mark())

    return build


def test_each_kind_is_kept_with_what_it_is_of(store: ReaderStore, state: Callable[..., TurnState]) -> None:
    turn = state()
    for kind in FEEDBACK_KINDS:
        add_feedback(store, turn, "ann", {"kind": kind, "statement": 0, "words": " It fell. "})
    add_feedback(store, turn, "ann", {"kind": "wrong source", "citation": 1})
    add_feedback(store, turn, "ann", {"kind": "missed an article"})
    kept = [(one.kind, one.statement_text, one.quote, one.words) for one in reversed(store.feedback())]
    said, quote = "The bridge was closed.", "The bridge was closed."
    assert kept[: len(FEEDBACK_KINDS)] == [(kind, said, "", "It fell.") for kind in FEEDBACK_KINDS]
    assert kept[len(FEEDBACK_KINDS) :] == [("wrong source", "", quote, ""), ("missed an article", "", "", "")]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "spam"}, "Choose what is wrong"),
        ({"kind": "other", "words": " "}, "Write what is wrong"),
        ({"kind": "other", "words": "w" * 1001}, "at most 1,000"),
        ({"kind": "other", "words": "\ud800"}, "Choose what is wrong"),
        ({"kind": "not supported", "statement": 1}, "not here any more"),
        ({"kind": "not supported", "statement": -1}, "not here any more"),
        ({"kind": "wrong source", "citation": 2}, "not here any more"),
        ({"kind": "wrong source", "owner": "bob"}, "Choose what is wrong"),
        ("wrong source", "Choose what is wrong"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_kept(
    store: ReaderStore, state: Callable[..., TurnState], sent: object, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        add_feedback(store, state(), "ann", sent)
    assert store.feedback() == []


def test_a_turn_on_its_way_takes_none(store: ReaderStore, state: Callable[..., TurnState]) -> None:
    with pytest.raises(InputError, match="not here any more"):
        add_feedback(store, state(is_ended=False), "ann", {"kind": "missed an article"})
