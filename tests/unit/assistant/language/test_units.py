import pytest

from assistant.language.units import UNITS, unit_named


@pytest.mark.parametrize(
    ("word", "name", "dimension"),
    [
        ("€", "EUR", "money"), ("US$", "USD", "money"), ("rupees", "INR", "money"), ("USD", "USD", "money"),
        ("RMB", "CNY", "money"), ("cents", "CENT", "small money"), ("Weeks", "week", "time"),
        ("km", "kilometre", "length"),        ("%", "percent", "percent"),
    ],
)  # fmt: skip
def test_units_by_their_words(word: str, name: str, dimension: str) -> None:
    unit = unit_named(word)
    assert unit is not None
    assert (unit.name, unit.dimension) == (name, dimension)


def test_no_word_is_no_unit() -> None:
    assert unit_named("usd") is None
    assert unit_named("bridges") is None


@pytest.mark.parametrize(("one", "other", "times"), [("year", "month", 12), ("week", "day", 7), ("litre", "ml", 1000)])
def test_how_many_make_one(one: str, other: str, times: int) -> None:
    assert UNITS[one].factor == times * UNITS[other].factor
