from datetime import date
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from assistant.archive import Filters
from assistant.archive.index.chroma import ChromaIndex
from assistant.archive.index.segment import INDEX_FOLDER, Segment, write_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vectors = np.random.default_rng(5).normal(size=(200, 8)).astype("<f4")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    write_rows(tmp_path, [(3 * row + 1, vectors[row].tobytes()) for row in range(200)], 200, 8, lambda _: None)
    ChromaIndex.build(tmp_path / INDEX_FOLDER, vectors, None, thorough=False).close()
    return tmp_path


def test_index_and_exact_rows_agree(folder: Path) -> None:
    indexed, plain = Segment(folder, use_index=True), Segment(folder, use_index=False)
    indexed.load_index()
    assert indexed.index_fault == ""
    for query in np.load(folder / "vectors.npy")[:20]:
        for k in (1, 10, 500):
            found, expected = indexed.nearest(query, k), plain.nearest(query, k)
            assert list(found[0]) == list(expected[0])
            assert list(found[1]) == pytest.approx(list(expected[1]), abs=1e-6)
    indexed.close()
    plain.close()


def test_the_first_search_asks_the_index_also_where_its_opening_was_begun(folder: Path) -> None:
    query = np.load(folder / "vectors.npy")[0]
    for begun in (False, True):
        segment = Segment(folder, use_index=True)
        if begun:
            segment.begin_opening()
        assert segment.nearest(query, 5).engine == "chroma"
        assert segment.nearest(query, 5000).engine == "chroma", "no more than there are"
        segment.close()


class Held(Segment):
    """Its index opens when it is let."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, use_index=True)
        self.begun, self.let = Event(), Event()

    def _open_index(self) -> ChromaIndex:
        self.begun.set()
        assert self.let.wait(30)
        return super()._open_index()


def test_many_rows_are_compared_until_their_index_is_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.archive.index.segment.EXACT_LIMIT", 199)
    query = np.load(folder / "vectors.npy")[0]
    segment = Held(folder)
    segment.begin_opening()
    first = segment.nearest(query, 5)
    assert not segment.begun.is_set(), "a process that asks once has no use for it"
    second = segment.nearest(query, 5)
    assert segment.begun.wait(30)
    segment.let.set()
    segment.load_index()
    third = segment.nearest(query, 5)
    assert [found.engine for found in (first, second, third)] == ["exact", "exact", "chroma"]
    assert list(first[0]) == list(second[0]) == list(third[0])
    segment.close()


def test_an_index_of_many_rows_is_opened_at_once_where_it_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.archive.index.segment.EXACT_LIMIT", 199)
    segment = Segment(folder, use_index=True)
    segment.load_index()
    assert segment.nearest(np.load(folder / "vectors.npy")[0], 5).engine == "chroma"
    segment.close()


def test_an_index_that_was_opened_for_nothing_is_closed(folder: Path) -> None:
    segment = Segment(folder, use_index=True)
    segment.begin_opening()
    segment.close()
    assert segment.nearest(np.load(folder / "vectors.npy")[0], 5).engine == "exact"


@pytest.mark.parametrize("count", [1, 2, 3, 5, 64])
def test_the_smallest_indexes_find_their_rows(tmp_path: Path, count: int) -> None:
    vectors = np.random.default_rng(7).normal(size=(count, 8)).astype("<f4")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    write_rows(tmp_path, [(row + 1, vectors[row].tobytes()) for row in range(count)], count, 8, lambda _: None)
    index = ChromaIndex.build(tmp_path / INDEX_FOLDER, vectors, None, thorough=False)
    index.close()
    ChromaIndex.shrink(tmp_path / INDEX_FOLDER)
    segment = Segment(tmp_path, use_index=True)
    for row in range(count):
        found = segment.nearest(vectors[row], count)
        assert (found.engine, segment.index_fault) == ("chroma", "")
        assert found.passage_ids[0] == row + 1
        assert sorted(found.passage_ids.tolist()) == list(range(1, count + 1))
    segment.close()


def test_scores_of_chosen_passages(folder: Path) -> None:
    segment = Segment(folder, use_index=False)
    vectors = np.load(folder / "vectors.npy")
    for wanted in ([1, 2, 4, 598, 599, 10_000], list(range(1, 600))):
        passage_ids, scores = segment.scores_of(np.array(wanted, dtype=np.int64), vectors[0])
        held = [number for number in wanted if number % 3 == 1 and number < 600]
        assert list(passage_ids) == held
        assert list(scores) == pytest.approx(
            [float(vectors[(number - 1) // 3] @ vectors[0]) for number in held], abs=1e-6
        )
    assert segment.scores_of(np.empty(0, dtype=np.int64), vectors[0])[0].size == 0
    segment.close()


def test_a_wrong_count_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises((RuntimeError, IndexError)):
        write_rows(tmp_path, [(1, bytes(32))], 2, 8, lambda _: None)


def test_all_in_order_are_those_of_exact_search(folder: Path) -> None:
    segment = Segment(folder, use_index=False)
    query = np.load(folder / "vectors.npy")[7]
    passage_ids, scores = segment.in_order(query)
    nearest = segment.nearest(query, 200)
    assert passage_ids.tolist() == nearest.passage_ids.tolist()
    assert scores.tolist() == nearest.scores.tolist()
    segment.close()


@pytest.mark.parametrize(
    ("filters", "may_hold"),
    [
        (Filters(), True),
        (Filters(publishers=("Gazette",)), True),
        (Filters(date_from=date(2024, 3, 1)), True),
        (Filters(date_from=date(2024, 4, 1)), False),
        (Filters(date_to=date(2024, 2, 1)), True),
        (Filters(date_to=date(2024, 1, 31)), False),
        (Filters(as_of=date(2024, 1, 31)), False),
        (Filters(date_to=date(2024, 5, 1), as_of=date(2024, 1, 31)), False),
        (Filters(date_from=date(2023, 1, 1), date_to=date(2025, 1, 1)), True),
    ],
)
def test_days_outside_its_own_pass_it_by(folder: Path, filters: Filters, may_hold: bool) -> None:
    segment = Segment(folder, use_index=False, days=("2024-02-01", "2024-03-31"))
    unknown = Segment(folder, use_index=False)
    assert segment.may_hold(filters) is may_hold
    assert unknown.may_hold(filters)
    segment.close()
    unknown.close()
