"""Which of several values of a row counts."""

import pytest

from ingest.sources.row_choice import day_in_columns, is_outlet, is_title, kinds_said, with_time


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        (["2026-03-04", "2026-03-04T10:00:00Z"], "2026-03-04T10:00:00Z"),
        (["2026-03-04", "2026-03-05T10:00:00Z"], "2026-03-04"),
        (["2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"], "2026-03-04T09:00:00Z"),
        (["2026-03-04"], "2026-03-04"),
        (["2026-03", "2026-03-04T10:00:00Z"], "2026-03"),
    ],
)
def test_a_day_gives_way_to_a_time_of_the_same_day(given: list[object], chosen: str) -> None:
    assert with_time(given[0], given) == chosen


def test_three_columns_are_a_day_only_where_all_are_numbers() -> None:
    assert day_in_columns({"year": "2026", "month": "3.0", "day": 4}) == {"year": 2026, "month": 3, "day": 4}
    assert day_in_columns({"year": "2026", "month": "March", "day": "4"}) is None
    assert day_in_columns({"year": "2026"}) is None


def test_flags_name_a_kind_where_they_are_set() -> None:
    assert kinds_said({"section": "News", "isopinion": True}) == ["News", "opinion"]
    assert kinds_said({"isopinion": "False"}) == []


def test_an_address_is_neither_outlet_nor_headline() -> None:
    assert not is_outlet("https://lantern.example/feed")
    assert not is_title("https://lantern.example/a")
    assert is_outlet("The Lantern")
    assert is_title("Pier shut")
