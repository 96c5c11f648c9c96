from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.figures import figure_fault

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The guard left at eight.", "The guard left at 8 a.m., neighbours said."),
        ("It struck shortly before three.", "It struck at 14:52."),
        ("58 percent were for it, 31 percent against.", "58 percent were for it, 31 against."),
        ("It fetched 8 instead of 47 billion dollars.", "It fell from $47 billion to $8 billion."),
        ("It was 48 degrees below zero.", "It fell to minus 48 degrees."),
        ("Half of the 48 million soles is promised.", "It costs 48 million soles, of which half is promised."),
        ("A third are not yet twelve.", "A third of them are under twelve."),
    ],
)
def test_a_number_may_be_put_as_people_say_it(statement: str, quote: str, cite: Cite) -> None:
    assert figure_fault(statement, [cite(quote)]) is None


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("The guard left at nine.", "The guard left at 8 a.m.", "the number nine is not"),
        ("It struck shortly before five.", "It struck at 14:52.", "the number five is not"),
        ("31 percent were against.", "58 percent of the 31 were for it.", "“31 percent” is not in what it cites"),
        ("It fetched 8 dollars.", "It fetched $8 billion.", "8 dollars"),
    ],
)
def test_another_hour_or_another_share_is_not_the_same(statement: str, quote: str, reason: str, cite: Cite) -> None:
    found = figure_fault(statement, [cite(quote)])
    assert found is not None
    assert reason in found
