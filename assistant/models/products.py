"""Small products of matrices, computed in the thread that asks for them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["product"]

_MOST = 2**18
"""Multiplications: from here on OpenBLAS (interface/gemm.c) shares a product out among threads, which wait for each
other, and for the next one, by turning on the spot. Where other programs use the processor too, the products of an
answer took three times as long as all the rest of it: 0.50 s, and 0.006 s in pieces. `reduce_tokens` goes by rows for
the same reason: there a row must come out the same whatever stands beside it."""
_MOST_OF_ROW = 9216 - 1
"""The same for one row (interface/gemv.c)."""


def product(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """`a @ b` of two matrices, piece by piece."""
    rows, middle = a.shape
    step = max(1, _MOST_OF_ROW // max(1, middle) if rows == 1 else _MOST // max(1, rows * middle))
    whole = np.empty((rows, b.shape[1]), np.float32)
    for start in range(0, b.shape[1], step):
        np.matmul(a, b[:, start : start + step], out=whole[:, start : start + step])
    return whole
