"""Times as programs write them."""

from datetime import UTC, date, datetime

import pytest

from ingest.clean import moment_in

TEN = "2026-03-04T10:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    [
        1772618400.5,
        "1772618400.123",
        1772618400000,
        1772618400000000,
        1772618400000000000,
        {"$date": {"$numberLong": "1772618400000"}},
        {"$date": 1772618400000},
        {"$numberLong": "1772618400000"},
        {"seconds": 1772618400, "nanoseconds": 0},
        {"_seconds": 1772618400, "_nanoseconds": 5},
        {"date": "2026-03-04 10:00:00.000000", "timezone_type": 3, "timezone": "UTC"},
        {"__type": "Date", "iso": "2026-03-04T10:00:00.000Z"},
        "/Date(1772618400000)/",
        "2026-03-04T10:00:00Z[UTC]",
        'ISODate("2026-03-04T10:00:00Z")',
        ["2026-03-04T10:00:00Z"],
        "20260304T100000Z",
    ],
)
def test_a_moment_whoever_wrote_it(value: object) -> None:
    moment = moment_in(value)
    assert moment is not None
    assert moment.text == TEN


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([2026, 3, 4], "2026-03-04"),
        ("Wed Mar 04 10:30:00 +0000 2026", "2026-03-04T10:30:00+00:00"),
        ("Wed Mar  4 10:30:00 2026", "2026-03-04T10:30:00"),
        ("2026-W10-3", "2026-03-04"),
        ("2026W103", "2026-03-04"),
        ("[2026, 3, 4]", "2026-03-04"),
        ([2026, 3, 4, 10, 30], "2026-03-04T10:30:00"),
        ([2026, 3, 4, 10, 30, 15, 123456789], "2026-03-04T10:30:15"),
        ({"year": 2026, "month": 3, "day": 4}, "2026-03-04"),
        ("Timestamp('2026-03-04 10:00:00')", "2026-03-04T10:00:00"),
        ("datetime.datetime(2026, 3, 4, 10, 0)", "2026-03-04T10:00:00"),
        ("Wed Mar 04 2026 10:00:00 GMT+0100 (Central European Standard Time)", "2026-03-04T10:00:00+01:00"),
        ("2026-03-04T10:00:00+01:00[Europe/Berlin]", "2026-03-04T10:00:00+01:00"),
        ("D:20260304100000+01'00'", "2026-03-04T10:00:00+01:00"),
        ("04/Mar/2026:10:00:00 +0100", "2026-03-04T10:00:00+01:00"),
        ("Published: 4 March 2026", "2026-03-04"),
        ("den 4 mars 2026", "2026-03-04"),
    ],
)
def test_other_forms(value: object, text: str) -> None:
    moment = moment_in(value)
    assert moment is not None
    assert moment.text == text


@pytest.mark.parametrize(
    "value",
    [
        [1, 2, 3],
        [2026, 13, 4],
        [2026, True, 4],
        {"year": 2026, "month": 3},
        {"$date": {"$date": {"$date": {"$date": {"$date": "2026-03-04"}}}}},
        {"a": 1},
        "2 hours ago",
        "Updated 4 March 2026",
        46085,
        b"2026-03-04",
    ],
)
def test_what_is_plainly_no_time(value: object) -> None:
    assert moment_in(value) is None


def test_a_day_that_a_parser_has_read_already() -> None:
    for value in (date(2026, 3, 4), datetime(2026, 3, 4, 10, 0, tzinfo=UTC)):
        moment = moment_in(value)
        assert moment is not None
        assert moment.text in ("2026-03-04", TEN)


@pytest.mark.parametrize("value", ["Wed, 4 Mar 2026 10:00:00 +0000 (UTC)", "4 Mar 2026 10:00 UTC · 5 min read"])
def test_what_stands_behind_a_time_and_adds_nothing(value: str) -> None:
    moment = moment_in(value)
    assert moment is not None
    assert moment.text == TEN
