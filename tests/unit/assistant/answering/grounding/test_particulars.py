from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.particulars import (
    foreign_date,
    foreign_name,
    foreign_number,
    named_spans,
    stands_in,
)

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote", "foreign"),
    [
        ("1,600 people came.", "About 1600 people came.", None),
        ("Two million people came.", "2,000,000 came.", None),
        ("The ten-year-old browser.", "The 10-year-old browser.", None),
        ("About 1,600 came.", "In all 1,580 came.", None),
        ("1,600 came.", "In all 1,580 came.", "1600"),
        ("About 1,900 came.", "In all 1,580 came.", "1900"),
        ("15 came.", "14 came.", "15"),
        ("They met three times.", "They met twice.", "3"),
        ("It opened in 2013.", "It opened in 2012.", "2013"),
    ],
)
def test_numbers_are_compared_as_numbers(statement: str, quote: str, foreign: str | None, cite: Cite) -> None:
    assert foreign_number(statement, [cite(quote)]) == foreign


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
        ("It may rain.", "It might rain.", None),
    ],
)
def test_days_follow_from_the_day_of_publication(statement: str, quote: str, foreign: str | None, cite: Cite) -> None:
    cited = [cite(quote, published_at="2026-05-06T08:00:00+02:00")]
    assert foreign_date(statement, cited) == foreign
    if foreign is None:
        assert foreign_number(statement, cited) is None


def test_without_a_day_of_publication_nothing_is_resolved(cite: Cite) -> None:
    assert foreign_number("It rained on Monday, 4 May.", [cite("It rained on Monday.")]) == "4"
    assert foreign_date("It rained on Monday, 4 May.", [cite("It rained on Monday.")]) == "May"


def test_a_pronoun_brings_the_names_before_it(cite: Cite) -> None:
    before = "Rosalind Teague opened the bridge."
    assert foreign_name("Teague thanked the divers.", [cite("She thanked the divers.", before=before)]) is None
    assert foreign_name("Teague thanked the divers.", [cite("Lanning thanked the divers.", before=before)]) == "Teague"


def test_the_frame_of_an_article_is_known(cite: Cite) -> None:
    cited = [cite("The bridge is shut.", frame="The Lantern\nAnn Lee")]
    assert foreign_name("The bridge is shut, Ann Lee reports in The Lantern.", cited) is None
    assert foreign_name("The bridge is shut, Piet Lanning reports.", cited) == "Piet Lanning"


@pytest.mark.parametrize(
    ("name", "place", "stands"),
    [
        ("Mr Putin", "Vladimir Putin spoke", True),
        ("President Vladimir Putin", "Putin spoke", False),
        ("United Nations", "the U.N. headquarters", True),
        ("U.N.", "the United Nations said", True),
        ("Greece", "100,000 Greeks worship", True),
        ("Australian", "in Australia", True),
        ("Austria", "in Australia", False),
        ("Korea", "in Japan", False),
    ],
)
def test_a_name_stands_in_a_text_in_any_of_its_forms(name: str, place: str, stands: bool) -> None:
    assert stands_in(name, place) is stands


def test_a_name_that_opens_a_sentence_is_known_from_the_article() -> None:
    article = "The police saw Montalvo again."
    assert named_spans("Montalvo gave himself up.", article) == [(0, 8)]
    assert named_spans("Police gave him up.", article) == []
