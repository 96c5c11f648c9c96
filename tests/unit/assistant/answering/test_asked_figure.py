from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.asked_figure import put_stated_figure_first
from assistant.answering.evidence import Evidence
from assistant.language import find_times
from assistant.question import AskedTimes
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TODAY = date(2026, 11, 29)
STUDENTS = (
    "The university has 18,400 students this winter, 900 fewer than a year ago. In 2023 there were 19,750. "
    "The number of foreign students rose to 3,100. The rector, Ann Lee, blamed rents. In 2022 it opened a hall."
)
JOBS = (
    "Unemployment in Omber stood at 5.1 percent in March, down from 5.4 percent in February, the office said. "
    "A year earlier it was 4.8 percent. Ann Lee was pleased."
)
SALMON = (
    "A kilo of salmon cost 118 crowns in September, the exporters said. In August it was 109 crowns. "
    "A year earlier it was 87 crowns."
)


def asked(question: str, text: str, told_on: date) -> Evidence:
    """All sentences are equally likely, the first a little more."""
    told = make_candidate(text, title="News", published_on=told_on)
    evidence = make_evidence(question, *((told, at, 0.5 - at / 100) for at in range(len(told.passage.sentences))))
    times = find_times(question, TODAY)
    timeless = question[: times[0].start] if times else question
    evidence = replace(evidence, view=replace(evidence.view, timeless=timeless))
    return put_stated_figure_first(evidence, AskedTimes.of(question, times))


@pytest.mark.parametrize(
    ("question", "text", "told_on", "first"),
    [
        ("How many students did the university have in 2023?", STUDENTS, date(2025, 11, 3), "In 2023 there were"),
        ("What was the unemployment rate in Omber in March 2025?", JOBS, date(2026, 4, 2), "A year earlier it was"),
        ("What did a kilo of salmon cost in August 2026?", SALMON, date(2026, 10, 14), "In August it was"),
    ],
)
def test_a_short_sentence_with_the_figure_of_that_time_states_it(
    question: str, text: str, told_on: date, first: str
) -> None:
    evidence = asked(question, text, told_on)
    assert evidence.sentences[0].sentence.text.startswith(first)
    assert evidence.is_stated


@pytest.mark.parametrize(
    ("question", "text", "told_on"),
    [
        ("How many students did the university have in 2022?", STUDENTS, date(2025, 11, 3)),
        ("How many students does the university have?", STUDENTS, date(2025, 11, 3)),
        ("How many teachers did the school have in 2023?", STUDENTS, date(2025, 11, 3)),
        ("How many euros did the university spend in 2023?", STUDENTS, date(2025, 11, 3)),
        ("What was the unemployment rate in Omber in March 2024?", JOBS, date(2026, 4, 2)),
        ("Who was rector of the university in 2023?", STUDENTS, date(2025, 11, 3)),
    ],
)
def test_a_figure_of_another_time_or_thing_states_nothing(question: str, text: str, told_on: date) -> None:
    evidence = asked(question, text, told_on)
    assert evidence.sentences[0].sentence.text.startswith(text[:10])
    assert not evidence.is_stated
