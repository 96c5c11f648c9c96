"""Dates and counts as readers see them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive import Coverage
from ui.words import count, say_coverage, say_day, say_moment, say_path, say_span


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (None, "undated"),
        ("", "undated"),
        ("2025-03-11", "11 March 2025"),
        ("2025-03-11T09:30:00+02:00", "11 March 2025, 09:30 (UTC+02:00)"),
        ("2025-03-11T09:30:00Z", "11 March 2025, 09:30 (UTC)"),
        ("2025-03-11T09:30:00", "11 March 2025, 09:30"),
        ("spring 2025", "spring 2025"),
    ],
)
def test_a_moment_keeps_its_precision(moment: str | None, said: str) -> None:
    assert say_moment(moment) == said


def test_a_short_moment_is_a_day() -> None:
    assert say_moment("2025-09-01T23:59:00-08:00", short=True) == "1 Sep 2025"


@given(st.dates())
def test_days_name_their_year(day: date) -> None:
    assert say_day(day).endswith(str(day.year))
    assert say_moment(day.isoformat()) == say_day(day)


def test_counts_agree_with_their_noun() -> None:
    assert count(1, "article") == "1 article"
    assert count(1200, "article") == "1,200 articles"
    assert count(2, "body", "bodies") == "2 bodies"


def test_coverage_says_what_is_held() -> None:
    coverage = Coverage(3, 9, (("A", 2), ("", 1)), date(2025, 1, 1), date(2025, 2, 2), 1)
    assert say_coverage(coverage) == "3 articles from 1 outlet, 1 January 2025 to 2 February 2025, 1 undated"
    assert say_coverage(Coverage(0, 0, (), None, None, 0)) == "0 articles"
    assert say_span(None, None) == "no dates known"


def test_the_home_folder_is_shortened() -> None:
    assert say_path(Path.home() / "archive") == str(Path("~/archive"))
    assert say_path(Path("/elsewhere/archive")) == str(Path("/elsewhere/archive"))
