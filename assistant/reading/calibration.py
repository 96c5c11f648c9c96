"""How surely one of the sentences that were read answers the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CALIBRATION", "Calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression on what the reader says, fitted on the choosing part of the shared questions
    (`benchmarks/reader/calibrate.py`; its card is docs/reader.md).

    The search's own scores are left out on purpose: among questions that only just are not answered they are the
    higher the less is answered, and of a question on another subject that would make an answer.
    """

    weight: float
    """Of the log-odds that any sentence answers."""
    bias: float

    def confidence(self, odds: Sequence[NDArray[np.float32]]) -> float:
        """Probability from 0 to 1, of the log-odds of each passage's sentences."""
        read = np.concatenate([np.asarray(one, np.float64) for one in odds]) if odds else np.empty(0)
        read = read[np.isfinite(read)]
        if not read.size:
            return 0.0
        likely = float(read.max() + np.log(np.exp(read - read.max()).sum()))
        return float(1 / (1 + np.exp(-(self.weight * likely + self.bias))))


CALIBRATION = Calibration(0.584, 0.266)
