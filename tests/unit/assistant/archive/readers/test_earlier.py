"""Role rows become turns: each question with its own answer, whatever came in between."""

import json
from typing import Any

import pytest

from assistant.archive.readers.earlier import EarlierRow, pair_rows
from assistant.archive.readers.values import FORGOTTEN, UNKNOWN_END_REASON


def asked(question: str) -> EarlierRow:
    return EarlierRow("user", question, None, "asked")


def told(question: str, text: str = "It was.", **fields: object) -> EarlierRow:
    return EarlierRow("assistant", text, json.dumps({"schema": 2, "question": question, **fields}), "told")


def paired(*rows: EarlierRow) -> list[tuple[str, str, str]]:
    return [(turn.question, turn.ending, turn.text) for turn in pair_rows(list(rows))]


def test_questions_of_two_tabs_keep_their_answers() -> None:
    rows = [asked("One?"), asked("Two?"), told("One?", "1"), told("Two?", "2"), asked("Three?")]
    assert paired(*rows) == [("One?", "answered", "1"), ("Two?", "answered", "2"), ("Three?", "stopped", "")]


def test_a_question_that_was_stopped_and_asked_again_has_one_answer() -> None:
    assert paired(asked("One?"), asked("One? "), told("One?", "1")) == [
        ("One?", "stopped", ""),
        ("One? ", "answered", "1"),
    ]
    first, second = pair_rows([asked("One?"), asked("One? "), told("One?", "1")])
    assert (first.reason, first.ended_at) == (UNKNOWN_END_REASON, None)
    assert (second.reason, second.asked_at, second.ended_at) == (None, "asked", "told")


@pytest.mark.parametrize("typed", ["Who  opened it?", "Who\nopened it?", "  Who opened\u00a0it ? ", "¿WHO opened it?"])
def test_spaces_and_marks_that_asking_cleaned_do_not_part_them(typed: str) -> None:
    assert paired(asked(typed), asked("Two?"), told("Who opened it?", "1")) == [
        (typed, "answered", "1"),
        ("Two?", "stopped", ""),
    ]


def test_the_ending_is_the_answers_outcome() -> None:
    outcomes: tuple[dict[str, Any], ...] = (
        {"outcome": "closest"},
        {"outcome": "nothing"},
        {"abstained": True},
        {"outcome": ["x"]},
        {},
    )
    endings = [paired(asked("One?"), told("One?", **fields))[0][1] for fields in outcomes]
    assert endings == ["closest", "nothing", "nothing", "answered", "answered"]


def test_what_was_forgotten_stays_so_beside_the_latest_question_that_waits() -> None:
    forgotten = EarlierRow("assistant", FORGOTTEN, None, "told")
    assert paired(asked("One?"), asked("Two?"), told("One?", "1"), forgotten) == [
        ("One?", "answered", "1"),
        ("Two?", "answered", FORGOTTEN),
    ]


@pytest.mark.parametrize("answer_json", ["{", "[]", "3", '{"question": 7}'])
def test_an_answer_that_cannot_be_read_is_kept_with_the_question_before_it(answer_json: str) -> None:
    (turn,) = pair_rows([asked("One?"), EarlierRow("assistant", "x", answer_json, "told")])
    assert (turn.question, turn.answer_json, turn.text) == ("One?", answer_json, "x")


def test_an_answer_without_its_question_takes_nobody_elses() -> None:
    assert paired(asked("Two?"), told("Lost?", "0"), told("Two?", "2")) == [
        ("Two?", "answered", "2"),
        ("Lost?", "answered", "0"),
    ]
    assert paired(told("?!", "0"), asked("??"), told("??", "1")) == [("?!", "answered", "0"), ("??", "answered", "1")]
