"""When a fold is due, what it builds, and what is left when it fails."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, Filters, Vectors
from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.locks import shared_lock
from assistant.archive.index.dense import EXACT_LIMIT, find_dense
from assistant.archive.index.fold import LIVE_VECTORS, build_segment, delete_unused, fold, is_fold_due
from assistant.archive.index.ledger import SegmentEntry, drop_segments, enter_segments, read_segments
from assistant.archive.index.merging import Merging
from assistant.archive.index.seal import Seal
from assistant.archive.index.segment import IN_USE, INDEX_FOLDER, ROWS, VECTORS, sealed_files
from assistant.archive.index.stores import FolderStore
from assistant.errors import ArchiveError, ArchiveFull
from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


@pytest.mark.parametrize(
    ("rows", "changed", "is_due"),
    [
        (0, 0, False),
        (0, 1, True),  # the first segment is built whatever it holds
        (320, 64, False),
        (320, 65, True),
        (1000, 200, False),
        (1000, 201, True),
        (100_000, 20_000, False),
        (100_000, 20_001, True),
        (5_000_000, 20_000, False),
        (5_000_000, 20_001, True),
    ],
)
def test_due_above_64_or_a_fifth_and_above_20_000_always(
    catalog: Database, rows: int, changed: int, is_due: bool
) -> None:
    if rows:
        enter_segments(catalog, [SegmentEntry("g", "{}", 0, 0, rows, "2024-01-01")], ())
    with catalog.transaction():
        catalog.executemany("INSERT INTO tombstones VALUES (?)", ((number,) for number in range(changed)))
    assert is_fold_due(catalog) is is_due


def test_tail_and_tombstones_count_together(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 80)
    newsroom.put(*(newsroom.article(f"Text {n}, corrected.", external_id=str(n)) for n in range(32)))
    with catalog_of(newsroom) as catalog:
        assert not is_fold_due(catalog), "32 came, 32 went"
    newsroom.put(newsroom.article("One more.", external_id="more"))
    status = newsroom.archive.status()
    assert (status.tail_count, status.tombstone_count, status.generation.row_count) == (0, 0, 81)


def fill(newsroom: Newsroom, first: int, last: int) -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(first, last)))


@contextmanager
def catalog_of(newsroom: Newsroom) -> Iterator[Database]:
    with closing(connect_writer(newsroom.archive.path / "catalog.sqlite3")) as connection:
        yield connection


def folders(archive: Archive) -> set[str]:
    folder = archive.path / "generations"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_a_segment_holds_the_live_vectors_and_no_others(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 10)
    newsroom.put(newsroom.article("Text 3, corrected.", external_id="3"))
    with newsroom.archive.writer() as writer:
        assert writer.fold(force=True)
    with catalog_of(newsroom) as catalog:
        (entry,) = read_segments(catalog)
        folder = newsroom.archive.path / "generations" / entry.name
        live = dict(catalog.execute(LIVE_VECTORS, (0, 99)))
        assert np.load(folder / ROWS).tolist() == sorted(live) == [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]
        rows = np.load(folder / VECTORS)
        assert [row.tobytes() for row in rows] == [live[number] for number in sorted(live)]
    assert (entry.row_count, entry.above, entry.highest_passage_id) == (10, 0, 11)
    status = newsroom.archive.status()
    assert (status.generation.health, status.tail_count, status.tombstone_count) == ("good", 0, 0)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_ingest_makes_the_collection_and_the_first_question_asks_it(newsroom: Newsroom, count: int) -> None:
    fill(newsroom, 0, count)
    status = newsroom.archive.status()
    assert (status.generation.health, status.generation.engine) == ("good", "chroma")
    assert (status.generation.row_count, status.tail_count) == (count, 0)
    with newsroom.archive.snapshot() as snapshot:
        before = snapshot.engine
        assert len(snapshot.search_dense(newsroom.embedder.encode(["a question"])[0], 5)) == count
        assert [before, snapshot.engine, snapshot.notices] == [None, "chroma", ()]


def test_a_later_ingest_gives_the_collection_to_an_archive_without_one(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog, catalog.transaction():
        drop_segments(catalog)
    assert newsroom.archive.status().generation.engine == "exact"
    fill(newsroom, 0, 1)  # nothing new
    assert newsroom.archive.status().generation.engine == "chroma"


def test_a_segment_whose_index_was_left_out_is_good_and_says_so(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog, catalog.transaction():
        (entry,) = read_segments(catalog)
        folder = newsroom.archive.path / "generations" / entry.name
        shutil.rmtree(folder / INDEX_FOLDER)  # as a build does whose index fails its check twice
        enter_segments(catalog, [replace(entry, seal=Seal.of(folder, sealed_files(folder)).to_json())], [entry.name])
    generation = newsroom.archive.status().generation
    assert (generation.health, generation.engine, generation.has_index) == ("good", "exact", False)


def test_a_later_ingest_replaces_a_segment_that_was_deleted(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    shutil.rmtree(newsroom.archive.path / "generations")
    assert newsroom.archive.status().generation.health == "missing"
    fill(newsroom, 0, 1)
    assert newsroom.archive.status().generation.engine == "chroma"


def test_equal_vectors_fold_as_well(newsroom: Newsroom) -> None:
    def embed(texts: Sequence[str]) -> Vectors:
        return np.tile(np.eye(1, 16, dtype=np.float32), (len(texts), 1))

    articles = [newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(70)]
    with newsroom.archive.writer() as writer:
        writer.put_many([(article, newsroom.passages(article)) for article in articles], embed)
    assert newsroom.archive.status().generation.health == "good"
    with newsroom.archive.snapshot() as snapshot:
        assert len(snapshot.search_dense(np.eye(1, 16, dtype=np.float32)[0], 70)) == 70


def test_without_a_live_vector_there_is_no_segment(newsroom: Newsroom) -> None:
    with newsroom.archive.writer() as writer:
        assert not writer.fold(force=True)
    (outcome,) = newsroom.put(newsroom.article("The bridge is open."))
    with newsroom.archive.writer() as writer:
        assert not writer.fold(force=True), "the ingest before has done it"
        writer.remove(outcome.article_id)
        assert not writer.fold(force=True)
    assert newsroom.archive.status().generation.health == "none yet"
    assert folders(newsroom.archive) == set()


def test_a_stopped_fold_leaves_the_old_segment_and_nothing_else(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 70)
    before = folders(newsroom.archive)
    query = newsroom.embedder.encode(["None\nText 3."])[0]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    newsroom.put(newsroom.article("One more."))
    with newsroom.archive.writer() as writer, pytest.raises(KeyboardInterrupt):
        writer.fold(force=True, progress=stop)
    assert folders(newsroom.archive) == before
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.search_dense(query, 1)[0].score > 0.999
        assert snapshot.notices == ()
    with newsroom.archive.writer() as writer:
        assert writer.fold(force=True)
    assert newsroom.archive.status().generation.health == "good"


def test_where_no_segment_can_be_written_the_articles_are_safe(newsroom: Newsroom) -> None:
    blocker = newsroom.archive.path / "generations"
    blocker.write_text("a file where the folder belongs")
    articles = [newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(65)]
    with pytest.raises(ArchiveError, match="cannot be used"):
        newsroom.put(*articles)
    assert newsroom.archive.status().coverage.article_count == 65
    blocker.unlink()
    assert {outcome.kind for outcome in newsroom.put(*articles)} == {"unchanged"}
    assert newsroom.archive.status().generation.row_count == 65


def test_a_segment_that_cannot_fit_is_not_begun(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 1)
    before = folders(newsroom.archive)
    with catalog_of(newsroom) as catalog, pytest.raises(ArchiveFull, match="Free some space"):
        build_segment(newsroom.archive.path, catalog, FolderStore(), LIVE_VECTORS, (0, 99), 10**12, 16, None)
    assert folders(newsroom.archive) == before


def test_a_wrong_count_leaves_no_folder(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    before = folders(newsroom.archive)
    with catalog_of(newsroom) as catalog, pytest.raises(RuntimeError):
        build_segment(newsroom.archive.path, catalog, FolderStore(), LIVE_VECTORS, (0, 99), 4, 16, None)
    assert folders(newsroom.archive) == before


def test_only_what_nobody_needs_is_deleted(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    with newsroom.archive.writer() as writer:
        writer.fold(force=True)
    (live,) = folders(newsroom.archive)
    folder = newsroom.archive.path / "generations"
    for name in ("abandoned", "unfinished", "read"):
        (folder / name).mkdir()
        (folder / name / "vectors.npy").write_bytes(b"x")
    (folder / "abandoned" / IN_USE).touch()
    (folder / "read" / IN_USE).touch()
    (folder / "note.txt").write_text("somebody's own file")
    reader = shared_lock(folder / "read" / IN_USE)
    assert reader is not None
    with catalog_of(newsroom) as catalog:
        delete_unused(newsroom.archive.path, catalog, FolderStore())
        assert folders(newsroom.archive) == {live, "read", "note.txt"}
        os.close(reader)
        delete_unused(newsroom.archive.path, catalog, FolderStore())
    assert folders(newsroom.archive) == {live, "note.txt"}


def test_nothing_to_delete_is_no_fault(newsroom: Newsroom, tmp_path: Path) -> None:
    with catalog_of(newsroom) as catalog:
        delete_unused(tmp_path, catalog, FolderStore())
    assert folders(newsroom.archive) == set()


def test_two_folds_of_one_second_do_not_meet(newsroom: Newsroom) -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog:
        for _ in range(2):
            assert fold(
                newsroom.archive.path, catalog, FolderStore(), due=[entry.name for entry in read_segments(catalog)]
            )
    assert len(folders(newsroom.archive)) == 3, "the first ingest made one"


SMALL = Merging(least=4, fan=3)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Newsroom]:
    """An archive whose segments are so small that there are many."""
    embedder = CountingEmbedder()
    with Archive.open(tmp_path / "growing", embedder.identity, create=True, merging=SMALL) as archive:
        yield Newsroom(archive, embedder)


def rows_of(newsroom: Newsroom) -> list[list[int]]:
    with catalog_of(newsroom) as catalog:
        folder = newsroom.archive.path / "generations"
        return [np.load(folder / entry.name / ROWS).tolist() for entry in read_segments(catalog)]


def fold_now(newsroom: Newsroom) -> bool:
    with newsroom.archive.writer() as writer:
        return writer.fold(force=True)


def nearest(newsroom: Newsroom, count: int = 12) -> list[list[int]]:
    with newsroom.archive.snapshot() as snapshot:
        found = [
            snapshot.search_dense(query, 5) for query in newsroom.embedder.encode([f"q {n}" for n in range(count)])
        ]
        assert snapshot.notices == ()
        return [[hit.passage_id for hit in hits] for hits in found]


def exact(newsroom: Newsroom, count: int = 12) -> list[list[int]]:
    with newsroom.archive.snapshot() as snapshot:
        numbers = [
            passage.passage_id
            for one in snapshot.list_articles(limit=1000)
            for passage in snapshot.article_passages(one.article_id)
        ]
        scores = snapshot.vectors(numbers) @ newsroom.embedder.encode([f"q {n}" for n in range(count)]).T
        return [[numbers[row] for row in np.argsort(-scores[:, column])[:5]] for column in range(count)]


def test_a_fold_writes_what_changed_and_leaves_the_rest(growing: Newsroom) -> None:
    fill(growing, 0, 20)
    before = folders(growing.archive)
    fill(growing, 20, 23)
    assert fold_now(growing)
    assert before < folders(growing.archive)
    assert rows_of(growing) == [list(range(1, 21)), [21, 22, 23]]
    assert growing.archive.status().generation.segment_count == 2
    assert nearest(growing) == exact(growing)
    assert not fold_now(growing), "nothing changed"


def test_segments_of_a_size_become_one(growing: Newsroom) -> None:
    fill(growing, 0, 60)
    for first in (60, 64, 68):
        fill(growing, first, first + 4)
        fold_now(growing)
    assert [len(rows) for rows in rows_of(growing)] == [60, 12]
    assert nearest(growing) == exact(growing)


def test_a_few_dead_rows_stay_and_many_are_shed(growing: Newsroom) -> None:
    fill(growing, 0, 40)
    fill(growing, 40, 50)
    fold_now(growing)
    before = folders(growing.archive)
    newsroom_remove(growing, [f"{n}" for n in (41, 42, 43)])
    newsroom_remove(growing, ["1"])
    with catalog_of(growing) as catalog:
        assert fold(growing.archive.path, catalog, FolderStore(), merging=SMALL)
        assert not is_fold_due(catalog), "the one that stays does not count again"
        assert not fold(growing.archive.path, catalog, FolderStore(), merging=SMALL)
    assert rows_of(growing) == [list(range(1, 41)), [41, 45, 46, 47, 48, 49, 50]]
    status = growing.archive.status()
    assert (status.tail_count, status.tombstone_count) == (0, 1)
    assert nearest(growing) == exact(growing)
    assert fold_now(growing), "forced, none stays"
    assert rows_of(growing)[0] == [1, *range(3, 41)]
    assert len(before & folders(growing.archive)) == 0


def newsroom_remove(newsroom: Newsroom, external_ids: Sequence[str]) -> None:
    with newsroom.archive.snapshot() as snapshot:
        found = [snapshot.article(one).article_id for one in external_ids]
    with newsroom.archive.writer() as writer:
        assert len(writer.take_out(found)) == len(found)


def test_a_segment_of_which_nothing_is_left_goes(growing: Newsroom) -> None:
    fill(growing, 0, 20)
    fill(growing, 20, 26)
    fold_now(growing)
    newsroom_remove(growing, [f"{n}" for n in range(20, 26)])
    fold_now(growing)
    assert rows_of(growing) == [list(range(1, 21))]
    fill(growing, 30, 33)
    assert nearest(growing) == exact(growing)
    fold_now(growing)
    assert rows_of(growing) == [list(range(1, 21)), [27, 28, 29]]


def test_a_fold_mends_the_segment_that_is_damaged_and_no_other(growing: Newsroom) -> None:
    fill(growing, 0, 20)
    fill(growing, 20, 30)
    fold_now(growing)
    with catalog_of(growing) as catalog:
        first, second = read_segments(catalog)
    os.truncate(growing.archive.path / "generations" / first.name / VECTORS, 130)
    with growing.archive.snapshot() as snapshot:
        found = [
            [hit.passage_id for hit in snapshot.search_dense(query, 5)]
            for query in growing.embedder.encode([f"q {n}" for n in range(12)])
        ]
        assert any("A part of the search index is damaged" in notice for notice in snapshot.notices)
    assert found == exact(growing)
    assert growing.archive.status().generation.health == "damaged"
    assert fold_now(growing)
    with catalog_of(growing) as catalog:
        mended, kept = read_segments(catalog)
    assert (mended.name != first.name, kept.name == second.name) == (True, True)
    assert growing.archive.status().generation.health == "good"
    assert nearest(growing) == exact(growing)


def test_none_is_larger_than_the_largest(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    merging = Merging(least=4, fan=3, most=9)
    with Archive.open(tmp_path / "archive", embedder.identity, create=True, merging=merging) as archive:
        newsroom = Newsroom(archive, embedder)
        fill(newsroom, 0, 30)
        assert [len(rows) for rows in rows_of(newsroom)] == [9, 9, 9, 3]
        assert nearest(newsroom) == exact(newsroom)


class FullAfter(FolderStore):
    """A disk that is full after so many segments."""

    def __init__(self, builds: int) -> None:
        self._left = builds

    def build(self, folder: Path, owner: str, progress: Callable[[int, int], None] | None) -> str | None:
        if not self._left:
            message = "no room"
            raise ArchiveFull(message)
        self._left -= 1
        return super().build(folder, owner, progress)


def test_a_stop_among_several_segments_loses_only_the_one_being_built(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    with Archive.open(tmp_path / "archive", embedder.identity, create=True) as archive:
        newsroom = Newsroom(archive, embedder)
        newsroom.put(*(newsroom.article(f"Text {n}.", external_id=str(n)) for n in range(30)))
        small = Merging(least=4, fan=3, most=9)
        told: list[tuple[int, int]] = []
        with catalog_of(newsroom) as catalog:
            drop_segments(catalog)
            with pytest.raises(ArchiveFull):
                fold(archive.path, catalog, FullAfter(2), merging=small)
            assert [entry.row_count for entry in read_segments(catalog)] == [9, 9]
        assert nearest(newsroom) == exact(newsroom)
        with catalog_of(newsroom) as catalog:
            assert fold(archive.path, catalog, FolderStore(), lambda *rows: told.append(rows), merging=small)
            assert [entry.row_count for entry in read_segments(catalog)] == [9, 9, 9, 3]
        assert told == [(9, 12), (12, 12)]
        assert nearest(newsroom) == exact(newsroom)


@pytest.mark.parametrize("same_group", [False, True])
def test_days_that_changed_after_the_fold_are_found(growing: Newsroom, same_group: bool) -> None:
    """A segment of other days is passed by; what was corrected or copied since is not missed."""
    old = [growing.article(f"Text {n}.", external_id=str(n), published="2020-01-01") for n in range(10)]
    growing.put(*old)
    with catalog_of(growing) as catalog:
        assert [(entry.first_on, entry.last_on) for entry in read_segments(catalog)] == [("2020-01-01", "2020-01-01")]
    changed = growing.article(
        "Text 3.", external_id="copy" if same_group else "3", published="2024-05-01", publisher="Herald"
    )
    growing.put(changed)
    query = growing.embedder.encode(["None\nText 3."])[0]
    for limit in (EXACT_LIMIT, 0):
        with growing.archive.snapshot() as snapshot:
            segments = snapshot._segments.rows()
            tails = [snapshot._read_tail(snapshot._segments.folded_to, None)]
            recent = Filters(date_from=date(2024, 1, 1))
            found = find_dense(snapshot._connection, segments, tails, query, 5, recent, exact_limit=limit)
            assert [round(hit.score, 3) for hit in found.hits] == [1.0]
