from datetime import date

import pytest

from assistant.language import find_times
from assistant.question import read_known_then, subject_known

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("question", "day", "subject"),
    [
        ("What was known on 4 March about the bridge?", date(2026, 3, 4), "the bridge"),
        ("What was known about the bridge on 4 March 2025?", date(2025, 3, 4), "the bridge"),
        ("On 4 March 2025, what was known about the bridge?", date(2025, 3, 4), "the bridge"),
        ("What was already publicly known by 4 March 2025 of the cracks?", date(2025, 3, 4), "the cracks"),
        ("What did we know about the fire at the mill on 5 May 2026?", date(2026, 5, 5), "the fire at the mill"),
        ("How much was known about the flood before 20 November 2025?", date(2025, 11, 19), "the flood"),
        ("What had been established by the end of March 2025 about the cause?", date(2025, 3, 31), "the cause"),
        ("Where did things stand with the repair on 1 July 2025?", date(2025, 7, 1), "the repair"),
        ("What was the state of knowledge on 4 March 2025 about the bridge?", date(2025, 3, 4), "the bridge"),
        ("What was known yesterday about the strike?", date(2026, 11, 28), "the strike"),
        ("What had been reported about the cause by 1 April 2026?", date(2026, 4, 1), "the cause"),
        ("What was reported about the fire up to 4 March 2026?", date(2026, 3, 4), "the fire"),
        ("How many people were known to be dead on 5 March 2026?", date(2026, 3, 5), None),
        ("How many roofs were damaged, as reported on 4 March?", date(2026, 3, 4), None),
        ("How many were known to have drowned by 5 March 2026?", date(2026, 3, 5), None),
    ],
)
def test_what_was_known_on_a_day(question: str, day: date, subject: str | None) -> None:
    known = read_known_then(question, find_times(question, TODAY))
    assert known is not None
    assert known.day == day
    assert subject_known(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "What is known about the bridge?",
        "What was known about the bridge?",
        "What happened on 4 March 2025?",
        "What was reported about the fire on 4 March 2025?",
        "What was written about the fire in 2025?",
        "What was the line known as in 1880?",
        "Who was known as the Candle King in 1741?",
        "What is the well-known painter of 1712 called?",
        "What did the council approve, as reported in 2015?",
        "What did the council approve on 4 March 2025?",
        "What has been known about the bridge since 2015?",
        "What did she know Ann Lee for in 2015?",
    ],
)
def test_other_questions(question: str) -> None:
    assert read_known_then(question, find_times(question, TODAY)) is None
    assert subject_known(question) is None
