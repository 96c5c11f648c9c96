"""A segment whose index is a collection: where its scores come from, and what serves while it cannot be asked."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.archive.article import Vectors
from assistant.archive.catalog.vectors import PassageIds
from assistant.archive.index.chroma import IndexFault
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.archive.index.chroma_faults import Away, Failing, Gone
from assistant.archive.index.chroma_server import ChromaServer
from assistant.archive.index.collection import CatalogSegment, CollectionIndex, CollectionSegment
from assistant.archive.index.dense import ASK_MOST
from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.segment import write_rows
from assistant.archive.index.tail import Tail

COUNT, DIMENSION = 40, 8
ENTRY = SegmentEntry("s", "{}", 100, 100 + COUNT, COUNT, "2024-01-01", "2024-02-01", "2024-03-31", collection="c")


class Told(ChromaServer):
    """Gives the passages that it is told to, with distances that are a little wrong, or fails."""

    def __init__(self, passage_ids: list[int], fault: IndexFault | None = None) -> None:
        super().__init__(ChromaAddress("http://127.0.0.1:9"))
        self.passage_ids = passage_ids
        self.fault_to_raise = fault
        self.asked = 0

    def nearest(self, name: str, query: NDArray[np.float32], k: int) -> tuple[PassageIds, NDArray[np.float32]]:
        del name, query
        self.asked += 1
        if self.fault_to_raise is not None:
            raise self.fault_to_raise
        found = np.array(self.passage_ids[:k], dtype=np.int64)
        return found, np.linspace(0.9, 0.8, len(found), dtype=np.float32)


class Rows:
    """What the catalog holds of the segment, and how often all of it was read."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self.read_whole = 0

    def within(self, above: int, upto: int) -> Tail:
        assert (above, upto) == (ENTRY.above, ENTRY.highest_passage_id)
        self.read_whole += 1
        return Tail(np.arange(101, 101 + COUNT, dtype=np.int64), self._vectors)

    def of(self, passage_ids: PassageIds) -> tuple[PassageIds, NDArray[np.float32]]:
        return passage_ids, self._vectors[passage_ids - 101]


@pytest.fixture
def vectors() -> Vectors:
    rows = np.random.default_rng(5).normal(size=(COUNT, DIMENSION)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture
def folder(tmp_path: Path, vectors: Vectors) -> Path:
    write_rows(tmp_path, [(101 + n, row.tobytes()) for n, row in enumerate(vectors)], COUNT, DIMENSION, lambda _: None)
    return tmp_path


def best(vectors: Vectors, query: NDArray[np.float32], k: int) -> list[int]:
    return [101 + int(row) for row in np.argsort(-(vectors @ query), kind="stable")[:k]]


def test_with_the_rows_beside_it_scores_are_exact_and_in_order(folder: Path, vectors: Vectors) -> None:
    server = Told([120, 105, 110, 999])  # 999 is none of this segment's
    segment = CollectionSegment(folder, CollectionIndex(server, ENTRY), None)
    found = segment.nearest(vectors[4], 10)
    assert found.engine == "chroma"
    assert sorted(found.passage_ids.tolist()) == [105, 110, 120]
    assert found.passage_ids[0] == 105
    assert np.allclose(found.scores, vectors[found.passage_ids - 101] @ vectors[4])


@pytest.mark.parametrize("fault", [Away("x"), Failing("x"), Gone("x"), IndexFault("x")])
def test_what_cannot_be_asked_is_compared(folder: Path, vectors: Vectors, fault: IndexFault) -> None:
    with_rows = CollectionSegment(folder, CollectionIndex(Told([], fault), ENTRY), None)
    rows = Rows(vectors)
    without = CatalogSegment(ENTRY, CollectionIndex(Told([], fault), ENTRY), rows)
    for segment in (with_rows, without):
        found = segment.nearest(vectors[4], 5)
        assert (found.passage_ids.tolist(), found.engine) == (best(vectors, vectors[4], 5), "exact")
    assert rows.read_whole == 1


def test_one_that_is_lost_is_not_asked_again_and_one_that_is_away_is(folder: Path, vectors: Vectors) -> None:
    lost, away, failing = (CollectionIndex(Told([105], fault), ENTRY) for fault in (Gone("x"), Away("x"), Failing("x")))
    for index in (lost, away, failing):
        for _ in range(3):
            with pytest.raises(IndexFault):
                index.nearest(vectors[0], 5)
    asked = [index._server.asked for index in (lost, away, failing)]  # type: ignore[attr-defined]  # of Told
    assert asked == [1, 3, 1], "of one that fails by itself the pause is the segment's own"
    assert (lost.health, failing.health) == ("missing", "away")


def test_more_than_it_gives_at_once_is_compared(folder: Path, vectors: Vectors) -> None:
    server = Told([105])
    index = CollectionIndex(server, ENTRY)
    server.most_results = 3
    for k in (4, ASK_MOST + 1):
        with pytest.raises(IndexFault):
            index.nearest(vectors[0], k)
    assert (server.asked, index.health) == (0, "good")
    assert CollectionSegment(folder, index, None).nearest(vectors[4], 4).engine == "exact"


def test_without_rows_the_catalog_gives_only_what_is_compared(vectors: Vectors) -> None:
    rows = Rows(vectors)
    segment = CatalogSegment(ENTRY, CollectionIndex(Told([105, 110, 99, 141]), ENTRY), rows)
    found = segment.nearest(vectors[4], 10)
    assert (found.passage_ids.tolist(), found.engine) == ([105, 110], "chroma"), "99 and 141 are not of this segment"
    wanted = np.array([7, 105, 110, 500], dtype=np.int64)
    passage_ids, scores = segment.scores_of(wanted, vectors[4])
    assert passage_ids.tolist() == [105, 110]
    assert np.allclose(scores, vectors[[4, 9]] @ vectors[4])
    assert len(segment.scores_of(np.array([7], dtype=np.int64), vectors[4])[0]) == 0
    assert rows.read_whole == 0
    assert segment.in_order(vectors[4])[0].tolist() == best(vectors, vectors[4], COUNT)
    assert segment.row_count == COUNT
