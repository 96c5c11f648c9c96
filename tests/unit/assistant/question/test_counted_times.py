from datetime import date

import pytest

from assistant.question.counted_times import count_time, move_time


@pytest.mark.parametrize(
    ("question", "earlier", "counted"),
    [
        ("And the month before?", "What was the jobless rate in September 2026?", "And in August 2026?"),
        ("and in the month before", "What was the jobless rate in January 2026?", "and in December 2025"),
        ("And the year before?", "How many people died on the roads in 2025?", "And in 2024?"),
        ("What was it the previous year?", "How many people died on the roads in 2025?", "What was it in 2024?"),
        ("And a year earlier?", "What was the jobless rate in March 2026?", "And in March 2025?"),
        ("And the November before?", "What was the jobless rate in March 2026?", "And in November 2025?"),
        ("And the November before that?", "How many came in 2026?", "And in November 2025?"),
        ("And the following year?", "How many people died on the roads in 2025?", "And in 2026?"),
        ("What happened the day after?", "What happened on 31 May 2026?", "What happened on 1 June 2026?"),
        ("And the month before?", "What was the jobless rate in September?", "And in August?"),
    ],
)
def test_a_time_is_counted_from_the_one_that_was_asked_about(question: str, earlier: str, counted: str) -> None:
    assert count_time(question, earlier) == counted


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        ("And the month before?", "Who is the mayor?"),
        ("And the month before?", "How many people died on the roads in 2025?"),
        ("What happened the year before the war?", "How many people died on the roads in 2025?"),
        ("And the year before?", "Was it more in 2024 than in 2022?"),
        ("And the year before?", "What was the jobless rate in September?"),
        ("And in Halden?", "How many people died on the roads in 2025?"),
    ],
)
def test_nothing_is_counted_where_nobody_can_tell_from_what(question: str, earlier: str) -> None:
    assert count_time(question, earlier) == question


def test_a_sentence_counts_from_the_one_before_and_from_the_day_it_was_told() -> None:
    before = "Unemployment stood at 5.1 percent in March, down from 5.4 percent in February."
    assert (
        count_time("A year earlier it was 4.8 percent.", before, date(2026, 4, 2))
        == "in March 2025 it was 4.8 percent."
    )


@pytest.mark.parametrize(
    ("later", "moved"),
    [
        ([], "How many people died on the roads in 2025?"),
        (["And in 2024?"], "How many people died on the roads in 2024?"),
        (["And in 2024?", "and the year before?"], "How many people died on the roads in 2023?"),
        (["And in Halden?"], "How many people died on the roads in 2025?"),
    ],
)
def test_elliptic_questions_move_what_is_spoken_of_to_another_time(later: list[str], moved: str) -> None:
    assert move_time("How many people died on the roads in 2025?", later) == moved


def test_a_subject_without_a_time_gets_one() -> None:
    assert (
        move_time("How many people died on the roads?", ["And in 2024?"])
        == "How many people died on the roads in 2024?"
    )
