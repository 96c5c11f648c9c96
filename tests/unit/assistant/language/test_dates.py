from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.language.dates import Moment, find_dateline, parse_moment

DAY = date(2015, 9, 1)


@pytest.mark.parametrize(
    "value",
    [
        *("2015-09-01", "2015/09/01", "2015.9.1", "20150901", "September 1, 2015", "Tuesday, September 1, 2015"),
        *("Sept. 1, 2015", "September 1st 2015", "1 September 2015", "1st of September, 2015", "1-Sep-2015"),
        *("1er septembre 2015", "mardi 1 septembre 2015", "1 de septiembre de 2015", "Dienstag, 1. September 2015"),
        *(
            "2015年9月1日",
            "２０１５-０９-０１",
            "٢٠١٥-٠٩-٠١",
            "1 сентября 2015 г.",
            " 2015-09-01\n",
            "1 september 2015",
        ),
    ],
)
def test_days(value: str) -> None:
    assert parse_moment(value) == Moment("2015-09-01", DAY)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2015-09-01T12:30:00+02:00", "2015-09-01T12:30:00+02:00"),
        ("2015-09-01T12:30:00.123456+0200", "2015-09-01T12:30:00+02:00"),
        ("2015-09-01T12:30:00−05:00", "2015-09-01T12:30:00-05:00"),
        ("2015-09-01T12:30Z", "2015-09-01T12:30:00+00:00"),
        ("2015-09-01 12:30", "2015-09-01T12:30:00"),
        ("2015-09-01 12:30:00 Europe/Berlin", "2015-09-01T12:30:00"),
        ("20150901T123000Z", "2015-09-01T12:30:00+00:00"),
        ("20150901123000", "2015-09-01T12:30:00"),
        ("Tue, 01 Sep 2015 12:30:00 GMT", "2015-09-01T12:30:00+00:00"),
        ("Tue, 1 Sep 2015 12:30:00 -0400", "2015-09-01T12:30:00-04:00"),
        ("Tue, 1 Sep 2015 12:30:00 -0000", "2015-09-01T12:30:00"),
        ("Tue Sep  1 12:30:00 2015", "2015-09-01T12:30:00"),
        ("Sept. 1, 2015 at 5:30 p.m. EDT", "2015-09-01T17:30:00-04:00"),
        ("September 1, 2015 12:05 AM", "2015-09-01T00:05:00"),
        ("Sept. 1, 2015, 5 pm ET", "2015-09-01T17:00:00"),
        ("1. September 2015, 12:30 Uhr", "2015-09-01T12:30:00"),
        ("mardi 1 septembre 2015 à 12h30", "2015-09-01T12:30:00"),
        ("2015年9月1日 12時30分", "2015-09-01T12:30:00"),
        ("2015年09月01日(火) 午後5時05分", "2015-09-01T17:05:00"),
        ("2015年9月1日12时30分15秒", "2015-09-01T12:30:15"),
        ("2015. 9. 1. 오전 9:30", "2015-09-01T09:30:00"),
        ("2015.09.01. 오후 5:30", "2015-09-01T17:30:00"),
        ("2015년 9월 1일 12시 30분", "2015-09-01T12:30:00"),
        ("2015-09-01T12:30:60Z", "2015-09-01T12:30:59+00:00"),
        ("1441110600", "2015-09-01T12:30:00+00:00"),
        ("1441110600123", "2015-09-01T12:30:00+00:00"),
    ],
)
def test_times_keep_the_offset_they_were_given(value: str, text: str) -> None:
    assert parse_moment(value) == Moment(text, DAY)


def test_the_day_is_the_local_one() -> None:
    assert parse_moment("2015-09-01T23:30:00-07:00") == Moment("2015-09-01T23:30:00-07:00", DAY)


@pytest.mark.parametrize(
    ("value", "text"),
    [("2015", "2015"), ("2015-09", "2015-09"), ("September 2015", "2015-09"), ("mars 2015", "2015-03")],
)
def test_months_and_years_have_no_day(value: str, text: str) -> None:
    assert parse_moment(value) == Moment(text, None)


@pytest.mark.parametrize("value", ["13/04/2015", "04/13/2015", "13.04.2015"])
def test_numbers_that_can_be_only_one_day(value: str) -> None:
    assert parse_moment(value) == Moment("2015-04-13", date(2015, 4, 13))


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    [
        *("", " ", "now", "today", "yesterday", "2 days ago", "Monday", "May 5", "5", "unknown", "n/a", "null", "0"),
        *("03/04/2015", "2015-13-01", "2015-02-30", "0000-00-00", "1200-01-01", "1200", "2999-01-01", "9999999999999"),
        *("2015-09-01T25:00:00", "2015-09-01T12:30:00+99:00", "2015-W36-2", "03/04/05", "x" * 10_000, "1" * 5000),
        *("2015-09-01 and 2016-09-01", "hace 2 días 2015", "September 31, 2015", "13:00 PM", "Volume 2015, issue 3"),
    ],
)
def test_no_certain_date(value: str) -> None:
    assert parse_moment(value) is None


def test_more_than_two_years_ahead_is_absurd() -> None:
    today = date.today()
    assert parse_moment((today + timedelta(days=300)).isoformat()) is not None
    assert parse_moment((today + timedelta(days=1100)).isoformat()) is None


def test_default_offset_is_for_times_without_one() -> None:
    offset = timezone(timedelta(hours=-5))
    assert parse_moment("2015-09-01 12:30", default_offset=offset) == Moment("2015-09-01T12:30:00-05:00", DAY)
    assert parse_moment("2015-09-01T12:30Z", default_offset=offset) == Moment("2015-09-01T12:30:00+00:00", DAY)
    assert parse_moment("2015-09-01", default_offset=UTC) == Moment("2015-09-01", DAY)


@given(st.text(max_size=60))
def test_any_text_is_taken(value: str) -> None:
    parse_moment(value)


@given(st.datetimes(min_value=datetime(1500, 1, 1), max_value=datetime(2020, 1, 1)))
def test_iso_comes_back(moment: datetime) -> None:
    assume(moment.replace(microsecond=0) != datetime(1970, 1, 1))  # what a program writes that knows of no day
    text = moment.isoformat(timespec="seconds")
    assert parse_moment(text) == Moment(text, moment.date())


def test_dateline_of_a_report() -> None:
    assert find_dateline("Storm in 2014\n\nTuesday, September 1, 2015\n\nIt rained.") == Moment("2015-09-01", DAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", "It rained on September 1, 2015.", "1984\n\n20150901\n\nNineteen", "a\nb\nc\nd\ne\nSeptember 1, 2015"),
        *("Title\nSeptember 2015\nText", "x" * 1_000_000),
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10:30, 4 March 2026", "2026-03-04T10:30:00"),
        ("10:30 GMT, 4 March 2026", "2026-03-04T10:30:00+00:00"),
        ("12:30 a.m. ET, May 3, 2026", "2026-05-03T00:30:00"),
        ("9:15 PM CT | May 3, 2026", "2026-05-03T21:15:00"),
        ("le 3 mai 2026", "2026-05-03"),
        ("el 3 de mayo de 2026", "2026-05-03"),
        ("May 3 '26", "2026-05-03"),
        ("10.30am on Wednesday 4 March 2026", "2026-03-04T10:30:00"),
        ("10:30 Uhr, 4. März 2026", "2026-03-04T10:30:00"),
        ("at 10:30 on March 4, 2026", "2026-03-04T10:30:00"),
        ("Wed, 04 Mar 26 10:00:00 GMT", "2026-03-04T10:00:00+00:00"),
        ("14-Mar-26", "2026-03-14"),
        ("Mar 4, 26", "2026-03-04"),
        ("4 Mar 99", "1999-03-04"),
        ("14.03.26", "2026-03-14"),
        ("04/Mar/2026:10:00:00 +0100", "2026-03-04T10:00:00+01:00"),
        ("1441103400000000", "2015-09-01T10:30:00+00:00"),
    ],
)
def test_times_first_and_years_of_two_digits(value: str, text: str) -> None:
    moment = parse_moment(value)
    assert moment is not None
    assert moment.text == text


@pytest.mark.parametrize("value", ["04.03.26", "4/3/26", "Mar 4 10:30", "10:30 04/03/2026", "12:30", "10:30, 11:30"])
def test_what_two_digits_leave_open(value: str) -> None:
    assert parse_moment(value) is None


def test_a_line_of_text_has_its_year_in_full() -> None:
    assert find_dateline("Score\n4 March 26\n") is None
    assert find_dateline("Score\n10:30, 4 March 2026\n") is not None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4 marca 2026", "2026-03-04"),
        ("4. října 2026", "2026-10-04"),
        ("4 augusti 2026", "2026-08-04"),
        ("4 Ağustos 2026", "2026-08-04"),
        ("4. maaliskuuta 2026", "2026-03-04"),
        ("4 martie 2026", "2026-03-04"),
        ("mer., 04 mars 2026 10:30:00 +0100", "2026-03-04T10:30:00+01:00"),
        ("mié, 4 mar 2026", "2026-03-04"),
        ("Mi., 4. März 2026", "2026-03-04"),
        ("4 listopada 2026", None),
        ("4 de março de 2026 às 10h30", "2026-03-04T10:30:00"),
        ("4 marzo 2026 alle 10:30", "2026-03-04T10:30:00"),
        ("4 maart 2026 om 10:30", "2026-03-04T10:30:00"),
        ("Mar-04-2026", "2026-03-04"),
        ("2026 March 4", "2026-03-04"),
        ("2026-Mar-04", "2026-03-04"),
    ],
)
def test_months_and_days_of_further_languages(value: str, text: str | None) -> None:
    moment = parse_moment(value)
    assert (moment and moment.text) == text


@pytest.mark.parametrize(("value", "text"), [("25/12/25", "2025-12-25"), ("3/14/26", "2026-03-14"), ("04/03/26", None)])
def test_three_numbers_that_are_one_day_in_every_order(value: str, text: str | None) -> None:
    moment = parse_moment(value)
    assert (moment and moment.text) == text


def test_the_zero_of_a_clock_is_no_date_and_the_day_is_one() -> None:
    assert parse_moment("1970-01-01T00:00:00Z") is None
    assert parse_moment("1970-01-01 00:00") is None
    assert parse_moment("1970-01-01") == Moment("1970-01-01", date(1970, 1, 1))
    assert parse_moment("1970-01-01T10:00:00Z") is not None
