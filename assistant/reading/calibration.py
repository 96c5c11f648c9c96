"""How surely one of the sentences that were read answers the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CALIBRATION", "Calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression on what the reader says, fitted on the choosing part of the shared questions
    (`benchmarks/reader/calibrate.py`; its card is docs/explanation/reader.md).

    Of the search's own scores only their lack counts: a passage that is far from the question does not answer it,
    however it reads. That among near ones a nearer one answers less often holds for written near misses alone (on SQuAD
    it is the other way round), so it is left out.
    """

    weight: float
    """Of the log-odds that any sentence answers."""
    bias: float
    far_weight: float
    """Of what the best passage's match lacks of `near`."""
    near: float
    """Both were chosen so that the area under the curve stays (0.869 without, 0.868 with): below it lie 1.2 % of the
    choosing part's answerable questions, and 78 % of 50 from other domains (docs/results/quality.md)."""

    def confidence(self, odds: Sequence[NDArray[np.float32]], match: float | None = None) -> float:
        """Probability from 0 to 1, of the log-odds of each passage's sentences; `match` is the MaxSim of the best
        passage, None where nobody knows it."""
        read = np.concatenate([np.asarray(one, np.float64) for one in odds]) if odds else np.empty(0)
        read = read[np.isfinite(read)]
        if not read.size:
            return 0.0
        likely = float(read.max() + np.log(np.exp(read - read.max()).sum()))
        lacking = max(0.0, self.near - match) if match is not None else 0.0
        return float(1 / (1 + np.exp(-(self.weight * likely + self.bias - self.far_weight * lacking))))

    def of_share(self, confidence: float, share: float) -> float:
        """The same probability where only sentences with this share of all likelihood are left."""
        if not 0 < confidence < 1:
            return confidence
        odds = np.log(confidence / (1 - confidence)) + self.weight * np.log(share)
        return float(1 / (1 + np.exp(-odds)))


CALIBRATION = Calibration(0.556, 0.136, 40.0, 0.44)
