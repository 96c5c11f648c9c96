from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Filters
from assistant.errors import FilterError
from ui.commands.options import first_day, last_day, read_filters


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-05-04", date(2026, 5, 4), date(2026, 5, 4)),
        ("2026-5-4", date(2026, 5, 4), date(2026, 5, 4)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        (" 2026 ", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_a_month_a_year(written: str, first: date, last: date) -> None:
    assert first_day(written, "--from") == first
    assert last_day(written, "--to") == last


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2026-13", "2026-00", "2026-02-30", "2026-02-00", "0000", "26-01-01", "2026-1-1x", "٢٠٢٦"],
)
def test_what_is_not_a_day(written: str) -> None:
    for read, option in ((first_day, "--from"), (last_day, "--to")):
        with pytest.raises(FilterError, match=f"{option} .* is not a day. Write YYYY-MM-DD"):
            read(written, option)


@given(st.dates())
def test_a_day_is_within_its_month_and_year(day: date) -> None:
    for written in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert first_day(written, "--from") <= day <= last_day(written, "--to")


@given(st.text())
def test_any_text_is_a_day_or_a_filter_error(written: str) -> None:
    try:
        found = first_day(written, "--from")
    except FilterError:
        return
    assert isinstance(found, date)


def test_filters() -> None:
    assert read_filters(None, None, None, None) == Filters()
    assert read_filters("2026-05", "2026-05", [" The Herald "], ["A", "B"]) == Filters(
        date_from=date(2026, 5, 1), date_to=date(2026, 5, 31), publishers=("The Herald",), authors=("A", "B")
    )


def test_filters_that_make_no_sense() -> None:
    with pytest.raises(FilterError, match="Swap the two"):
        read_filters("2026-05-02", "2026-05-01", None, None)
    with pytest.raises(FilterError, match="--publisher is empty"):
        read_filters(None, None, [" "], None)
    with pytest.raises(FilterError, match="--author is empty"):
        read_filters(None, None, None, [""])
