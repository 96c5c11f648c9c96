import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,600 people", "1600"),
        ("1\u202f600\u00a0000 people", "1600000"),
        ("two million", "2000000"),
        ("15% or 15 percent", "15 15"),
        ("$3.5bn and €5m, a 5m wall, 5 km", "3500000000 5000000 5 5"),
        ("4 to 5 million", "4 5000000"),
        ("3.50 and 0.0 and 007", "3.5 0 7"),
        ("twenty-five of two hundred and fifty thousand", "25 250000"),
        ("a hundred, a dozen, one hundred and one", "100 12 101"),
        ("nineteen eighty-four", "19 84"),
        ("one of them; dozens and thousands came second", ""),
        ("On 2015-09-01 at 12:30", "2015 9 1 12 30"),
        ("the 1990s, the 21st, won 3-2", "1990 21 3 2"),
        ("G20 and B52 but F-16", "16"),
        ("3,5", "3 5"),
        ("١٢", "12"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert numbers(text) == expected.split()


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    numbers(text)


@pytest.mark.slow
@pytest.mark.parametrize("length", [250_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("unit", ["hundred ", "nine million ", "9", "1,", "1,000", "and two "])
def test_time_is_linear(unit: str, length: int) -> None:
    begun = time.perf_counter()
    numbers(unit * (length // len(unit)))
    assert time.perf_counter() - begun < 20
