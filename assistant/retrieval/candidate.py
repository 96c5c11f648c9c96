"""A passage on its way to the answer, with what each step found out about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Article, Passage

__all__ = ["Candidate", "TokenMatch"]


@dataclass(frozen=True, slots=True, eq=False)
class TokenMatch:
    """How each token of the question meets each token of the passage."""

    similarities: NDArray[np.float32]
    """Cosines, shape (question tokens, passage tokens)."""
    weights: NDArray[np.float32]
    """Rarity of each question token in the archive; sums to 1."""
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Each passage token's span in the article's text; tokens of the headline have -1."""

    @property
    def score(self) -> float:
        """Late interaction (ColBERT's MaxSim), weighted by rarity: at most 1."""
        return float(self.weights @ self.similarities.max(axis=1)) if self.similarities.size else 0.0

    @property
    def token_count(self) -> int:
        """Of the question."""
        return len(self.weights)

    def score_of(self, tokens: slice) -> float:
        """The same of some of the question's tokens by themselves; 1 where there are none."""
        weights = self.weights[tokens]
        if not self.similarities.size or not weights.sum():
            return 1.0
        return float(weights @ self.similarities[tokens].max(axis=1) / weights.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Large scores are good; they compare within one question only."""

    passage: Passage
    article: Article
    """What to cite: of the copies that have the passage, one that the filters let through; its text has the passage."""
    copies: tuple[Article, ...]
    """The other copies of the article."""
    score: float
    fusion_score: float = 0.0
    token_match: TokenMatch | None = None
    """None where no local model can say."""
