"""The arithmetic of the scores: pure functions over counts and lists."""

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

__all__ = [
    "Abstention",
    "Share",
    "auroc",
    "auroc_interval",
    "bootstrap_interval",
    "calibration_error",
    "mean",
    "mean_reciprocal_rank",
    "percentile",
    "rounded",
    "share_to_json",
    "sign_test",
    "wilson_interval",
]

Z_95 = 1.959963984540054
"""The normal quantile that leaves 2.5 % on either side."""


def wilson_interval(successes: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): sensible for few questions and for shares near 0 and 1."""
    if not 0 <= successes <= count or count == 0:
        message = f"{successes} of {count} is not a share"
        raise ValueError(message)
    share, square = successes / count, Z_95 * Z_95
    scale = 1 + square / count
    centre = (share + square / (2 * count)) / scale
    half = Z_95 / scale * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    # at 0 and 1 the bound is the share itself; rounding must not put it beside it
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == count else centre + half
    return low, high


@dataclass(frozen=True, slots=True)
class Share:
    """`successes` of `count`. Of nothing, a share has no value."""

    successes: int
    count: int

    @classmethod
    def of(cls, outcomes: Iterable[bool | None]) -> Self:
        """Count the outcomes; None is one to which the question does not apply."""
        counted = [outcome for outcome in outcomes if outcome is not None]
        return cls(sum(counted), len(counted))

    @property
    def value(self) -> float | None:
        return self.successes / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson_interval(self.successes, self.count) if self.count else None


def rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def share_to_json(share: Share) -> dict[str, float | int | None]:
    low, high = share.interval or (None, None)
    return {"value": rounded(share.value), "low": rounded(low), "high": rounded(high), "of": share.count}


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well the assistant tells what it cannot answer; an unanswerable question is a positive."""

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool | None, bool]]) -> Self:
        """Count pairs (answerable, abstained); where answerable is None the question is outside."""
        counted = [pair for pair in pairs if pair[0] is not None]
        return cls(
            true_positives=counted.count((False, True)),
            false_positives=counted.count((True, True)),
            false_negatives=counted.count((False, False)),
            true_negatives=counted.count((True, False)),
        )

    @property
    def precision(self) -> Share:
        return Share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> Share:
        return Share(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def answered_answerable(self) -> Share:
        """Answerable questions that got an answer."""
        return Share(self.true_negatives, self.true_negatives + self.false_positives)

    @property
    def f1(self) -> float | None:
        """None where no question is unanswerable and none was abstained from."""
        weight = 2 * self.true_positives + self.false_positives + self.false_negatives
        return 2 * self.true_positives / weight if weight else None

    @property
    def balanced_accuracy(self) -> float | None:
        """The mean of recall on both sides; None where a side is empty."""
        recall, answered = self.recall.value, self.answered_answerable.value
        return None if recall is None or answered is None else (recall + answered) / 2


def mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def mean_reciprocal_rank(ranks: Sequence[int | None], cutoff: int = 10) -> float | None:
    """The mean of 1/rank; 0 for what was not found within the cutoff."""
    return mean([1 / rank if rank is not None and rank <= cutoff else 0.0 for rank in ranks])


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of the values do not exceed (nearest rank)."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


BOOTSTRAP_ROUNDS = 1000


Item = TypeVar("Item")


def bootstrap_interval(
    items: Sequence[Item], statistic: Callable[[Sequence[Item]], float | None], *, seed: int = 0
) -> tuple[float, float] | None:
    """The 95 % percentile interval of a statistic that is no plain share (F1, a mean of two shares).

    Drawn with a fixed seed, so that a run says the same each time; None where the statistic has no value.
    """
    if statistic(items) is None:
        return None
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    drawn = (statistic(draw.choices(items, k=len(items))) for _ in range(BOOTSTRAP_ROUNDS))
    values = sorted(value for value in drawn if value is not None)
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """How often a positive scores above a negative, a tie counting half; None where either is missing."""
    if not positives or not negatives:
        return None
    ordered = sorted(negatives)
    below = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in positives)
    return below / 2 / len(positives) / len(negatives)


def auroc_interval(area: float, positive_count: int, negative_count: int) -> tuple[float, float]:
    """The 95 % interval of an area (Hanley and McNeil 1982)."""
    square = area * area
    of_positives = (positive_count - 1) * (area / (2 - area) - square)
    of_negatives = (negative_count - 1) * (2 * square / (1 + area) - square)
    error = math.sqrt((area * (1 - area) + of_positives + of_negatives) / (positive_count * negative_count))
    return max(0.0, area - Z_95 * error), min(1.0, area + Z_95 * error)


def calibration_error(pairs: Sequence[tuple[float, bool]], bin_count: int = 10) -> float | None:
    """How far confidence and truth lie apart: the mean over equally wide bins, each weighed by what is in it (Naeini
    et al. 2015). A pair is a confidence from 0 to 1 and whether it was right; None for none."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(bin_count)]
    for confidence, is_right in pairs:
        bins[min(bin_count - 1, int(confidence * bin_count))].append((confidence, is_right))
    apart = (abs(sum(confidence - is_right for confidence, is_right in one)) for one in bins if one)
    return sum(apart) / len(pairs) if pairs else None


def sign_test(better: int, worse: int) -> float:
    """How often chance alone parts the changed pairs at least so unevenly (exact, two-sided McNemar); 1 for none."""
    changed = better + worse
    tail = sum(math.comb(changed, count) for count in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / float(2**changed))
