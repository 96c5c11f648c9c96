"""Token vectors in little space, so that an archive can keep them: 68 bytes a word piece instead of 1,536.

What is kept are the 128 directions in which the token vectors of news text differ most, four bits each. They rank
passages as the whole vectors do (docs/results/quality.md), and reranking then needs no pass of the model over 30
passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.arrays import read_arrays
from assistant.errors import ModelError

__all__ = [
    "BASIS_FILE",
    "DIRECTIONS",
    "PRODUCT_SCALE",
    "TOKEN_CODE_BYTES",
    "pack_tokens",
    "reduce_tokens",
    "unpack_tokens",
]

DIRECTIONS = 128
BASIS_FILE = "token-basis.npy"
"""In `assistant/models/data`: float16, shape (384, 128); made by `python -m benchmarks.quality.fit_token_basis`."""

PRODUCT_SCALE = 1.27
"""What the directions left out take from a product, given back: matches of questions with passages then lie where those
of whole vectors do, and one threshold serves both."""

_AT_ONCE = 4
"""Rows of one product. OpenBLAS takes a second core for a product of more than 262,144 steps and keeps it waiting long
after, which an ingest needs for the model: 4,600 tokens a second with 4 rows at once, 3,100 with all."""
_MIDDLE = 7.5
"""Sixteen levels, as far below as above zero: a level is (number - 7.5) times the row's scale."""
_ROW = np.dtype([("token_id", "<u2"), ("scale", "<f2"), ("levels", "u1", (DIRECTIONS // 2,))])
TOKEN_CODE_BYTES = _ROW.itemsize
"""Of each word piece: codes of another length are damaged."""


def reduce_tokens(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Token vectors of the packaged model, shape (t, 384), in the kept directions: (t, 128).

    Their products, times PRODUCT_SCALE, stand for the cosines of the whole vectors.
    """
    vectors = np.asarray(vectors, np.float32)
    filled = np.zeros((-(-len(vectors) // _AT_ONCE) * _AT_ONCE, vectors.shape[1]), np.float32)
    filled[: len(vectors)] = vectors
    reduced = np.matmul(filled.reshape(-1, _AT_ONCE, vectors.shape[1]), _basis())
    of_all: NDArray[np.float32] = reduced.reshape(-1, DIRECTIONS)[: len(vectors)]
    return of_all


def pack_tokens(token_ids: Sequence[int], vectors: NDArray[np.float32]) -> bytes:
    """For each word piece its number and its reduced vector. Raises ValueError where the two do not fit together."""
    reduced = reduce_tokens(vectors)
    if len(token_ids) != len(reduced):
        message = f"{len(token_ids)} word pieces have {len(reduced)} vectors."
        raise ValueError(message)
    rows = np.zeros(len(reduced), _ROW)
    rows["token_id"] = token_ids
    rows["scale"] = np.abs(reduced).max(axis=1, initial=0.0) / _MIDDLE
    scales = np.maximum(rows["scale"].astype(np.float32), np.float32(1e-7))[:, np.newaxis]
    levels = np.clip(np.rint(reduced / scales + _MIDDLE), 0, 15).astype(np.uint8)
    rows["levels"] = (levels[:, 0::2] << 4) | levels[:, 1::2]
    return rows.tobytes()


def unpack_tokens(codes: bytes) -> tuple[tuple[int, ...], NDArray[np.float32]]:
    """The word pieces' numbers and their reduced vectors, shape (t, 128). Raises ModelError for damaged bytes."""
    if len(codes) % TOKEN_CODE_BYTES:
        message = "Stored token vectors are damaged. Run `copydesk rebuild`."
        raise ModelError(message)
    rows = np.frombuffer(codes, _ROW)
    levels = np.empty((len(rows), DIRECTIONS), np.float32)
    levels[:, 0::2], levels[:, 1::2] = rows["levels"] >> 4, rows["levels"] & 15
    levels -= np.float32(_MIDDLE)
    levels *= rows["scale"].astype(np.float32)[:, np.newaxis]
    return tuple(rows["token_id"].tolist()), levels


@cache
def _basis() -> NDArray[np.float32]:
    with resources.as_file(resources.files("assistant.models") / "data" / BASIS_FILE) as path:
        basis: NDArray[np.float32] = read_arrays(lambda: np.load(path, allow_pickle=False)).astype(np.float32)
    return basis
