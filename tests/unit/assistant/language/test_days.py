import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.days import NamedDay, days_meant, find_days, states_date


def parts_of(text: str) -> list[tuple[int | str | None, ...]]:
    return [(one.year, one.month, one.day, one.weekday, one.relative) for one in find_days(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on Tuesday, 5 May 2015.", [(2015, 5, 5, 1, "")]),
        ("It opened on Nov. 18.", [(None, 11, 18, None, "")]),
        ("It opened on the 4th of July, and in May 2012.", [(None, 7, 4, None, ""), (2012, 5, None, None, "")]),
        ("It opened May 5, 2015 and shut in May.", [(2015, 5, 5, None, ""), (None, 5, None, None, "")]),
        ("It runs Oct. 28–29 and 28-29 October.", [(None, 10, 28, None, ""), (None, 10, 29, None, "")]),
        ("Since 2015, or 2015-09-01.", [(2015, None, None, None, ""), (2015, 9, 1, None, "")]),
        (
            "Last month, yesterday and two years ago",
            [(None,) * 4 + (one,) for one in ("last month", "yesterday", "2 year")],
        ),
        ("The 1990s were kind.", [(1990, None, None, None, "")]),
        ("She may resign. May she? Theresa May may resign by Friday.", [(None, None, None, 4, "")]),
        ("They march on. April Jones and Jan Vos saw 2,015 people and 2000 seats, $1999 and B2015.", []),
        ("It starts in Sept. and ends by May.", [(None, 9, None, None, ""), (None, 5, None, None, "")]),
    ],
)
def test_the_days_of_a_text(text: str, expected: list[tuple[int | str | None, ...]]) -> None:
    assert parts_of(text) == expected


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("She may resign.", False),
        ("May she resign?", False),
        ("Theresa May spoke.", False),
        ("They march through the city.", False),
        ("She resigned in May.", True),
        ("She resigned on Mon., 4 May.", True),
        ("It was decades ago.", True),
        ("It shut yesterday.", True),
    ],
)
def test_a_verb_or_a_name_is_no_date(text: str, is_told: bool) -> None:
    assert states_date(text) == is_told


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("yesterday", {(2026, 5, 5)}),
        ("Monday", {(2026, 5, 4), (2026, 5, 11)}),
        ("last month", {(2026, 4, None)}),
        ("next year", {(2027, None, None)}),
        ("3 years ago", {(2023, None, None)}),
        ("4 May 2026", set()),
    ],
)
def test_what_is_counted_from_the_day_of_publication(words: str, meant: set[tuple[int | None, ...]]) -> None:
    (named,) = find_days(f"On {words} it rained.")
    assert {(one.year, one.month, one.day) for one in days_meant(named, date(2026, 5, 6))} == meant


@given(st.text("May 1234Jun.,-s", max_size=60))
def test_places_are_true_and_apart(text: str) -> None:
    end = 0
    for one in find_days(text):
        assert isinstance(one, NamedDay)
        assert end <= one.start < one.end <= len(text)
        end = one.end


@pytest.mark.parametrize("unit", ["May ", "1 ", "2015 ", "Jan. 5, "])
def test_time_is_bounded(unit: str) -> None:
    begun = time.perf_counter()
    find_days(unit * (4_000 // len(unit)))
    assert time.perf_counter() - begun < 20
