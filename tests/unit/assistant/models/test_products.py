"""Products in pieces are those of the whole."""

import numpy as np
import pytest

from assistant.models.products import product


@pytest.mark.parametrize(
    ("rows", "middle", "columns"), [(1, 384, 128), (12, 384, 9000), (300, 2000, 3), (5, 7, 1), (3, 4, 0), (0, 4, 3)]
)
def test_pieces_are_the_whole(rows: int, middle: int, columns: int) -> None:
    random = np.random.default_rng(1)
    a = random.normal(size=(rows, middle)).astype(np.float32)
    b = random.normal(size=(columns, middle)).astype(np.float32).T
    assert np.allclose(product(a, b), a.astype(np.float64) @ b.astype(np.float64), atol=1e-3)
