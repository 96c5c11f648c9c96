"""Stored turns: each with its own answer and its true ending, whatever came in between."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, Citation, SourceChange
from assistant.archive import Article
from assistant.archive.readers import FORGOTTEN, LOST_REASON, State, StoredTurn
from ui.jobs import Mark, Progress, TurnState
from ui.thread import render_exchange, render_thread

Told = Callable[..., TurnState]


@pytest.fixture
def told(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> Told:
    def tell(question: str, state: State = "answered", **changes: Any) -> TurnState:
        answer = make_answer(Citation.of(1, make_article(), (0, 22)), question=question, standalone_question=question)
        answer_json = json.dumps(answer.to_json()) if state in ("answered", "closest") else None
        turn = StoredTurn(
            "a1", "c1", question, state, None, answer_json, answer.text, None, None, None, "2026-05-04", "2026-05-04"
        )
        return TurnState(replace(turn, **changes), None, Mark())

    return tell


def drawn(states: Sequence[TurnState], checked: Callable[[str], Any], **named: Any) -> Any:
    return checked(render_thread(states, **{"has_model": False, **named}))


def test_every_question_stands_with_its_own_ending(told: Told, checked: Callable[[str], Any]) -> None:
    states = [told("One?"), told("One? ", "stopped"), told("One?", "failed", reason=LOST_REASON), told("Two?")]
    root = drawn(states, checked)
    kinds = [turn.get("class").split()[-1] for turn in root.find_class("turn")]
    assert kinds == ["is-answered", "is-stopped", "is-trouble", "is-answered"]
    assert [one.text for one in root.find_class("question")] == ["One?", "One? ", "One?", "Two?"]
    assert LOST_REASON in root.text_content()
    assert [one.text for one in root.iter("button") if "data-retry" in one.attrib] == ["Ask again"] * 4
    assert [one.get("data-turn") for one in root.find_class("exchange")] == ["a1"] * 4


def test_the_newest_stands_for_what_was_asked_again_and_the_earlier_folds_away(
    told: Told, checked: Callable[[str], Any]
) -> None:
    states = [
        told("Won <by> whom?"),
        told("One?", turn_id="a2"),
        told("Won by whom?", turn_id="a3", retry_of="a1"),
        told("Won by whom?", turn_id="a4", retry_of="a3"),
    ]
    root = drawn(states, checked)
    folded = [one.find_class("exchange")[0].get("data-turn") for one in root.find_class("earlier")]
    assert folded == ["a1", "a3"]
    assert [one.get("open") for one in root.find_class("earlier")] == [None, None]
    assert root.find_class("earlier")[0].find("summary").text_content() == "Earlier answer to “Won <by> whom?”"
    assert [one.text_content() for one in root.find_class("came-from")] == [
        "Edited from “Won <by> whom?”",
        "Asked again",
    ]
    assert [one.get("data-again-of") for one in root.find_class("exchange")] == [None, None, "a1", "a3"]


def test_what_takes_the_place_of_a_turn_that_is_gone_says_nothing_of_it(
    told: Told, checked: Callable[[str], Any]
) -> None:
    root = drawn([told("One?", turn_id="a2", retry_of="a1")], checked)
    assert root.find_class("came-from") == []


def test_what_was_checked_before_a_stop_is_shown(told: Told, checked: Callable[[str], Any]) -> None:
    whole = told("One?").turn.answer_json
    words = drawn([told("One?", "stopped", answer_json=whole)], checked).text_content()
    assert "The bridge was closed." in words
    assert "the rest was not written" in words
    assert "Stopped before there was an answer" in drawn([told("One?", "stopped")], checked).text_content()


def test_a_failure_of_a_model_offers_quotes(told: Told, checked: Callable[[str], Any]) -> None:
    failed = told("One?", "failed", reason="Ask again.", writer="model")
    offers = [one.get("data-writer") for one in drawn([failed], checked, has_model=True).iter("button")]
    assert "extractive" in offers
    quoted = replace(failed, turn=replace(failed.turn, writer="extractive"))
    for states, has_model in (([quoted], True), ([failed], False)):
        buttons = drawn(states, checked, has_model=has_model).iter("button")
        assert "extractive" not in [one.get("data-writer") for one in buttons]


def test_an_open_turn_says_how_much_of_it_is_shown(told: Told, checked: Callable[[str], Any]) -> None:
    waiting = replace(told("One?", "queued"), progress=Progress("One?"), mark=Mark(0, 2, 0))
    (exchange,) = checked(render_exchange(waiting, has_model=False)).find_class("exchange")
    assert exchange.get("data-seen") == "0.2.0"
    assert "Waiting: 2nd in line." in exchange.text_content()
    (ended,) = checked(render_exchange(told("One?"), has_model=False)).find_class("exchange")
    assert ended.get("data-seen") is None


def test_an_answer_that_cannot_be_read_leaves_its_question(told: Told, checked: Callable[[str], Any]) -> None:
    root = drawn([told("One?", answer_json="{"), told("Two?")], checked)
    assert [one.text for one in root.find_class("question")] == ["One?", "Two?"]
    assert "cannot be shown" in root.text_content()


def test_words_that_were_forgotten_leave_their_question(told: Told, checked: Callable[[str], Any]) -> None:
    root = drawn([told("One?", answer_json=None, text=FORGOTTEN)], checked)
    assert "One?" in root.text_content()
    assert FORGOTTEN in root.text_content()


def test_what_became_of_the_sources_since_is_said(told: Told, checked: Callable[[str], Any]) -> None:
    change = SourceChange(1, "withdrawn", "Source 1 (<b>The Lantern</b>) was withdrawn by its publisher.")
    root = drawn([told("One?")], checked, review=lambda answer: (change,))
    assert change.text in root.text_content()


def test_a_long_conversation_shows_its_end(told: Told, checked: Callable[[str], Any]) -> None:
    root = drawn([told(f"Question {number}?") for number in range(80)], checked)
    assert [one.text for one in root.find_class("question")][::59] == ["Question 20?", "Question 79?"]


def test_every_ended_turn_has_its_ways_on(told: Told, checked: Callable[[str], Any]) -> None:
    whole = told("One?").turn.answer_json
    ended = [
        told("One?"),
        told("One?", "stopped", answer_json=whole),
        told("One?", "failed", answer_json=whole),
        told("One?", "failed"),
        told("One?", "stopped"),
        told("One?", answer_json=None, text=FORGOTTEN),
        told("One?", answer_json="{"),
    ]
    for state, has_answer in zip(ended, [True] * 3 + [False] * 4, strict=True):
        root = drawn([state], checked)
        ways = [one.text_content() for one in root.find_class("tools")[0].iter("button", "summary")]
        assert ways == (["Copy"] if has_answer else []) + ["Ask again", "Edit question"] + (
            ["Feedback", "Export"] if has_answer else []
        )
        assert len(root.find_class("flag")) == 2 * has_answer, "of its statement and of its source"
    waiting = replace(told("One?", "queued"), progress=Progress("One?"), mark=Mark(0, 2, 0))
    assert "data-edit" not in render_exchange(waiting, has_model=False)
