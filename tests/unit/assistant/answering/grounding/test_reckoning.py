from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.figures import count_fault, figure_fault

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The budget falls to $159 million.", "The budget of $212 million will shrink by a quarter."),
        ("All 22 turbines would bring 6.6 million crowns.", "It promised 300,000 crowns for each of 22 turbines."),
        ("Four in ten stayed away.", "Turnout was 60 percent."),
        ("The ban is for a year and two months.", "She is banned for 14 months."),
        ("The shop opens at half past nine in the morning.", "The shop opens at 9.30 a.m."),
        ("There are plans for one and a half million homes.", "It plans 1.5 million homes."),
        ("She missed three tests within twelve months.", "She missed three tests in a year."),
    ],
)
def test_what_can_be_worked_out_is_carried(statement: str, quote: str, cite: Cite) -> None:
    assert figure_fault(statement, [cite(quote)]) is None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The budget falls to $171 million.", "The budget of $212 million will shrink by a quarter."),
        ("The ban is for a year and four months.", "She is banned for 14 months."),
        ("The shop opens at half past ten in the morning.", "The shop opens at 9.30 a.m."),
    ],
)
def test_what_cannot_is_not(statement: str, quote: str, cite: Cite) -> None:
    assert figure_fault(statement, [cite(quote)]) is not None


def test_a_number_belongs_to_what_it_counts(cite: Cite) -> None:
    quote = cite("Four people died and 53 others fell ill.")
    assert count_fault("Fifty-three people died.", [quote]) is not None
    assert count_fault("Four people died.", [quote]) is None
    assert count_fault("Two nurses and nine drivers came.", [cite("Nine nurses and two drivers came.")]) is not None
