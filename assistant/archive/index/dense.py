"""Dense search: the open segments and the tail, merged; only live passages that the filters let through."""

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

__all__ = ["ASK_MOST", "EXACT_LIMIT", "DenseHits", "Nearest", "find_dense"]

EXACT_LIMIT = 50_000
"""Up to this many qualifying passages are compared one by one: about as fast as the index, and exact."""
_FIRST_ASK = 32
"""More than `k` are asked for at first, since some of the nearest may no longer be live."""
ASK_MOST = 2000
"""Beyond so many neighbours comparing all rows is faster than the index."""
_STEP = 8192


class Nearest(Protocol):
    """The rows of a segment, searchable."""

    @property
    def row_count(self) -> int: ...
    def may_hold(self, filters: Filters) -> bool:
        """False where the filters' days let nothing of it through; passages in `restated` apart."""
        ...

    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        """The `k` nearest passages."""
        ...

    def in_order(self, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        """All passages with their exact cosines, best first."""
        ...

    def scores_of(self, passage_ids: PassageIds, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        """Those of the passages that the segment holds, and their cosines, exactly."""
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
    segments: Sequence[Nearest],
    tails: Sequence[Tail],
    query: NDArray[np.float32],
    k: int,
    filters: Filters,
    exact_limit: int = EXACT_LIMIT,
) -> DenseHits:
    """The `k` passages nearest to a unit vector. Equal to exact search but for what the indexes miss.

    `tails`: the passages that no segment gives.
    """
    if k < 1:
        return DenseHits([], "exact")
    qualifying = None if filters.is_empty else _qualifying(connection, filters, exact_limit)
    if qualifying is not None:
        parts = [_of_tail(tail, query, qualifying) for tail in tails]
        parts += [_Scored(*segment.scores_of(qualifying, query)) for segment in segments]
    else:
        among = tails if filters.is_empty else [_tail_among(connection, tail, filters) for tail in tails]
        parts = [_of_tail(tail, query, None) for tail in among]
        asked = [segment for segment in segments if segment.may_hold(filters)]
        parts += _of_segments(connection, asked, query, k, filters)
        if len(asked) < len(segments):
            restated = _restated(connection, filters)
            parts += [_Scored(*other.scores_of(restated, query)) for other in segments if other not in asked]
    if filters.as_of is not None:
        parts.append(_Scored(*score_past(connection, filters, query)))
    if not parts:
        return DenseHits([], "exact")
    hits = best_hits(
        np.concatenate([part.passage_ids for part in parts]), np.concatenate([part.scores for part in parts]), k
    )
    return DenseHits(hits, "chroma" if any(part.engine == "chroma" for part in parts) else "exact")


def _restated(connection: Database, filters: Filters) -> PassageIds:
    """The passages that qualify by what came after their segment was built, in order."""
    condition = group_condition(filters, for_few=True)
    rows = connection.execute(
        f"SELECT p.passage_id FROM restated r CROSS JOIN passages p ON p.passage_id = r.passage_id "  # noqa: S608  # our own SQL
        f"WHERE {condition.sql} ORDER BY p.passage_id",
        condition.arguments,
    )
    return np.array([row[0] for row in rows], dtype=np.int64)


def _qualifying(connection: Database, filters: Filters, limit: int) -> PassageIds | None:
    """The passages that the filters let through, in order; None when there are too many to compare one by one."""
    condition = group_condition(filters)
    rows = connection.execute(
        f"SELECT p.passage_id FROM passages p WHERE {condition.sql} AND p.vector_id IS NOT NULL LIMIT ?",  # noqa: S608  # our own SQL
        (*condition.arguments, limit + 1),
    ).fetchall()
    if len(rows) > limit:
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


@dataclass(slots=True)
class _Asked:
    """A segment that was asked for its `count` nearest, and those of them that are live and qualify."""

    segment: Nearest
    count: int
    lowest: float
    """The score of the last that it gave: whatever it did not give is no nearer."""
    scored: _Scored

    def has_enough(self, k: int, floor: float) -> bool:
        return self.count >= self.segment.row_count or len(self.scored.passage_ids) >= k or self.lowest < floor


def _of_segments(
    connection: Database, segments: Sequence[Nearest], query: NDArray[np.float32], k: int, filters: Filters
) -> list[_Scored]:
    """The nearest live rows that qualify.

    A segment is asked for more, fourfold, until it gave enough of them, or nothing of what is left in it can be among
    the `k` of all segments. Where the index would have to give too many, all rows are compared once, in order.
    """
    asked = [_ask(connection, segment, query, k + _FIRST_ASK, filters) for segment in segments]
    while True:
        floor = _floor(asked, k)
        enough = [one.has_enough(k, floor) for one in asked]
        if all(enough):
            return [one.scored for one in asked]
        asked = [
            one if is_enough else _ask_more(connection, one, query, k, filters)
            for one, is_enough in zip(asked, enough, strict=True)
        ]


def _floor(asked: Sequence[_Asked], k: int) -> float:
    """The score that a row must reach to be among the `k` best of all that were given."""
    scores = np.concatenate([one.scored.scores for one in asked]) if asked else np.empty(0, np.float32)
    return float(np.partition(scores, -k)[-k]) if len(scores) >= k else -np.inf


def _ask(connection: Database, segment: Nearest, query: NDArray[np.float32], count: int, filters: Filters) -> _Asked:
    count = min(segment.row_count, count)
    passage_ids, scores, engine = segment.nearest(query, count)
    chosen = _chosen(connection, passage_ids, filters)
    lowest = float(scores.min(initial=np.inf))
    return _Asked(segment, count, lowest, _Scored(passage_ids[chosen], scores[chosen], engine))


def _ask_more(connection: Database, one: _Asked, query: NDArray[np.float32], k: int, filters: Filters) -> _Asked:
    if one.count < ASK_MOST:
        return _ask(connection, one.segment, query, min(4 * one.count, ASK_MOST), filters)
    scored = _in_order(connection, one.segment, query, k, filters, one.scored.engine)
    return _Asked(one.segment, one.segment.row_count, one.lowest, scored)


def _in_order(
    connection: Database,
    segment: Nearest,
    query: NDArray[np.float32],
    k: int,
    filters: Filters,
    engine: Engine,
) -> _Scored:
    passage_ids, scores = segment.in_order(query)
    found = np.zeros(len(passage_ids), dtype=bool)
    for start in range(0, len(passage_ids), _STEP):
        found[start : start + _STEP] = _chosen(connection, passage_ids[start : start + _STEP], filters)
        if found.sum() >= k:
            break
    return _Scored(passage_ids[found], scores[found], engine)


def _chosen(connection: Database, passage_ids: PassageIds, filters: Filters) -> NDArray[np.bool_]:
    live = _live_among(connection, passage_ids.tolist(), filters)
    return np.array([passage_id in live for passage_id in passage_ids.tolist()], dtype=bool)


def _live_among(connection: Database, passage_ids: Sequence[int], filters: Filters) -> set[int]:
    condition = group_condition(filters, for_few=True)
    rows = connection.execute(
        "SELECT p.passage_id FROM json_each(?) wanted CROSS JOIN passages p ON p.passage_id = wanted.value "  # noqa: S608  # our own SQL
        f"WHERE {condition.sql}",
        (json.dumps(passage_ids), *condition.arguments),
    )
    return {row[0] for row in rows}
