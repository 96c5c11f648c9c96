"""Stored turns: each answer with its own question, whatever came in between."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer, Citation, SourceChange, Turn
from assistant.archive import Article, StoredTurn
from assistant.archive.conversations import FORGOTTEN
from ui.thread import history_of, render_thread, turns_before

Told = Callable[[str], StoredTurn]


def asked(question: str) -> StoredTurn:
    return StoredTurn("user", question, None, "2026-05-04")


@pytest.fixture
def told(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> Told:
    def tell(question: str) -> StoredTurn:
        answer = make_answer(Citation.of(1, make_article(), (0, 22)), question=question, standalone_question=question)
        return StoredTurn("assistant", answer.text, json.dumps(answer.to_json()), "2026-05-04")

    return tell


def drawn(root: Any) -> list[tuple[str, bool]]:
    turns = root.find_class("turn")
    return [(turn.find_class("question")[0].text_content(), "is-answered" in turn.get("class")) for turn in turns]


def test_questions_of_two_tabs_keep_their_answers(told: Told, checked: Callable[[str], Any]) -> None:
    turns = [asked("One?"), asked("Two?"), told("One?"), told("Two?"), asked("Three?")]
    assert drawn(checked(render_thread(turns, False))) == [("One?", True), ("Two?", True), ("Three?", False)]


def test_a_question_that_was_stopped_and_asked_again_has_one_answer(told: Told, checked: Callable[[str], Any]) -> None:
    turns = [asked("One?"), asked("One? "), told("One?")]
    root = checked(render_thread(turns, False))
    assert drawn(root) == [("One?", False), ("One?", True)]
    (again,) = [button for button in root.iter("button") if button.get("data-ask")]
    assert again.get("data-ask") == "One?"


def test_an_answer_that_cannot_be_read_leaves_its_question(told: Told, checked: Callable[[str], Any]) -> None:
    turns = [asked("One?"), StoredTurn("assistant", "x", "{", ""), asked("Two?"), told("Two?"), told("Lost?")]
    assert drawn(checked(render_thread(turns, False))) == [("One?", False), ("Two?", True), ("Lost?", True)]


def test_an_answer_that_was_forgotten_says_so(checked: Callable[[str], Any]) -> None:
    root = checked(render_thread([asked("One?"), StoredTurn("assistant", FORGOTTEN, None, "")], False))
    assert drawn(root) == [("One?", False)]
    assert root.find_class("stopped")[0].text_content() == FORGOTTEN


def test_the_assistant_reads_roles_and_words(told: Told) -> None:
    assert history_of([asked("One?"), told("One?")]) == [
        Turn("user", "One?"), Turn("assistant", "The bridge was closed. [1]")
    ]  # fmt: skip


def test_what_led_to_a_question_comes_before_its_first_asking_in_a_row(told: Told) -> None:
    turns = [asked("One?"), told("One?"), asked("Two?"), told("Two?"), asked("Two?"), told("Two?"), asked("Three?")]
    assert turns_before(turns, "Two?") == turns[:2]
    assert turns_before(turns, "One?") == []
    assert turns_before(turns, "Never?") == turns


def test_an_answer_that_is_opened_again_says_what_became_of_its_sources(
    told: Told, checked: Callable[[str], Any]
) -> None:
    hostile = "Source 1 (<b>The Lantern</b>) was withdrawn by its publisher."
    root = checked(
        render_thread([asked("One?"), told("One?")], False, lambda _: [SourceChange(1, "withdrawn", hostile)])
    )
    (since,) = root.find_class("since")
    assert hostile in since.text_content()
    assert checked(render_thread([asked("One?"), told("One?")], False)).find_class("since") == []
