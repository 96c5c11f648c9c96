"""Stored turns: each answer with its own question, whatever came in between."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, Citation, SourceChange, Turn
from assistant.archive import Article, StoredTurn
from assistant.archive.readers import FORGOTTEN, State
from ui.thread import history_of, render_thread, turns_before

Told = Callable[[str], StoredTurn]


def asked(question: str, state: State = "stopped", **fields: Any) -> StoredTurn:
    turn = StoredTurn("t", "c", question, state, None, None, "", None, None, None, "2026-05-04", "2026-05-04")
    return replace(turn, **fields)


@pytest.fixture
def told(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> Told:
    def tell(question: str) -> StoredTurn:
        answer = make_answer(Citation.of(1, make_article(), (0, 22)), question=question, standalone_question=question)
        return asked(question, "answered", text=answer.text, answer_json=json.dumps(answer.to_json()))

    return tell


def drawn(root: Any) -> list[tuple[str, bool]]:
    turns = root.find_class("turn")
    return [(turn.find_class("question")[0].text_content(), "is-answered" in turn.get("class")) for turn in turns]


def test_each_turn_is_drawn_with_its_own_end(told: Told, checked: Callable[[str], Any]) -> None:
    turns = [told("One?"), asked("Two?"), asked("Three?", "failed", reason="The model failed. Ask again.")]
    root = checked(render_thread(turns, False))
    assert drawn(root) == [("One?", True), ("Two?", False), ("Three?", False)]
    (again,) = [button for button in root.iter("button") if button.get("data-ask")]
    assert again.get("data-ask") == "Two?"
    assert root.find_class("stopped")[1].text_content() == "The model failed. Ask again."


def test_an_answer_that_cannot_be_read_leaves_its_question(told: Told, checked: Callable[[str], Any]) -> None:
    turns = [asked("One?", "answered", text="x", answer_json="{"), told("Two?")]
    assert drawn(checked(render_thread(turns, False))) == [("One?", False), ("Two?", True)]


def test_an_answer_that_was_forgotten_says_so(checked: Callable[[str], Any]) -> None:
    root = checked(render_thread([asked("One?", "answered", text=FORGOTTEN)], False))
    assert drawn(root) == [("One?", False)]
    assert root.find_class("stopped")[0].text_content() == FORGOTTEN


def test_the_assistant_reads_roles_and_words(told: Told) -> None:
    assert history_of([asked("Zero?"), told("One?")]) == [
        Turn("user", "Zero?"), Turn("user", "One?"), Turn("assistant", "The bridge was closed. [1]")
    ]  # fmt: skip


def test_what_led_to_a_question_comes_before_its_first_asking_in_a_row(told: Told) -> None:
    turns = [told("One?"), told("Two?"), told("Two?"), asked("Three?")]
    assert turns_before(turns, "Two?") == turns[:1]
    assert turns_before(turns, "One?") == []
    assert turns_before(turns, "Never?") == turns


def test_an_answer_that_is_opened_again_says_what_became_of_its_sources(
    told: Told, checked: Callable[[str], Any]
) -> None:
    hostile = "Source 1 (<b>The Lantern</b>) was withdrawn by its publisher."
    root = checked(render_thread([told("One?")], False, lambda _: [SourceChange(1, "withdrawn", hostile)]))
    (since,) = root.find_class("since")
    assert hostile in since.text_content()
    assert checked(render_thread([told("One?")], False)).find_class("since") == []
