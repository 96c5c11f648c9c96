"""Gradient-boosted trees, read from JSON and run with numpy: the learned part of choosing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trees"]


@dataclass(frozen=True, eq=False)
class Trees:
    """Binary classifier. Each array has shape (trees, nodes); node 0 is the root, a leaf points to itself."""

    features: tuple[str, ...]
    baseline: float
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    missing_goes_left: NDArray[np.bool_]
    value: NDArray[np.float64]
    depth: int

    @classmethod
    def load(cls, path: Path, features: tuple[str, ...]) -> Self:
        """Raises ValueError where the file was trained on other columns than `features`."""
        content = json.loads(path.read_text(encoding="utf-8"))
        if tuple(content["features"]) != features:
            message = f"{path.name} was trained on other features: train it again"
            raise ValueError(message)
        return cls(
            features=features,
            baseline=float(content["baseline"]),
            feature=np.array(content["feature"], dtype=np.int64),
            threshold=np.array(content["threshold"], dtype=np.float64),
            left=np.array(content["left"], dtype=np.int64),
            right=np.array(content["right"], dtype=np.int64),
            missing_goes_left=np.array(content["missing_goes_left"], dtype=np.bool_),
            value=np.array(content["value"], dtype=np.float64),
            depth=int(content["depth"]),
        )

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities, shape (rows,), for rows of shape (rows, features); NaN is "missing"."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(trees)), dtype=np.int64)
        for _ in range(self.depth):
            seen = np.take_along_axis(rows, self.feature[trees, node], axis=1)
            goes_left = np.where(
                np.isnan(seen), self.missing_goes_left[trees, node], seen <= self.threshold[trees, node]
            )
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total = self.baseline + self.value[trees, node].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-total)))
