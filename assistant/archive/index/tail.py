"""Vectors of the passages that the open generation does not hold, kept in memory between questions."""

from dataclasses import dataclass
from threading import Lock

import numpy as np

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.vectors import PassageIds, vector_from

__all__ = ["Tail", "TailCache"]


@dataclass(frozen=True, slots=True)
class Tail:
    """Live passages above a number, in order, with their vectors."""

    passage_ids: PassageIds
    vectors: Vectors


class TailCache:
    """The last tail that was read, so that a question reads only what was committed since. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: tuple[str, int, int, int] | None = None
        self._tail: Tail | None = None

    def read(self, connection: Database, *, epoch: str, revision: int, above: int, dimension: int) -> Tail:
        """The live passages with vectors above number `above`, as the connection's read transaction sees them."""
        key = (epoch, above, dimension, revision)
        with self._lock:
            cached_key, cached = self._key, self._tail
        if cached is not None and cached_key == key:
            return cached
        if cached is None or cached_key is None or cached_key[:3] != key[:3] or cached_key[3] > revision:
            tail = _read(connection, above, dimension)
        else:
            tail = _extended(connection, cached, above, dimension)
        with self._lock:
            if self._key is None or self._key[:3] != key[:3] or self._key[3] < revision:
                self._key, self._tail = key, tail
        return tail


def _read(connection: Database, above: int, dimension: int) -> Tail:
    rows = connection.execute(
        "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "
        "WHERE p.passage_id > ? AND p.is_live ORDER BY p.passage_id",
        (above,),
    )
    passage_ids: list[int] = []
    vectors = bytearray()
    for passage_id, vector in rows:
        passage_ids.append(passage_id)
        vectors += vector
    matrix = vector_from(bytes(vectors)).reshape(len(passage_ids), dimension)
    return Tail(np.array(passage_ids, dtype=np.int64), matrix)


def _extended(connection: Database, cached: Tail, above: int, dimension: int) -> Tail:
    """The cached tail without what is no longer live, with what came in since."""
    live = connection.execute(
        "SELECT passage_id FROM passages WHERE passage_id > ? AND is_live AND vector_id IS NOT NULL", (above,)
    ).fetchall()
    kept = np.isin(cached.passage_ids, np.array([row[0] for row in live], dtype=np.int64))
    highest = int(cached.passage_ids[-1]) if len(cached.passage_ids) else above
    added = _read(connection, highest, dimension)
    return Tail(
        np.concatenate([cached.passage_ids[kept], added.passage_ids]),
        np.concatenate([cached.vectors[kept], added.vectors]),
    )
