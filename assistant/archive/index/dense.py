"""Dense search: the open generation and the tail, merged; only live passages that the filters let through."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Filters, Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.filters import group_condition
from assistant.archive.catalog.vectors import Engine, Hit, Neighbours, PassageIds, best_hits
from assistant.archive.history.as_of import score_past
from assistant.archive.index.tail import Tail

__all__ = ["EXACT_LIMIT", "DenseHits", "Nearest", "find_dense"]

EXACT_LIMIT = 50_000
"""Up to this many qualifying passages are compared one by one: about as fast as the index, and exact."""
_FIRST_ASK = 32
"""More than `k` are asked for at first, since some of the nearest may no longer be live."""


class Nearest(Protocol):
    """The rows of a generation, searchable."""

    @property
    def row_count(self) -> int: ...
    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        """The `k` nearest passages."""
        ...

    def scores_of(self, passage_ids: PassageIds, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        """Those of the passages that the generation holds, and their cosines, exactly."""
        ...


@dataclass(frozen=True, slots=True)
class DenseHits:
    """What was found, best first; `chroma` where the collection was asked for any of it."""

    hits: list[Hit]
    engine: Engine


@dataclass(frozen=True, slots=True)
class _Scored:
    passage_ids: PassageIds
    scores: NDArray[np.float32]
    engine: Engine = "exact"


def find_dense(
    connection: Database,
    generation: Nearest | None,
    tail: Tail,
    query: NDArray[np.float32],
    k: int,
    filters: Filters,
) -> DenseHits:
    """The `k` passages nearest to a unit vector. Equal to exact search but for what the index misses."""
    if k < 1:
        return DenseHits([], "exact")
    qualifying = None if filters.is_empty else _qualifying(connection, filters)
    if qualifying is not None:
        parts = [_of_tail(tail, query, qualifying)]
        if generation is not None:
            parts.append(_Scored(*generation.scores_of(qualifying, query)))
    else:
        among_tail = tail if filters.is_empty else _tail_among(connection, tail, filters)
        parts = [_of_tail(among_tail, query, None)]
        if generation is not None:
            parts.append(_of_generation(connection, generation, query, k, filters))
    if filters.as_of is not None:
        parts.append(_Scored(*score_past(connection, filters, query)))
    hits = best_hits(
        np.concatenate([part.passage_ids for part in parts]), np.concatenate([part.scores for part in parts]), k
    )
    return DenseHits(hits, "chroma" if any(part.engine == "chroma" for part in parts) else "exact")


def _qualifying(connection: Database, filters: Filters) -> PassageIds | None:
    """The passages that the filters let through, in order; None when there are too many to compare one by one."""
    condition = group_condition(filters)
    rows = connection.execute(
        f"SELECT p.passage_id FROM passages p WHERE {condition.sql} AND p.vector_id IS NOT NULL LIMIT ?",  # noqa: S608  # our own SQL
        (*condition.arguments, EXACT_LIMIT + 1),
    ).fetchall()
    if len(rows) > EXACT_LIMIT:
        return None
    return np.sort(np.array([row[0] for row in rows], dtype=np.int64))


def _of_tail(tail: Tail, query: NDArray[np.float32], qualifying: PassageIds | None) -> _Scored:
    if qualifying is None:
        return _Scored(tail.passage_ids, tail.vectors @ query)
    chosen = np.isin(tail.passage_ids, qualifying)
    return _Scored(tail.passage_ids[chosen], tail.vectors[chosen] @ query)


def _tail_among(connection: Database, tail: Tail, filters: Filters) -> Tail:
    live = _live_among(connection, tail.passage_ids.tolist(), filters)
    chosen = np.isin(tail.passage_ids, np.array(sorted(live), dtype=np.int64))
    vectors: Vectors = tail.vectors[chosen]
    return Tail(tail.passage_ids[chosen], vectors)


def _of_generation(
    connection: Database, generation: Nearest, query: NDArray[np.float32], k: int, filters: Filters
) -> _Scored:
    """The nearest live rows that qualify: ask for more, doubling, until there are enough or all were seen."""
    asked = min(generation.row_count, k + _FIRST_ASK)
    while True:
        passage_ids, scores, engine = generation.nearest(query, asked)
        live = _live_among(connection, passage_ids.tolist(), filters)
        chosen = np.array([passage_id in live for passage_id in passage_ids.tolist()], dtype=bool)
        if len(live) >= k or asked >= generation.row_count:
            return _Scored(passage_ids[chosen], scores[chosen], engine)
        asked = min(generation.row_count, asked * 2)


def _live_among(connection: Database, passage_ids: Sequence[int], filters: Filters) -> set[int]:
    condition = group_condition(filters)
    rows = connection.execute(
        "SELECT p.passage_id FROM json_each(?) wanted CROSS JOIN passages p ON p.passage_id = wanted.value "  # noqa: S608  # our own SQL
        f"WHERE {condition.sql}",
        (json.dumps(passage_ids), *condition.arguments),
    )
    return {row[0] for row in rows}
