"""A segment whose index is a collection of a Chroma server."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Filters
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.vectors import Neighbours, PassageIds, nearest_rows, vectors_of
from assistant.archive.index.chroma import IndexFault
from assistant.archive.index.chroma_faults import Away, Backoff, Failing, Gone, Refused
from assistant.archive.index.chroma_server import ChromaServer
from assistant.archive.index.dense import ASK_MOST
from assistant.archive.index.health import Health, days_of
from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.segment import Segment, is_within
from assistant.archive.index.tail import Tail

__all__ = ["CatalogRows", "CatalogSegment", "CollectionIndex", "CollectionSegment"]


class CollectionIndex:
    """The collection of one segment; shared by the threads of a process."""

    def __init__(self, server: ChromaServer, entry: SegmentEntry) -> None:
        assert entry.collection is not None
        self._server = server
        self._entry = entry
        self._name = entry.collection
        self._backoff = Backoff()
        self._fault: Health | None = None

    @property
    def health(self) -> Health:
        """As far as it is known."""
        if self._fault is not None:
            return self._fault
        fault = self._server.fault or self._backoff.fault
        if fault is None:
            return "good"
        return "refused" if isinstance(fault, Refused) else "away"

    def nearest(self, query: NDArray[np.float32], k: int) -> tuple[PassageIds, NDArray[np.float32]]:
        """Passages of this segment with their cosines. Raises Away, and IndexFault where it will not be asked again."""
        if self._fault is not None or k > min(ASK_MOST, self._server.most_results):
            message = "it cannot be asked"
            raise IndexFault(message)
        self._backoff.check()
        try:
            passage_ids, scores = self._server.nearest(self._name, query, k)
        except Failing as fault:
            self._backoff.failed(fault)
            raise
        except Away:
            raise
        except IndexFault as fault:
            self._fault = "missing" if isinstance(fault, Gone) else "damaged"
            raise
        self._backoff.went_well()
        ours = (passage_ids > self._entry.above) & (passage_ids <= self._entry.highest_passage_id)
        return passage_ids[ours], scores[ours]

    def connect(self) -> None:
        """Ask once, so that the first question need not wait for the connection; what fails then shows there."""
        try:
            self._server.count(self._name)
        except Gone:
            self._fault = "missing"
        except IndexFault:
            return


class CollectionSegment(Segment):
    """Its rows are in the folder too: they give exact scores, and the answers while the server is away."""

    def __init__(self, folder: Path, index: CollectionIndex, days: tuple[str, str] | None) -> None:
        super().__init__(folder, use_index=False, days=days)
        self._collection = index

    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        k = min(k, self.row_count)
        try:
            found, _ = self._collection.nearest(query, k)
        except IndexFault:
            return self.nearest_exactly(query, k)
        passage_ids, scores = self.scores_of(np.sort(found), query)
        order = np.argsort(-scores, kind="stable")
        return Neighbours(passage_ids[order], scores[order], "chroma")

    def load_index(self) -> None:
        self._collection.connect()


class RowsOfCatalog(Protocol):
    def within(self, above: int, upto: int) -> Tail: ...
    def of(self, passage_ids: PassageIds) -> tuple[PassageIds, NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class CatalogRows:
    """The vectors that the catalog holds, as one reading sees them."""

    connection: Database
    read_tail: Callable[[int, int | None], Tail]
    """Of a range of numbers; kept in memory until the next question."""

    def within(self, above: int, upto: int) -> Tail:
        return self.read_tail(above, upto)

    def of(self, passage_ids: PassageIds) -> tuple[PassageIds, NDArray[np.float32]]:
        found = vectors_of(self.connection, passage_ids.tolist())
        return found.passage_ids, found.vectors


class CatalogSegment:
    """A segment without a folder here, as on another machine than the one that built it: the server finds the nearest,
    and what has to be compared exactly is read from the catalog."""

    def __init__(self, entry: SegmentEntry, index: CollectionIndex, rows: RowsOfCatalog) -> None:
        self._entry = entry
        self._index = index
        self._rows = rows
        self._days = days_of(entry)

    @property
    def row_count(self) -> int:
        return self._entry.row_count

    def may_hold(self, filters: Filters) -> bool:
        return is_within(self._days, filters)

    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        try:
            return Neighbours(*self._index.nearest(query, k), "chroma")
        except IndexFault:
            tail = self._tail()
        rows, scores = nearest_rows(tail.vectors, query, k)
        return Neighbours(tail.passage_ids[rows], scores, "exact")

    def in_order(self, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        tail = self._tail()
        rows, scores = nearest_rows(tail.vectors, query, len(tail.passage_ids))
        return tail.passage_ids[rows], scores

    def scores_of(self, passage_ids: PassageIds, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        mine = passage_ids[(passage_ids > self._entry.above) & (passage_ids <= self._entry.highest_passage_id)]
        if not len(mine):
            return mine, np.empty(0, dtype=np.float32)
        found, vectors = self._rows.of(mine)
        return found, vectors @ query if len(found) else np.empty(0, dtype=np.float32)

    def _tail(self) -> Tail:
        return self._rows.within(self._entry.above, self._entry.highest_passage_id)
