"""Does the evidence answer the question at all? One row of numbers for each question, and the learned judge of it.

Similarity cannot tell: a question that comes close to an article without being answered by it is as similar as one that
is. What can is whether the best sentences carry what is asked for, and which of the question's words nothing meets.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.features import FEATURES
from assistant.answering.trees import Trees
from assistant.language import numbers
from assistant.retrieval import content_stems

__all__ = ["ANSWERABILITY_FEATURES", "describe_evidence", "load_judge"]

LOOKED_AT = 3
"""The best sentences: few answers have more."""

ANSWERABILITY_FEATURES: tuple[str, ...] = (
    "score",
    "second_score",
    "score_sum",
    "match",
    "other_match",
    "unknown_share",
    "unmet_share",
    "unmet_names",
    "unmet_numbers",
    "names_asked",
    "asks_negated",
    "negation_differs",
    *(f"best_{name}" for name in FEATURES),
    *(f"top_{name}" for name in FEATURES if not name.startswith("asks_")),
)
"""Column order of `describe_evidence`, and of the trained weights. "Top" is the largest over the best sentences."""


@cache
def load_judge() -> Trees:
    """The trained weights (`answerability.json`; its card is in docs/quality.md)."""
    return Trees.load(Path(__file__).with_name("answerability.json"), ANSWERABILITY_FEATURES)


def describe_evidence(evidence: Evidence) -> NDArray[np.float64]:
    """The row of a question that has at least one sentence of evidence."""
    top = evidence.sentences[:LOOKED_AT]
    rows = np.stack([scored.sentence.features for scored in top])
    scores = [scored.score for scored in top] + [0.0, 0.0]
    not_asked = [index for index, name in enumerate(FEATURES) if not name.startswith("asks_")]
    row = (
        scores[0],
        scores[1],
        sum(scores),
        *_matches(evidence),
        *_unmet(evidence, top[0]),
        *_negation(evidence, top[0]),
        *rows[0],
        *rows[:, not_asked].max(axis=0),
    )
    return np.array(row, dtype=np.float64)


def _matches(evidence: Evidence) -> tuple[float, float]:
    """MaxSim of the best passage, and of the best one of another article."""
    if evidence.match is None:
        return np.nan, np.nan
    best = max(evidence.candidates, key=lambda one: one.token_match.score if one.token_match else 0.0)
    others = [
        one.token_match.score
        for one in evidence.candidates
        if one.token_match is not None and one.article.group_id != best.article.group_id
    ]
    return evidence.match, max(others, default=0.0)


def _unmet(evidence: Evidence, best: ScoredSentence) -> tuple[float, ...]:
    """What of the question stands nowhere in the archive, and what not in the passage of the best sentence."""
    view, candidate = evidence.view, best.sentence.candidate
    stems = view.stems - content_stems(view.granted)
    total = view.rarity.weigh(stems) or 1.0
    unknown = [stem for stem in stems if not view.rarity.is_known(stem)]
    here = content_stems(f"{candidate.article.title or ''} {candidate.passage.text}")
    return (
        view.rarity.weigh(unknown) / total,
        view.rarity.weigh(stems - here) / total,
        len((view.name_stems & stems) - here),
        len(view.numbers - best.sentence.facts.numbers - set(numbers(view.granted))),
        len(view.name_stems),
    )


def _negation(evidence: Evidence, best: ScoredSentence) -> tuple[bool, bool]:
    asks_negated = evidence.view.is_negated
    return asks_negated, asks_negated != best.sentence.facts.is_negated
