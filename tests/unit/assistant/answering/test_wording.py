from datetime import date

import pytest

from assistant.answer import Answer
from tests.unit.assistant.conftest import Desk

FIRST = "The Marl bridge was shut on Wednesday. Inspectors found four cracks in the Marl bridge."
SECOND = f"{FIRST} The mayor reopened one lane of the Marl bridge on Thursday."
CRACKS, LANE = "How many cracks were found in the Marl bridge?", "Who reopened one lane of the Marl bridge?"


def put_two_versions(desk: Desk) -> None:
    desk.put(FIRST, "Bridge shut", published="2026-03-04", external_id="b", updated_at=None)
    desk.put(SECOND, "Bridge shut", published="2026-03-04", external_id="b", updated_at="2026-03-06",
             updated_on=date(2026, 3, 6))  # fmt: skip


def attribution(desk: Desk, question: str, words: str) -> str:
    with desk.assistant() as assistant:
        answer: Answer = assistant.ask(question)
    return next(one.attribution or "" for one in answer.statements if words in one.text)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        (LANE, "one lane", "The Lantern, 6 March 2026 (Thursday: 5 March 2026)"),
        (CRACKS, "four cracks", "The Lantern, 4 March 2026"),
        ("On which day was the Marl bridge shut?", "was shut", "The Lantern, 4 March 2026 (Wednesday: 4 March 2026)"),
    ],
)
def test_words_have_the_day_of_the_version_that_first_has_them(
    desk: Desk, question: str, words: str, expected: str
) -> None:
    put_two_versions(desk)
    assert attribution(desk, question, words) == expected


def test_with_one_version_that_was_updated_both_days_are_told(desk: Desk) -> None:
    desk.put(SECOND, "Bridge shut", published="2026-03-04", updated_at="2026-03-06", updated_on=date(2026, 3, 6))
    assert attribution(desk, CRACKS, "four cracks") == "The Lantern, 4 March 2026, updated 6 March 2026"
    # a Thursday before the one day is another than before the other
    assert attribution(desk, LANE, "one lane") == "The Lantern, 4 March 2026, updated 6 March 2026"


def test_an_update_of_the_same_day_is_no_other_day(desk: Desk) -> None:
    desk.put(FIRST, "Bridge shut", published="2026-03-04T08:00:00Z", updated_at="2026-03-04T19:00:00Z")
    assert attribution(desk, CRACKS, "four cracks") == "The Lantern, 4 March 2026"
