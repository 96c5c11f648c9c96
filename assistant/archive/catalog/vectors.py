"""Vectors in the catalog, and exact search over rows of them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import IN_LIST, Database
from assistant.errors import ModelError
from assistant.models import Embedded

__all__ = [
    "Engine",
    "HeldVectors",
    "Hit",
    "Neighbours",
    "PassageIds",
    "as_query",
    "best_hits",
    "checked_vectors",
    "key_numbers",
    "nearest_rows",
    "store_vectors",
    "stored_vector_ids",
    "vector_from",
    "vector_key",
    "vectors_of",
]

PassageIds = NDArray[np.int64]

Engine = Literal["chroma", "exact"]
"""What finds the nearest passages: the archive's Chroma collection, or a comparison with every vector."""

_STEP = 5000
_BLOCK = 16_384
"""Rows multiplied at once: the memory map is read in order and no copy of it is made."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found; a large score is good. Scores of dense and keyword search do not compare."""

    passage_id: int
    score: float


class HeldVectors(NamedTuple):
    """Passages in order of their numbers, each with its vector."""

    passage_ids: PassageIds
    vectors: Vectors


class Neighbours(NamedTuple):
    """The nearest passages with their cosines, best first, and what found them."""

    passage_ids: PassageIds
    scores: NDArray[np.float32]
    engine: Engine


def vector_key(model_key: str, embedded_input: str) -> bytes:
    """What a vector is stored under: the model and the exact input, nothing else, decide it."""
    return hashlib.sha256(model_key.encode() + b"\0" + embedded_input.encode()).digest()


def vector_from(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, dtype="<f4")


def stored_vector_ids(connection: Database, keys: Iterable[bytes]) -> dict[bytes, int]:
    """The numbers of those vectors that the catalog holds."""
    found: dict[bytes, int] = {}
    for key in keys:
        row = connection.execute("SELECT vector_id FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = row[0]
    return found


def key_numbers(connection: Database, *, with_codes: bool) -> NDArray[np.uint64]:
    """The first eight bytes of the key of every vector there is, or of every one that has token codes, sorted."""
    coded = "WHERE vector_id IN (SELECT vector_id FROM token_codes)" if with_codes else ""
    rows = connection.execute(f"SELECT key FROM vectors {coded}")  # noqa: S608  # our own SQL
    return np.sort(np.fromiter((int.from_bytes(key[:8], "little") for (key,) in rows), np.uint64))


def store_vectors(connection: Database, keys: Sequence[bytes], vectors: Vectors) -> dict[bytes, int]:
    """Add vectors; one that is there already stays as it is. Gives the number of each."""
    connection.executemany(
        "INSERT INTO vectors (key, vector) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
        ((key, np.asarray(row, dtype="<f4").tobytes()) for key, row in zip(keys, vectors, strict=True)),
    )
    return stored_vector_ids(connection, keys)


def vectors_of(connection: Database, passage_ids: Sequence[int]) -> HeldVectors:
    """The vectors of those passages that the catalog has, live or not."""
    found: list[int] = []
    blobs = bytearray()
    for start in range(0, len(passage_ids), _STEP):
        rows = connection.execute(
            "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "  # noqa: S608  # ours
            f"WHERE p.passage_id {IN_LIST} ORDER BY p.passage_id",
            (connection.in_list(passage_ids[start : start + _STEP]),),
        )
        for passage_id, vector in rows:
            found.append(passage_id)
            blobs += vector
    matrix = vector_from(bytes(blobs))
    return HeldVectors(
        np.array(found, dtype=np.int64), matrix.reshape(len(found), -1) if found else matrix.reshape(0, 0)
    )


def checked_vectors(given: Vectors | Embedded, count: int, dimension: int | None) -> Vectors:
    """The model's vectors, of unit length; ModelError when they are not `count` rows of `dimension` finite numbers."""
    rows = np.asarray(given.vectors if isinstance(given, Embedded) else given, dtype=np.float32)
    if rows.ndim != 2 or rows.shape != (count, rows.shape[1] if dimension is None else dimension):
        wanted = f"{count} vectors of {dimension or 'any'} numbers"
        message = f"The embedding model gave vectors of shape {rows.shape} instead of {wanted}. Check the model."
        raise ModelError(message)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or np.any(lengths == 0):
        message = "The embedding model gave a vector that is not a direction (zero or not finite). Check the model."
        raise ModelError(message)
    unit: Vectors = rows / lengths
    return unit


def as_query(vector: Vectors | Sequence[float], dimension: int) -> NDArray[np.float32]:
    """A question's vector, of unit length. Raises ValueError for one that cannot belong to the archive's model."""
    query = np.asarray(vector, dtype=np.float32).reshape(-1)
    length = float(np.linalg.norm(query))
    if query.shape != (dimension,) or not np.isfinite(length) or length == 0:
        message = f"A question's vector must be {dimension} finite numbers, not all zero."
        raise ValueError(message)
    unit: NDArray[np.float32] = (query / np.float32(length)).astype(np.float32)
    return unit


def nearest_rows(matrix: Vectors, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Exact search: the `k` rows with the largest cosine, best first, and their scores."""
    scores = np.empty(len(matrix), dtype=np.float32)
    for start in range(0, len(matrix), _BLOCK):
        np.dot(matrix[start : start + _BLOCK], query, out=scores[start : start + _BLOCK])
    return _largest(scores, k)


def best_hits(passage_ids: PassageIds, scores: NDArray[np.float32], k: int) -> list[Hit]:
    """The `k` best, best first; of equal scores the older passage comes first."""
    if len(scores) > 4 * k:
        chosen, _ = _largest(scores, 2 * k)
        passage_ids, scores = passage_ids[chosen], scores[chosen]
    order = np.lexsort((passage_ids, -scores))[:k]
    return [Hit(int(passage_ids[index]), float(scores[index])) for index in order]


def _largest(scores: NDArray[np.float32], k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    k = min(k, len(scores))
    chosen = np.argpartition(-scores, k - 1)[:k] if 0 < k < len(scores) else np.arange(len(scores))
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:k]
    return chosen, scores[chosen]
