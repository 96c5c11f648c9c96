"""Answers out of the store: by conversation, by turn, and only for whom they belong to."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.archive import Filters, ReaderStore
from ui.jobs import QueuedQuestion
from ui.readers import THIS_MACHINE, Reader
from ui.stored_answers import find_given


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReaderStore]:
    made = ReaderStore(tmp_path / "readers.sqlite3")
    yield made
    made.close()


def test_turns_are_found_with_what_was_said_before_them(store: ReaderStore, make_answer: Callable[..., Answer]) -> None:
    talk = store.create()
    turns = []
    for question in ("Why?", "When?"):
        turns.append(store.ask(talk, question).turn_id)
        answer = replace(make_answer(), question=question)
        store.end(turns[-1], "answered", answer_json=json.dumps(answer.to_json()), text="Because.")
    open_turn = store.ask(talk, "And then?").turn_id
    whole = find_given(store, THIS_MACHINE, talk)
    assert whole is not None
    assert (whole.title, [given.answer.question for given in whole.answers]) == ("Why?", ["Why?", "When?"])
    second = find_given(store, THIS_MACHINE, turns[1])
    assert second is not None
    assert [turn.content for turn in second.answers[0].history] == ["Why?", "Because."]
    for name in (open_turn, "nobody", "../x", talk + "é", ""):
        assert find_given(store, THIS_MACHINE, name) is None, name


def test_a_turn_asked_again_has_the_history_it_was_asked_with(
    store: ReaderStore, make_answer: Callable[..., Answer]
) -> None:
    talk = store.create()
    first, second = store.ask(talk, "Why?").turn_id, store.ask(talk, "When?").turn_id
    alone = QueuedQuestion("When?", Filters(), is_alone=True).narrowed_json()
    again = store.ask(talk, "When?", retry_of=second).turn_id
    dropped = store.ask(talk, "When?", retry_of=second, filters_json=alone).turn_id
    for turn in (first, second, again, dropped):
        store.end(turn, "answered", answer_json=json.dumps(make_answer().to_json()), text="Because.")
    histories = []
    for turn in (second, again, dropped):
        found = find_given(store, THIS_MACHINE, turn)
        assert found is not None
        histories.append([said.content for said in found.answers[0].history])
    assert histories == [["Why?", "Because."], ["Why?", "Because."], []]


def test_what_is_somebody_elses_is_not_there(store: ReaderStore, make_answer: Callable[..., Answer]) -> None:
    talk = store.create("ana")
    turn = store.ask(talk, "Why?", owner="ana").turn_id
    store.end(turn, "answered", answer_json=json.dumps(make_answer().to_json()), text="Because.")
    for name in (talk, turn):
        assert find_given(store, Reader("ana", "reader"), name) is not None
        assert find_given(store, Reader("eve", "editor"), name) is None
        assert find_given(store, THIS_MACHINE, name) is None
