from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.language.periods import read_period

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("4 May 2012", "2012-05-04", "2012-05-04"),
        ("the 4th of May, 2012", "2012-05-04", "2012-05-04"),
        ("Friday, May 4, 2012", "2012-05-04", "2012-05-04"),
        ("2012-05-04", "2012-05-04", "2012-05-04"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("March 2010", "2010-03-01", "2010-03-31"),
        ("Sept. 2010", "2010-09-01", "2010-09-30"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("spring 2006", "2006-03-01", "2006-05-31"),
        ("winter 2006", "2006-12-01", "2007-02-28"),
        ("Q3 2020", "2020-07-01", "2020-09-30"),
        ("the first quarter of 2020", "2020-01-01", "2020-03-31"),
        ("the first half of September 2016", "2016-09-01", "2016-09-15"),
        ("the second half of 2016", "2016-07-01", "2016-12-31"),
        ("early 2010", "2010-01-01", "2010-04-30"),
        ("mid-2010", "2010-05-01", "2010-08-31"),
        ("the end of 2010", "2010-09-01", "2010-12-31"),
        ("late May 2010", "2010-05-21", "2010-05-31"),
    ],
)
def test_what_names_its_year_means_the_same_on_any_day(phrase: str, first: str, last: str) -> None:
    for today in (TODAY, date(1999, 1, 1)):
        period = read_period(phrase, today)
        assert period is not None
        assert (str(period.first), str(period.last), period.is_relative) == (first, last, False)
        assert period.has_year


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("today", "2026-11-24", "2026-11-24"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("the day before yesterday", "2026-11-22", "2026-11-22"),
        ("this week", "2026-11-23", "2026-11-24"),
        ("the weekend", "2026-11-21", "2026-11-22"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last weekend", "2026-11-21", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-11-24"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last March", "2026-03-01", "2026-03-31"),
        ("last December", "2025-12-01", "2025-12-31"),
        ("the past two weeks", "2026-11-10", "2026-11-24"),
        ("the last three months", "2026-08-24", "2026-11-24"),
        ("the past decade", "2016-11-24", "2026-11-24"),
        ("three days ago", "2026-11-21", "2026-11-21"),
        ("two years ago", "2024-01-01", "2024-12-31"),
        ("this summer", "2026-06-01", "2026-08-31"),
    ],
)
def test_what_counts_from_today(phrase: str, first: str, last: str) -> None:
    period = read_period(phrase, TODAY)
    assert period is not None
    assert (str(period.first), str(period.last), period.is_relative) == (first, last, True)


@pytest.mark.parametrize(
    ("phrase", "first"), [("4 May", "2026-05-04"), ("25 November", "2025-11-25"), ("December", "2025-12-01")]
)
def test_without_a_year_it_is_the_latest_that_is_not_to_come(phrase: str, first: str) -> None:
    period = read_period(phrase, TODAY)
    assert period is not None
    assert (str(period.first), period.has_year) == (first, False)
    other = read_period(phrase, TODAY, 2012)
    assert other is not None
    assert other.first.year == 2012


def test_a_weekday_is_the_latest_before_today() -> None:
    found = [read_period(day, TODAY) for day in ("Monday", "Tuesday", "last Wednesday")]
    assert [str(one.first) for one in found if one] == ["2026-11-23", "2026-11-17", "2026-11-18"]


@pytest.mark.parametrize(
    "phrase",
    [
        "", "31 February 2010", "the election", "the last day", "last", "12345", "999 years ago x", "13-2012",
        "the last week of the trial", "999 decades ago",
    ],
)  # fmt: skip
def test_what_is_no_period(phrase: str) -> None:
    assert read_period(phrase, TODAY) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40) | st.from_regex(r"(last|the past|early|mid-)? ?\d{0,3} ?(days?|weeks|May|2\d{3}|ago){0,3}"))
def test_any_text_is_a_period_that_begins_before_it_ends_or_none(text: str) -> None:
    period = read_period(text, TODAY)
    assert period is None or period.first <= period.last


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(1400, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_is_that_day(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "the %dth of %B %Y"):
        written = day.strftime(form).replace("%Y", str(day.year))
        period = read_period(written, TODAY)
        assert period is not None
        assert period.first == period.last == day
