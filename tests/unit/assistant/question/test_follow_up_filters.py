"""A model says what a follow-up narrows to: shown and used as what the rules read, and never taken on trust."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Searching, Turn, Writing
from assistant.archive import Filters
from assistant.pipeline import Assistant
from assistant.question import Rewriter
from tests.scripted_model import saying, scripted

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

TALK = (Turn("user", "What did The Lantern report on the ferry Heron?"), Turn("assistant", "The Heron sank."))
FOLLOW_UP = "And The Courier?"
REWRITTEN = {
    "question": "What did The Courier report on the ferry Heron?",
    "date_from": None,
    "date_to": None,
    "publishers": ["Courier"],
    "authors": [],
    "kinds": [],
}


def answer(desk: "Desk", *said: str, filters: Filters | None = None, read_filters: bool = True) -> Answer:
    desk.put("The ferry Heron sank off Ombersund on Tuesday.", published="2026-05-04")
    desk.put("The ferry Heron was raised off Ombersund on Friday.", publisher="The Courier", published="2026-05-08")
    model = saying(*said)
    assistant = with_rewriter(desk, Rewriter(model, model))
    return assistant.ask(FOLLOW_UP, history=TALK, filters=filters, read_filters=read_filters)


def with_rewriter(desk: "Desk", rewriter: Rewriter) -> Assistant:
    made = desk.assistant()
    return Assistant(desk.archive, made._retriever, made._writer, made.settings, rewriter=rewriter)


def test_the_models_filters_are_used_and_shown(desk: "Desk") -> None:
    given = answer(desk, json.dumps(REWRITTEN))
    assert given.standalone_question == REWRITTEN["question"]
    assert given.filters == Filters(publishers=("The Courier",))
    assert {passage.publisher for passage in given.passages} == {"The Courier"}


def test_the_models_days_narrow(desk: "Desk") -> None:
    given = answer(desk, json.dumps({**REWRITTEN, "publishers": [], "date_from": "2026-05-06"}))
    assert given.filters.date_from == date(2026, 5, 6)
    assert {passage.publisher for passage in given.passages} == {"The Courier"}


@pytest.mark.parametrize(
    "change", [{"publishers": "Courier"}, {"date_to": "the end"}, {"publishers": ["The Herald"]}, {"where": "1 = 1"}]
)
def test_what_is_not_valid_leaves_the_filters_to_the_rules(desk: "Desk", change: dict[str, object]) -> None:
    given = answer(desk, json.dumps({**REWRITTEN, **change}))
    assert given.standalone_question == REWRITTEN["question"]
    assert given.filters == Filters(publishers=("The Courier",))
    assert any("could not be read" in notice for notice in given.notices)


def test_a_name_that_the_archive_does_not_have_is_told(desk: "Desk") -> None:
    given = answer(desk, json.dumps({**REWRITTEN, "publishers": [], "authors": ["Heron"]}))
    assert given.filters == Filters(publishers=("The Courier",))
    assert any("1 outlet or author that the archive does not have" in notice for notice in given.notices)


def test_what_the_reader_set_wins(desk: "Desk") -> None:
    by_hand = Filters(publishers=("The Lantern",))
    assert answer(desk, json.dumps(REWRITTEN), filters=by_hand).filters == by_hand
    assert answer(desk, json.dumps(REWRITTEN), read_filters=False).filters == Filters()


def test_signs_of_life_come_before_the_search(desk: "Desk") -> None:
    desk.put("The ferry Heron sank off Ombersund on Tuesday.")

    def say(messages: Sequence[BaseMessage]) -> Iterator[str]:
        yield from ("How did ", "the ferry Heron sink?")

    events = list(with_rewriter(desk, Rewriter(scripted(say))).stream("How did it sink?", history=TALK))
    begun = next(index for index, event in enumerate(events) if isinstance(event, Searching))
    assert begun > 0
    assert set(events[:begun]) == {Writing(0)}


def test_quotes_ask_no_model_at_all(desk: "Desk") -> None:
    desk.put("The ferry Heron sank off Ombersund on Tuesday.")
    heard: list[Sequence[BaseMessage]] = []

    def hear(messages: Sequence[BaseMessage]) -> Iterator[str]:
        heard.append(messages)
        yield "How did the ferry Heron sink?"

    made = with_rewriter(desk, Rewriter(scripted(hear)))
    made.ask("How did it sink?", history=TALK, writer="extractive")
    assert heard == []
    made.ask("How did it sink?", history=TALK)
    assert len(heard) == 1
