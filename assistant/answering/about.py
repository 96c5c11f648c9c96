"""Whether what was found is about what is asked, however little its sentences answer: no reason may be untrue."""

from collections.abc import Callable

from assistant.answering.evidence import Evidence
from assistant.answering.weighing import is_by_asked_author
from assistant.language import content_stems, names
from assistant.question.parts import asks_both_sides

__all__ = ["ABOUT_COVERAGE", "LEAST_MATCH", "LEAST_NAMED_MATCH", "NEAR_MATCH", "is_about"]

LEAST_MATCH = 0.46
"""MaxSim of the best passage below which no passage is about what is asked: of newsqa's choosing part 1.9 % of the
answerable questions lie below it, of 50 questions from other domains 92 % (docs/explanation/reader.md)."""
LEAST_NAMED_MATCH = 0.40
"""The same of a passage that has every name of the question: it is about what is asked, in other words. Of the 50
questions from other domains none lies between the two and has its names."""
NEAR_MATCH = 0.58
"""MaxSim of a passage that is about what is asked, however little its sentences answer: none of the 50 questions from
other domains comes so near to the best of many. To an archive's only article LEAST_MATCH is near."""
ABOUT_COVERAGE = 0.75
"""A passage with so much of the question's meaning is about it, however it matches: then the outcome is not
`nothing`."""

_OF_SIDES = content_stems("for against pro pros con cons argument arguments said say says people")
"""What a question for both sides has beside the thing that they are about."""


def is_about(evidence: Evidence, count_articles: Callable[[], int]) -> bool:
    """An article that has the question's words is about it, and so is one that comes near it."""
    by_author = any(is_by_asked_author(one, evidence.view.stems) for one in evidence.sentences[:1])
    match = evidence.match or 0.0
    is_near = match >= NEAR_MATCH or (match >= LEAST_MATCH and count_articles() == 1)
    covered = max(evidence.coverage, evidence.coverage_beside_filters, _coverage_beside_sides(evidence))
    return is_near or by_author or covered >= ABOUT_COVERAGE or _is_of_all_named(evidence)


def _coverage_beside_sides(evidence: Evidence) -> float:
    """Of "what is said for and against the toll?" the share of the toll."""
    wanted = evidence.view.stems - _OF_SIDES
    if not wanted or not asks_both_sides(evidence.view.asked):
        return 0.0
    return max((evidence.view.cover_passage(one, wanted) for one in evidence.candidates), default=0.0)


def _is_of_all_named(evidence: Evidence) -> bool:
    """Whether the best passage has the question's names, and is not far from it in the rest."""
    if evidence.match is None or evidence.match < LEAST_NAMED_MATCH:
        return False
    asked = evidence.view.asked
    named = content_stems(" ".join(asked[start:end] for start, end in names(asked)))
    best = max(evidence.candidates, key=lambda one: one.score)
    return bool(named) and named <= content_stems(f"{best.article.title or ''} {best.passage.text}")
