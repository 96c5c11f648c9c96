import pytest

from assistant.answering.grounding.links import cause_fault, comparison_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The flood closed because the harbour had silted.", "The harbour silted because of the flood and closed."),
        ("Weight gain can lead to regular binges.", "Regular binges can lead to weight gain."),
        ("The strike was caused by the pay dispute.", "The strike led to a pay dispute at the mill."),
        ("Higher prices resulted in fewer sales.", "Fewer sales resulted in higher prices."),
    ],
)
def test_cause_and_effect_changed_about(statement: str, quote: str) -> None:
    assert cause_fault(statement, [quote]) is not None
    assert cause_fault(quote, [quote]) is None


def test_the_same_cause_in_another_order_is_no_fault() -> None:
    quote = "Heavy rain led to the collapse of the bridge."
    assert cause_fault("The bridge collapsed because of heavy rain.", [quote]) is None
    assert cause_fault("Because of heavy rain, the bridge collapsed.", [quote]) is None


@pytest.mark.parametrize(
    "statement",
    [
        "The poles are drier than the equatorial regions.",
        "The equatorial regions are wetter and earlier than the poles.",
    ],
)
def test_the_less_made_the_more(statement: str) -> None:
    quote = "The equatorial regions are drier than the poles."
    found = comparison_fault(statement, [quote])
    assert (found is not None) == statement.startswith("The poles")
    assert comparison_fault("Fenwick has fewer seats than Halden.", ["Fenwick has more seats than Halden."]) is not None
    assert comparison_fault("The path is longer than the road.", ["The path is shorter than the road."]) is not None
    assert comparison_fault("Halden has fewer seats than Fenwick.", ["Fenwick has more seats than Halden."]) is None


def test_what_is_said_of_one_of_them_is_not_compared() -> None:
    quote = "Omber, who are seventh, are two points above Lisk but with a better goal difference."
    assert comparison_fault("Lisk are two points behind Omber, whose goal difference is better.", [quote]) is None
    assert comparison_fault("Lisk are above Omber.", [quote]) is not None
