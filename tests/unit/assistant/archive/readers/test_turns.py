"""Turns: asked, followed by their events, ended once."""

from typing import Any

import pytest

from assistant.archive.readers import ENDINGS, ReaderStore


def test_a_turn_from_its_question_to_its_end(store: ReaderStore) -> None:
    asked = store.ask(None, "Who opened  the\nbridge?", owner="ann", filters_json='{"publishers": []}', writer="model")
    queued = store.turn(asked.turn_id)
    assert queued is not None
    assert (queued.state, queued.is_open, queued.ended_at, queued.writer) == ("queued", True, None, "model")
    assert queued.question == "Who opened  the\nbridge?"
    worker = store.register_worker()
    assert store.start(asked.turn_id, worker.worker_id)
    assert [store.add_event(asked.turn_id, text) for text in ("a", "b", "c")] == [1, 2, 3]
    assert [(event.seq, event.event_json) for event in store.events(asked.turn_id, after=1)] == [(2, "b"), (3, "c")]
    assert store.end(asked.turn_id, "closest", answer_json='{"schema": 2}', text="The mayor.")
    ended = store.turn(asked.turn_id)
    assert ended is not None
    assert (ended.state, ended.is_open, ended.text, ended.answer_json) == (
        "closest", False, "The mayor.", '{"schema": 2}'
    )  # fmt: skip
    assert ended.filters_json == '{"publishers": []}'
    assert ended.asked_at < (ended.ended_at or "")
    assert store.events(asked.turn_id) == []
    assert store.turns(asked.conversation_id) == [ended]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_end_is_for_good(store: ReaderStore, ending: Any) -> None:
    asked = store.ask(None, "Who?")
    assert store.end(asked.turn_id, ending, reason="So it was.")
    before = store.turn(asked.turn_id)
    assert not store.end(asked.turn_id, "failed", reason="Late.", text="late")
    assert not store.start(asked.turn_id, "anyone")
    assert store.add_event(asked.turn_id, "late") == 0
    assert store.events(asked.turn_id) == []
    assert store.turn(asked.turn_id) == before
    assert before is not None
    assert (before.state, before.reason) == (ending, "So it was.")


def test_what_is_no_ending_is_refused(store: ReaderStore) -> None:
    asked = store.ask(None, "Who?")
    with pytest.raises(ValueError, match="running"):
        store.end(asked.turn_id, "running")  # type: ignore[arg-type]  # that is the point


def test_a_conversation_goes_on_only_for_its_owner(store: ReaderStore) -> None:
    first = store.ask(None, "One?", owner="ann")
    assert store.ask(first.conversation_id, "Two?", owner="ann").conversation_id == first.conversation_id
    for conversation, owner in ((first.conversation_id, "bob"), (first.conversation_id, ""), ("unknown", "ann")):
        other = store.ask(conversation, "Three?", owner=owner)
        assert other.conversation_id not in (first.conversation_id, "unknown")
    assert [turn.question for turn in store.turns(first.conversation_id)] == ["One?", "Two?"]
    made = store.create("ann")
    assert store.ask(made, "Four?", owner="ann").conversation_id == made


def test_the_turn_asked_again_is_named_within_its_conversation(store: ReaderStore) -> None:
    first = store.ask(None, "One?")
    again = store.ask(first.conversation_id, "One?", retry_of=first.turn_id)
    foreign = store.ask(None, "One?", retry_of=first.turn_id)
    found = [turn.retry_of for one in (again, foreign) if (turn := store.turn(one.turn_id))]
    assert found == [first.turn_id, None]


def test_the_latest_turns_alone(store: ReaderStore) -> None:
    conversation = store.create()
    for number in range(5):
        store.ask(conversation, str(number))
    assert [turn.question for turn in store.turns(conversation, last=2)] == ["3", "4"]
    assert store.turns("unknown") == []
    assert store.turn("unknown") is None
    assert store.events("unknown") == []
    assert not store.end("unknown", "stopped")


def test_what_cannot_be_stored_as_it_is_does_not_stop_a_question(store: ReaderStore) -> None:
    asked = store.ask(None, "Who \ud800 \x00?" + "x" * 50_000)
    store.end(asked.turn_id, "answered", text="half \udfff")
    turn = store.turn(asked.turn_id)
    assert turn is not None
    assert turn.question.startswith("Who ?  ?")
    assert len(turn.question) == 20_000
    assert turn.text == "half ?"
