"""The patterns by themselves: what they take apart, and how long they take."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.date_patterns import EPOCH, MONTH_ONLY, OFFSET, WRITTEN, YEAR_ONLY
from assistant.language.dates import Moment, parse_moment


def taken_apart(value: str) -> dict[str, str]:
    """The groups of the first pattern that matches, without those that have nothing."""
    match = next((match for pattern in WRITTEN if (match := pattern.match(value))), None)
    return {} if match is None else {name: text for name, text in match.groupdict().items() if text is not None}


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("2015-09-01", {"year": "2015", "mark": "-", "month": "09", "day": "01"}),
        ("20150901", {"year": "2015", "month": "09", "day": "01"}),
        ("2015年9月1日", {"year": "2015", "month": "9", "day": "1"}),
        ("september 1st, 2015", {"name": "september", "day": "1", "year": "2015"}),
        ("mar 1, 2015", {"name": "mar", "day": "1", "year": "2015"}),
        ("martes 1 de marzo de 2015", {"day": "1", "name": "marzo", "year": "2015"}),
        ("1.9.2015", {"one": "1", "mark": ".", "two": "9", "year": "2015"}),
        (
            "tue sep 1 12:30:05 edt 2015",
            {"name": "sep", "day": "1", "hour": "12", "minute": "30", "second": "05", "zone": "edt", "year": "2015"},
        ),
        (
            "1 sept. 2015, 5:30 p.m. (utc+02:00)",
            {
                "day": "1", "name": "sept", "year": "2015", "hour": "5", "minute": "30", "half": "p.m.",
                "zone": "utc+02:00",
            },
        ),
    ],
)  # fmt: skip
def test_a_date_is_taken_apart(value: str, parts: dict[str, str]) -> None:
    assert taken_apart(value) == parts


@pytest.mark.parametrize(
    "value",
    [
        "2015-09/01",
        "1.9/2015",
        "2015-09-01 and more words",
        "1 smarch 2015",
        "september 1 20155",
        "x2015-09-01",
        "12:30",
    ],
)
def test_what_is_no_date_is_not_taken_apart(value: str) -> None:
    assert taken_apart(value) == {}


ONE_INSTANT = (
    *("2015-09-21 14:30:05 +02:00", "20150921T143005+0200", "2015年9月21日 14:30:05 +02:00", "21/9/2015 14:30:05 cest"),
    "2015. 9. 21. 오후 2:30:05 +02:00",
    "2015 september 21, 14:30:05 cest",
    *("september 21st, 2015, 2:30:05 p.m. cest", "mon 21 sept. 2015 14:30:05 (utc+2)", "mon sep 21 14:30:05 cest 2015"),
)


@pytest.mark.parametrize("written", ONE_INSTANT)
def test_every_way_of_writing_a_time_is_read_as_that_time(written: str) -> None:
    assert parse_moment(written) == Moment("2015-09-21T14:30:05+02:00", date(2015, 9, 21))


def test_no_pattern_is_left_untried() -> None:
    tried = [written.lower() for written in ONE_INSTANT]
    assert [pattern for pattern in WRITTEN if not any(map(pattern.match, tried))] == []


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2015", "2015"),
        ("20155", None),
        ("2015 x", None),
        ("2015-09", "2015-09"),
        ("septembre 2015", "2015-09"),
        ("2015-9", None),
        ("september", None),
    ],
)
def test_coarse_dates_stand_alone(value: str, read: str | None) -> None:
    assert parse_moment(value) == (Moment(read, None) if read else None)


@pytest.mark.parametrize(
    ("value", "unit"),
    [("1441110600", "seconds"), ("144111060", "seconds"), ("1441110600.25", "seconds"), ("12345678", None),
     ("1441110600123", "milliseconds"), ("14411106001", None), ("14411106001234", None), ("1441110600x", None)],
)  # fmt: skip
def test_unix_time_by_its_length(value: str, unit: str | None) -> None:
    match = EPOCH.match(value)
    assert (match.lastgroup if match else None) == unit


@pytest.mark.parametrize(
    ("zone", "parts"),
    [("+02:00", ("+", "02", "00")), ("-0530", ("-", "05", "30")), ("utc+2", ("+", "2", None)), ("est", None),
     ("gmt -3", ("-", "3", None)), ("+", None), ("+02:0", None)],
)  # fmt: skip
def test_offsets(zone: str, parts: tuple[str, str, str | None] | None) -> None:
    match = OFFSET.match(zone)
    assert (match.group("sign", "hours", "minutes") if match else None) == parts


PIECES = st.lists(
    st.sampled_from(
        ["1", "12", "2015", " ", "-", ".", ",", ":", "mar", "march", "monday", "de", "t", "z", "utc", "pm", "("]
    ),
    max_size=40,
)


@given(PIECES)
def test_nothing_of_the_length_that_is_read_takes_long(pieces: list[str]) -> None:
    value = "".join(pieces)[:100]
    started = time.perf_counter()
    for pattern in (*WRITTEN, MONTH_ONLY, YEAR_ONLY, EPOCH, OFFSET):
        pattern.match(value)
    assert time.perf_counter() - started < 10  # a hang takes minutes


@pytest.mark.parametrize("piece", ["1", " ", "-", "monday ", "1 ", "1-", "monday, ", "de ", "2015 ", ". "])
def test_repetition_does_not_take_long(piece: str) -> None:
    for start in ("", "1 ", "monday ", "march 1", "1 march 2015", "2015-09-01"):
        value = (start + piece * 100)[:400]
        started = time.perf_counter()
        taken_apart(value + "!")
        assert time.perf_counter() - started < 10  # a hang takes minutes
