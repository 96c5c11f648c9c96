"""How surely one of the sentences that were read answers the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CALIBRATION", "Calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression on what the reader says, fitted on the choosing part of the shared questions
    (`benchmarks/reader/calibrate.py`; its card is docs/reader.md)."""

    any_weight: float
    """Of the log-odds that any sentence answers."""
    match_weight: float
    """Of the best passage's score in the search."""
    bias: float

    def confidence(self, odds: Sequence[NDArray[np.float32]], scores: Sequence[float]) -> float:
        """Probability from 0 to 1; `odds` of each passage's sentences, `scores` of the passages."""
        read = np.concatenate([np.asarray(one, np.float64) for one in odds]) if odds else np.empty(0)
        read = read[np.isfinite(read)]
        if not read.size:
            return 0.0
        likely = float(read.max() + np.log(np.exp(read - read.max()).sum()))
        logit = self.any_weight * likely + self.match_weight * max(scores) + self.bias
        return float(1 / (1 + np.exp(-logit)))


CALIBRATION = Calibration(0.7, 0.0, 0.0)
