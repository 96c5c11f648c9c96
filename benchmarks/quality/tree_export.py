"""scikit-learn's gradient-boosted trees -> the plain JSON that `assistant/answering/trees.py` runs."""

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

__all__ = ["export"]


def export(
    model: HistGradientBoostingClassifier, features: tuple[str, ...], trained_on: str, **more: float
) -> dict[str, Any]:
    """The nodes as plain lists, padded to one length; a leaf points to itself."""
    trees = [stage[0].nodes for stage in model._predictors]
    size = max(len(nodes) for nodes in trees)
    columns: dict[str, list[list[Any]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "missing_goes_left", "value")
    }
    for nodes in trees:
        pad = size - len(nodes)
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        columns["feature"].append([*np.where(leaf, 0, nodes["feature_idx"]).tolist(), *[0] * pad])
        columns["threshold"].append([*np.where(leaf, 0.0, nodes["num_threshold"]).round(6).tolist(), *[0.0] * pad])
        columns["left"].append([*np.where(leaf, own, nodes["left"]).tolist(), *[0] * pad])
        columns["right"].append([*np.where(leaf, own, nodes["right"]).tolist(), *[0] * pad])
        columns["missing_goes_left"].append([*nodes["missing_go_to_left"].astype(bool).tolist(), *[False] * pad])
        columns["value"].append([*np.where(leaf, nodes["value"], 0.0).round(6).tolist(), *[0.0] * pad])
    return {
        "trained_on": trained_on,
        "features": list(features),
        **more,
        "baseline": float(np.ravel(model._baseline_prediction)[0]),
        "depth": int(max(nodes["depth"].max() for nodes in trees)),
        **columns,
    }
