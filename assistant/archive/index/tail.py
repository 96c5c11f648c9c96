"""Vectors of the passages that no open segment holds, kept in memory between questions."""

from dataclasses import dataclass
from threading import Lock

import numpy as np

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import Manifest, Model
from assistant.archive.catalog.vectors import PassageIds, vector_from

__all__ = ["Tail", "TailCache"]


_END = 2**63 - 1
_Range = tuple[str, Model | None, int, int]
"""Epoch, the model that the vectors are of, and the numbers between which the passages are."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Live passages of a range of numbers, in order, with their vectors."""

    passage_ids: PassageIds
    vectors: Vectors


class TailCache:
    """The last tails that were read, so that a question reads only what was committed since. Thread-safe.

    One is of what came after the last fold; where a segment cannot be read, another is of its passages.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[_Range, tuple[int, Tail]] = {}

    def read(self, connection: Database, manifest: Manifest, above: int, upto: int | None = None) -> Tail:
        """The live passages with vectors above number `above`, up to `upto`, as the connection's read transaction sees
        them; `manifest`: as that reads it."""
        upto, revision = _END if upto is None else upto, manifest.revision
        dimension = 0 if manifest.model is None else manifest.model.dimension
        key = (manifest.epoch, manifest.model, above, upto)
        with self._lock:
            kept_revision, kept = self._kept.get(key, (-1, None))
        if kept is not None and kept_revision == revision:
            return kept
        if kept is None or kept_revision > revision:
            tail = _read(connection, above, upto, dimension)
        else:
            tail = _extended(connection, kept, above, upto, dimension)
        with self._lock:
            if upto == _END:  # a fold moves the tail, and the segments that could not be read may be others now
                self._kept = {one: found for one, found in self._kept.items() if one == key or one[3] <= above}
            if self._kept.get(key, (-1, None))[0] < revision:
                self._kept[key] = (revision, tail)
        return tail


def _read(connection: Database, above: int, upto: int, dimension: int) -> Tail:
    rows = connection.execute(
        "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "
        "WHERE p.passage_id > ? AND p.passage_id <= ? AND p.is_live ORDER BY p.passage_id",
        (above, upto),
    )
    passage_ids: list[int] = []
    vectors = bytearray()
    for passage_id, vector in rows:
        passage_ids.append(passage_id)
        vectors += vector
    matrix = vector_from(bytes(vectors)).reshape(len(passage_ids), dimension)
    return Tail(np.array(passage_ids, dtype=np.int64), matrix)


def _extended(connection: Database, cached: Tail, above: int, upto: int, dimension: int) -> Tail:
    """The cached tail without what is no longer live, with what came in since."""
    live = connection.execute(
        "SELECT passage_id FROM passages WHERE passage_id > ? AND passage_id <= ? AND is_live "
        "AND vector_id IS NOT NULL",
        (above, upto),
    ).fetchall()
    kept = np.isin(cached.passage_ids, np.array([row[0] for row in live], dtype=np.int64))
    highest = int(cached.passage_ids[-1]) if len(cached.passage_ids) else above
    added = _read(connection, highest, upto, dimension)
    return Tail(
        np.concatenate([cached.passage_ids[kept], added.passage_ids]),
        np.concatenate([cached.vectors[kept], added.vectors]),
    )
