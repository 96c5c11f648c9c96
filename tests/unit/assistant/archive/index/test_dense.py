from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.archive import Filters
from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.migrations import create_catalog
from assistant.archive.catalog.vectors import Engine, Neighbours, PassageIds, nearest_rows
from assistant.archive.index.dense import EXACT_LIMIT, find_dense
from assistant.archive.index.tail import Tail

ALL_KINDS = Filters(kinds=("news", "opinion"))


class Rows:
    """A segment of rows in memory, searched exactly; remembers how much it was asked for."""

    def __init__(
        self,
        passage_ids: list[int],
        vectors: NDArray[np.float32],
        engine: Engine = "exact",
        last_on: str = "9999-12-31",
    ) -> None:
        self._last_on = last_on
        self._engine = engine
        self._passage_ids = np.array(passage_ids, dtype=np.int64)
        self._vectors = vectors
        self.asked: list[int] = []

    @property
    def row_count(self) -> int:
        return len(self._passage_ids)

    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        self.asked.append(k)
        rows, scores = nearest_rows(self._vectors, query, k)
        return Neighbours(self._passage_ids[rows], scores, self._engine)

    def may_hold(self, filters: Filters) -> bool:
        return filters.date_from is None or filters.date_from.isoformat() <= self._last_on

    def in_order(self, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        self.asked.append(self.row_count)
        rows, scores = nearest_rows(self._vectors, query, self.row_count)
        return self._passage_ids[rows], scores

    def scores_of(self, passage_ids: PassageIds, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        held = np.isin(self._passage_ids, passage_ids)
        return self._passage_ids[held], self._vectors[held] @ query


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A catalog with more live passages of kind `news` than are compared one by one, and a few of kind `opinion`."""
    catalog: Path = tmp_path_factory.mktemp("dense") / "catalog.sqlite3"
    create_catalog(catalog)
    opened = connect_writer(catalog)
    opened.execute("PRAGMA foreign_keys = OFF")
    opened.execute("BEGIN")
    for number, kind in ((1, "news"), (2, "opinion")):
        opened.execute(
            "INSERT INTO articles (article_key, article_id, identity, group_id, is_live, kind, added_at) "
            "VALUES (?1, ?1, ?1, ?1, 1, ?2, '')",
            (number, kind),
        )
    opened.executemany(
        "INSERT INTO passages VALUES (?, 1, ?, 0, 1, '[]', '', 1, 1, ?, 0)",
        ((number, 2 if number <= 40 else 1, number % 3 > 0) for number in range(1, 2 * EXACT_LIMIT)),
    )
    opened.execute("COMMIT")
    yield opened
    opened.close()


def is_live(number: int) -> bool:
    return number % 3 > 0


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    seed=st.integers(0, 10_000),
    rows=st.integers(0, 300),
    parts=st.integers(1, 5),
    tail=st.integers(0, 60),
    k=st.integers(0, 60),
    filters=st.sampled_from([Filters(), ALL_KINDS, Filters(kinds=("opinion",)), Filters(kinds=("none",))]),
)
def test_the_best_are_those_of_plain_exact_search(
    connection: Database, seed: int, rows: int, parts: int, tail: int, k: int, filters: Filters
) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(rows + tail, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query = vectors[0] if len(vectors) else np.eye(4, dtype=np.float32)[0]
    numbers = list(range(1, rows + 1))
    tail_numbers = [number for number in range(rows + 1, rows + tail + 1) if is_live(number)]
    cuts = sorted(random.integers(0, rows + 1, size=parts - 1).tolist())
    bounds = list(pairwise([0, *cuts, rows]))
    segments = [Rows(numbers[start:end], vectors[start:end]) for start, end in bounds if end > start]
    unfolded = Tail(np.array(tail_numbers, dtype=np.int64), vectors[[number - 1 for number in tail_numbers]])
    hits = find_dense(connection, segments, [unfolded], query, k, filters).hits
    kinds = filters.kinds or ("news", "opinion")
    qualifying = [
        number
        for number in range(1, rows + tail + 1)
        if is_live(number) and ("opinion" if number <= 40 else "news") in kinds
    ]
    scores = {number: float(vectors[number - 1] @ query) for number in qualifying}
    expected = sorted(qualifying, key=lambda number: -scores[number])[:k]
    assert [hit.score for hit in hits] == pytest.approx([scores[number] for number in expected], abs=1e-5)
    assert len({hit.passage_id for hit in hits}) == len(hits)
    assert all(hit.score == pytest.approx(scores[hit.passage_id], abs=1e-5) for hit in hits)


def test_more_are_asked_for_until_enough_are_live_and_qualify(connection: Database) -> None:
    angles = np.linspace(0, 1, 3000, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    dead_first = [number for number in range(41, 9041) if not is_live(number)][:1500]
    live_last = [number for number in range(41, 9041) if is_live(number)][:1500]
    generation = Rows(dead_first + live_last, vectors)
    empty = Tail(np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.float32))
    hits = find_dense(connection, [generation], [empty], vectors[0], 5, ALL_KINDS).hits
    assert [hit.passage_id for hit in hits] == live_last[:5]
    assert generation.asked == [37, 148, 592, 2000], "fourfold, and no further than the index is worth asking"


def test_a_segment_that_can_give_nothing_better_is_not_asked_again(connection: Database) -> None:
    angles = np.linspace(0, 1, 6000, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    dead = [number for number in range(41, 9041) if not is_live(number)]
    live = [number for number in range(41, 9041) if is_live(number)]
    near = Rows([*dead[:100], *live[:2900]], vectors[:3000])
    far = Rows([*dead[100:300], *live[2900:5700]], vectors[3000:])
    empty = Tail(np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.float32))
    hits = find_dense(connection, [near, far], [empty], vectors[0], 5, ALL_KINDS).hits
    assert [hit.passage_id for hit in hits] == live[:5]
    assert (near.asked, far.asked) == ([37, 148], [37, 148]), "after the first time nothing was known of either"
    hits = find_dense(connection, [near, far], [empty], vectors[110], 5, ALL_KINDS).hits
    assert (near.asked[2:], far.asked[2:]) == ([37], [37]), "it gave no row, and none that it has is near enough"


@pytest.mark.parametrize(
    ("filters", "k", "engine"),
    [
        (Filters(), 5, "chroma"),
        (ALL_KINDS, 5, "chroma"),  # more qualify than are compared one by one
        (Filters(kinds=("opinion",)), 5, "exact"),
        (Filters(), 0, "exact"),
    ],
)
def test_what_found_them_is_told(connection: Database, filters: Filters, k: int, engine: Engine) -> None:
    vectors = np.eye(4, dtype=np.float32)
    empty = Tail(np.empty(0, dtype=np.int64), np.empty((0, 4), dtype=np.float32))
    generation = Rows([1, 2, 4, 5], vectors, "chroma")
    assert find_dense(connection, [generation], [empty], vectors[0], k, filters).engine == engine
    assert find_dense(connection, [], [empty], vectors[0], k, filters).engine == "exact"


def test_beyond_what_the_index_is_asked_for_all_are_compared_once(connection: Database) -> None:
    angles = np.linspace(0, 1, 24_000, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    dead = [number for number in range(41, 90_000) if not is_live(number)][:23_000]
    live = [number for number in range(41, 90_000) if is_live(number)][:1_000]
    segment = Rows(dead + live, vectors, "chroma")
    empty = Tail(np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.float32))
    found = find_dense(connection, [segment], [empty], vectors[0], 5, ALL_KINDS)
    assert ([hit.passage_id for hit in found.hits], found.engine) == (live[:5], "chroma")
    assert segment.asked == [37, 148, 592, 2000, 24_000]


def test_a_segment_of_other_days_is_passed_by_but_for_what_changed_since(connection: Database) -> None:
    vectors = np.eye(6, dtype=np.float32)
    old = Rows([1, 2, 4, 5, 7, 8], vectors, last_on="1999-12-31")
    empty = Tail(np.empty(0, dtype=np.int64), np.empty((0, 6), dtype=np.float32))
    recent = Filters(date_from=date(2024, 1, 1), kinds=("news", "opinion"))
    connection.execute("SAVEPOINT before")
    connection.execute("UPDATE articles SET published_on = '2024-05-01'")
    assert find_dense(connection, [old], [empty], vectors[1], 5, recent).hits == [], (
        "all are in one segment of old days"
    )
    connection.execute("INSERT INTO restated VALUES (4)")
    assert [hit.passage_id for hit in find_dense(connection, [old], [empty], vectors[1], 5, recent).hits] == [4]
    assert old.asked == []
    connection.execute("ROLLBACK TO before")
    connection.execute("RELEASE before")
