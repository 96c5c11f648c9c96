from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.times import time_fault

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote", "foreign"),
    [
        ("On Friday it rained.", "It rained on Friday.", None),
        ("On Sunday it rained.", "It rained on Friday.", "Sunday"),
        ("In September it rained.", "It rained on Sept. 29.", None),
        ("In October it rained.", "It rained on Sept. 29.", "October"),
        ("In May 2026 it rained.", "It rained on Monday.", None),
        ("It rained on Monday, 4 May 2026.", "It rained on Monday.", None),
        ("It rained on Tuesday, 5 May 2026.", "It rained yesterday.", None),
        ("It rained on 6 May.", "It rained today.", None),
        ("It rained in April.", "It rained last month.", None),
        ("It rained in 2025.", "It rained last year.", None),
        ("It rained in 2024.", "It rained last year.", "2024"),
        ("It may rain.", "It might rain.", None),
        ("It opened in 2013.", "It opened in 2012.", "2013"),
        ("It runs on 29 October.", "It runs Oct. 28–29.", None),
        ("It runs on June 1.", "It runs from July 1.", "June 1"),
        ("It runs on 12 July.", "It runs on July 1.", "12 July"),
        ("The 1990s were dry.", "The 1990s were dry.", None),
        ("It rained, the Lantern reported on 6 May 2026.", "It rained.", None),
        ("It rained on 6 May 2026.", "It rained.", "6 May 2026"),
    ],
)
def test_days_follow_from_the_day_of_publication(statement: str, quote: str, foreign: str | None, cite: Cite) -> None:
    cited = [cite(quote, published_at="2026-05-06T08:00:00+02:00")]
    assert time_fault(statement, cited) == (f"the date {foreign} is not in what it cites" if foreign else None)


def test_without_a_day_of_publication_nothing_is_resolved(cite: Cite) -> None:
    assert time_fault("It rained on Monday, 4 May.", [cite("It rained on Monday.")]) == (
        "the date Monday, 4 May is not in what it cites"
    )
