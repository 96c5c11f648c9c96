import json
from pathlib import Path

import numpy as np
import pytest

from assistant.answering.evidence import load_chooser
from assistant.answering.features import FEATURES
from assistant.answering.trees import Trees


def stump(path: Path) -> Path:
    """One tree: a <= 0.5 gives -1, else +1; a missing value goes left."""
    content = {
        "features": ["a", "b"],
        "baseline": 0.0,
        "depth": 1,
        "feature": [[0, 0, 0]],
        "threshold": [[0.5, 0, 0]],
        "left": [[1, 1, 2]],
        "right": [[2, 1, 2]],
        "missing_goes_left": [[True, False, False]],
        "value": [[0, -1, 1]],
    }
    path.write_text(json.dumps(content))
    return path


def test_rows_go_to_their_leaf(tmp_path: Path) -> None:
    trees = Trees.load(stump(tmp_path / "trees.json"), ("a", "b"))
    scores = trees.predict(np.array([[0.5, 9], [0.6, 9], [np.nan, 9]]))
    low, high = 1 / (1 + np.e), 1 / (1 + np.exp(-1))
    assert scores == pytest.approx([low, high, low])


def test_weights_for_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="train it again"):
        Trees.load(stump(tmp_path / "trees.json"), ("a", "c"))


def test_the_packaged_weights_load_and_give_probabilities() -> None:
    rows = np.random.default_rng(1).normal(size=(50, len(FEATURES)))
    scores = load_chooser().predict(rows)
    assert scores.shape == (50,)
    assert ((scores > 0) & (scores < 1)).all()
