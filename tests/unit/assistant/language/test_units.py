import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.figures import figure_fault
from assistant.language.units import unit_named


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


@pytest.mark.parametrize(
    ("one", "same", "another"),
    [
        ("two years", "24 months", "20 months"),
        ("two weeks", "14 days", "12 days"),
        ("two litres", "2,000 ml", "200 ml"),
        ("two kilometres", "2,000 metres", "200 metres"),
        ("two hours", "120 minutes", "100 minutes"),
    ],
)
def test_a_figure_may_be_said_in_another_unit(one: str, same: str, another: str) -> None:
    cited, other = (CitedSentence(f"It was {amount}.", "", "", "", None) for amount in (same, another))
    assert figure_fault(f"It was {one}.", [cited]) is None
    assert figure_fault(f"It was {one}.", [other]) is not None
