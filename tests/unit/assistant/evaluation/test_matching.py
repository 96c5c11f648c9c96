import importlib.util
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import OtherCopy, RankedPassage
from assistant.evaluation.matching import (
    answers_by_itself,
    first_hit_rank,
    hits,
    holds_answer,
    holds_text,
    is_on_evidence,
    ranks_of_all,
)
from assistant.evaluation.questions import Evidence, GoldQuestion


def passage(
    external_id: str | None, start: int, end: int, rank: int = 1, also: tuple[tuple[str, int, int], ...] = ()
) -> RankedPassage:
    return RankedPassage(
        rank=rank,
        score=1.0,
        passage_id=rank,
        article_id="a0",
        version=1,
        external_id=external_id,
        title=None,
        publisher=None,
        published_at=None,
        start=start,
        end=end,
        text="x" * (end - start),
        also=tuple(OtherCopy("a1", copy, None, None, None, 1, *place) for copy, *place in also),
    )


@pytest.mark.parametrize(
    ("gold", "text", "is_there"),
    [
        ("Beauveria bassiana", "infected with BEAUVERIA  BASSIANA, a fungus", True),
        ("ant", "the antelope", True),  # an ending may follow
        ("lope", "the antelope", False),
        ("32", "in 32 countries", True),
        ("32", "in 320 countries", False),
        ("32", "in 132 countries", False),
        ("32", "3,32 and 32.5 and 32,000", False),
        ("32", "there were 32.", True),
        ("32", "32, he said", True),
        ("it's", "It’s late", True),
        ("“no”", 'he said "no"', True),
        ("2006-2007", "2006–2007", True),
        ("£5", "cost£5", True),
        ("a b", "a\n b", True),
    ],
)
def test_a_gold_string_in_a_text(gold: str, text: str, is_there: bool) -> None:
    assert holds_text(gold, text) is is_there


def test_every_group_needs_a_hit() -> None:
    question = GoldQuestion("1", "x", answers=("never used",), answer_groups=(("Paris", "France"), ("1999",)))

    assert holds_answer(question, "In France, in 1999")
    assert not holds_answer(question, "In France")
    assert not holds_answer(GoldQuestion("1", "x"), "anything")


def test_overlap_in_the_right_article() -> None:
    evidence = Evidence("doc", (10, 20))

    assert hits(passage("doc", 0, 11), evidence)
    assert hits(passage("doc", 19, 40), evidence)
    assert not hits(passage("doc", 0, 10), evidence)
    assert not hits(passage("doc", 20, 30), evidence)
    assert not hits(passage("other", 0, 40), evidence)
    assert not hits(passage(None, 0, 40), evidence)


def test_a_copy_counts_at_its_own_offsets() -> None:
    """An agency's dateline, or a paragraph cut away, shifts all that follows."""
    evidence = Evidence("doc", (110, 120))

    assert hits(passage("other", 0, 40, also=(("doc", 100, 140),)), evidence)
    assert not hits(passage("other", 100, 140, also=(("doc", 0, 40),)), evidence)
    assert hits(passage("other", 0, 40, also=(("doc", 0, 40),)), Evidence("doc"))


def test_without_a_span_the_article_is_enough() -> None:
    assert hits(passage("doc", 500, 600), Evidence("doc"))


def test_ranks() -> None:
    passages = [passage("a", 0, 5, rank=1), passage("b", 0, 5, rank=2), passage("a", 5, 9, rank=3)]

    assert first_hit_rank(passages, GoldQuestion("1", "x", evidence=(Evidence("a", (6, 7)), Evidence("b")))) == 2
    assert first_hit_rank(passages, GoldQuestion("1", "x")) is None
    assert ranks_of_all(passages, [Evidence("a", (6, 7)), Evidence("b"), Evidence("c")]) == (3, 2, None)


SETS = GoldQuestion(
    "1",
    "x",
    evidence=(Evidence("a", (0, 5)),),
    evidence_sets=((Evidence("a", (0, 5)),), (Evidence("a", (10, 15)), Evidence("a", (20, 25)))),
)


def test_a_set_counts_when_all_of_it_is_there() -> None:
    right, half, other_half = passage("a", 2, 4), passage("a", 11, 14), passage("a", 20, 22)
    assert is_on_evidence([right], SETS)
    assert is_on_evidence([half, other_half], SETS)
    assert not is_on_evidence([half], SETS)
    assert is_on_evidence([passage("a", 10, 25)], SETS)
    assert answers_by_itself([right], SETS)
    both_needed = replace(SETS, evidence_sets=((Evidence("a", (0, 5)), Evidence("a", (10, 15))),))
    assert not answers_by_itself([right], both_needed)
    assert is_on_evidence([right], both_needed)


@given(cuts=st.sets(st.integers(1, 29), max_size=8))
def test_the_whole_article_in_pieces_answers_however_it_is_cut(cuts: set[int]) -> None:
    bounds = [0, *sorted(cuts), 30]
    assert answers_by_itself([passage("a", start, end) for start, end in pairwise(bounds)], SETS)


@pytest.fixture(scope="session")
def reference(shared_data: Path) -> Callable[[str, str], bool]:
    """The matcher that comes with the question sets."""
    spec = importlib.util.spec_from_file_location("reference_matcher", shared_data / "wikinews" / "match.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    has: Callable[[str, str], bool] = module.has
    return has


ALPHABET = "ab1 2.,-–’'“\"\n£É"


@given(gold=st.text(ALPHABET, min_size=1, max_size=4), text=st.text(ALPHABET, max_size=12))
def test_it_agrees_with_the_reference_matcher(reference: Callable[[str, str], bool], gold: str, text: str) -> None:
    assert holds_text(gold, text) == reference(gold, text)
