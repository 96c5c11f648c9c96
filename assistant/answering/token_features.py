"""How the question's tokens meet a sentence's: what late interaction says of each sentence, not only of the passage."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Span
from assistant.retrieval import TokenMatch

__all__ = ["TOKEN_FEATURES", "token_rows"]

TOKEN_FEATURES: tuple[str, ...] = (
    "similarity",
    "similarity_share",
    "mean_similarity",
    "previous_similarity",
    "next_similarity",
    "similarity_gap",
    "window_similarity",
    "weakest_similarity",
    "second_weakest_similarity",
    "weakest_in_window",
    "weakest_in_passage",
    "opening_similarity",
    "opening_share",
)
OPENING_TOKENS = 3
"""The question's first word pieces, most often who, what, how many and the thing that is asked for."""


def token_rows(asked: str, match: TokenMatch | None, spans: Sequence[Span]) -> NDArray[np.float64]:
    """For each sentence a row of TOKEN_FEATURES; NaN where there are no token vectors, which the trees can take.

    "Weakest" is the question's word that the sentence meets least, of those that weigh enough to matter.
    """
    del asked
    if match is None or not match.similarities.size:
        return np.full((len(spans), len(TOKEN_FEATURES)), np.nan)
    weights = match.weights.astype(np.float64)
    best = _best_in_sentences(match, spans)
    anywhere = match.similarities.max(axis=1).astype(np.float64)
    window = np.maximum.reduce([best, _shifted(best, 1), _shifted(best, -1)])
    similarity = best @ weights
    counted = weights >= 0.5 / max(len(weights), 1)
    opening = slice(0, OPENING_TOKENS)
    columns = (
        similarity,
        (best >= anywhere - 1e-6) @ weights,
        _means(match, spans, weights),
        _shifted(similarity, 1),
        _shifted(similarity, -1),
        similarity.max() - similarity,
        window @ weights,
        *_weakest_two(best, counted),
        _weakest_two(window, counted)[0],
        np.full(len(spans), _weakest_two(anywhere[np.newaxis], counted)[0][0]),
        best[:, opening].mean(axis=1),
        (best[:, opening] >= anywhere[opening] - 1e-6).mean(axis=1),
    )
    return np.stack(columns, axis=1)


def _best_in_sentences(match: TokenMatch, spans: Sequence[Span]) -> NDArray[np.float64]:
    """Shape (sentences, question tokens): the best cosine of each question token in it; 0 in an empty one."""
    best = np.zeros((len(spans), len(match.weights)))
    for row, inside in enumerate(_insides(match, spans)):
        if inside.stop > inside.start:
            best[row] = match.similarities[:, inside].max(axis=1)
    return best


def _means(match: TokenMatch, spans: Sequence[Span], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    means = weights @ match.similarities
    return np.array([means[inside].mean() if inside.stop > inside.start else 0.0 for inside in _insides(match, spans)])


def _insides(match: TokenMatch, spans: Sequence[Span]) -> list[slice]:
    """For each sentence its tokens: they stand in the order of the text, those of the headline (-1) first."""
    firsts = np.searchsorted(match.starts, [start for start, _ in spans], side="left")
    lasts = np.searchsorted(match.starts, [end for _, end in spans], side="left")
    return [slice(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def _shifted(rows: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """The rows of the sentence before (1) or behind (-1); 0 where there is none."""
    moved = np.zeros_like(rows)
    if by > 0:
        moved[by:] = rows[:-by]
    else:
        moved[:by] = rows[-by:]
    return moved


def _weakest_two(
    best: NDArray[np.float64], counted: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each row the lowest and second lowest of the columns that count."""
    held = np.sort(best[:, counted], axis=1) if counted.any() else np.zeros((len(best), 1))
    return held[:, 0], held[:, min(1, held.shape[1] - 1)]
