"""When a fold is due, what it builds, and what is left when it fails."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.archive import Archive, Vectors
from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.locks import shared_lock
from assistant.archive.index.fold import LIVE_VECTORS, build_generation, delete_unused, fold, is_fold_due
from assistant.archive.index.generation import IN_USE, INDEX_FOLDER, ROWS, VECTORS, sealed_files
from assistant.archive.index.pointer import Pointer, drop_pointer, read_pointer, switch_pointer
from assistant.archive.index.seal import Seal
from assistant.errors import ArchiveError, ArchiveFull

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


@pytest.mark.parametrize(
    ("rows", "changed", "is_due"),
    [
        (0, 0, False),
        (0, 1, True),  # the first generation is built whatever it holds
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
        switch_pointer(catalog, Pointer("g", "{}", 0, rows, "2024-01-01"))
    with catalog.transaction():
        catalog.executemany("INSERT INTO tombstones VALUES (?)", ((number,) for number in range(changed)))
    assert is_fold_due(catalog) is is_due


def test_tail_and_tombstones_count_together(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 80)
    newsroom.put(*(newsroom.article(f"Text {n}, corrected.", external_id=str(n)) for n in range(32)))
    with catalog_of(newsroom) as catalog:
        assert not is_fold_due(catalog), "32 came, 32 went"
    newsroom.put(newsroom.article("One more.", external_id="more"))
    status = newsroom.archive.status()
    assert (status.tail_count, status.tombstone_count, status.generation.row_count) == (0, 0, 81)


def fill(newsroom: "Newsroom", first: int, last: int) -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(first, last)))


@contextmanager
def catalog_of(newsroom: "Newsroom") -> Iterator[Database]:
    with closing(connect_writer(newsroom.archive.path / "catalog.sqlite3")) as connection:
        yield connection


def generations(archive: Archive) -> set[str]:
    folder = archive.path / "generations"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_a_generation_holds_the_live_vectors_and_no_others(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 10)
    newsroom.put(newsroom.article("Text 3, corrected.", external_id="3"))
    with newsroom.archive.writer() as writer:
        assert writer.fold(force=True)
    with catalog_of(newsroom) as catalog:
        pointer = read_pointer(catalog)
        assert pointer is not None
        folder = newsroom.archive.path / "generations" / pointer.name
        live = dict(catalog.execute(LIVE_VECTORS))
        assert np.load(folder / ROWS).tolist() == sorted(live) == [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]
        rows = np.load(folder / VECTORS)
        assert [row.tobytes() for row in rows] == [live[number] for number in sorted(live)]
    assert (pointer.row_count, pointer.highest_passage_id) == (10, 11)
    status = newsroom.archive.status()
    assert (status.generation.health, status.tail_count, status.tombstone_count) == ("good", 0, 0)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_ingest_makes_the_collection_and_the_first_question_asks_it(newsroom: "Newsroom", count: int) -> None:
    fill(newsroom, 0, count)
    status = newsroom.archive.status()
    assert (status.generation.health, status.generation.engine) == ("good", "chroma")
    assert (status.generation.row_count, status.tail_count) == (count, 0)
    with newsroom.archive.snapshot() as snapshot:
        before = snapshot.engine
        assert len(snapshot.search_dense(newsroom.embedder.encode(["a question"])[0], 5)) == count
        assert [before, snapshot.engine, snapshot.notices] == [None, "chroma", ()]


def test_a_later_ingest_gives_the_collection_to_an_archive_without_one(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog, catalog.transaction():
        drop_pointer(catalog)
    assert newsroom.archive.status().generation.engine == "exact"
    fill(newsroom, 0, 1)  # nothing new
    assert newsroom.archive.status().generation.engine == "chroma"


def test_a_generation_whose_index_was_left_out_is_good_and_says_so(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog, catalog.transaction():
        pointer = read_pointer(catalog)
        assert pointer is not None
        folder = newsroom.archive.path / "generations" / pointer.name
        shutil.rmtree(folder / INDEX_FOLDER)  # as a build does whose index fails its check twice
        switch_pointer(catalog, replace(pointer, seal=Seal.of(folder, sealed_files(folder)).to_json()))
    generation = newsroom.archive.status().generation
    assert (generation.health, generation.engine, generation.has_index) == ("good", "exact", False)


def test_a_later_ingest_replaces_a_generation_that_was_deleted(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    shutil.rmtree(newsroom.archive.path / "generations")
    assert newsroom.archive.status().generation.health == "missing"
    fill(newsroom, 0, 1)
    assert newsroom.archive.status().generation.engine == "chroma"


def test_equal_vectors_fold_as_well(newsroom: "Newsroom") -> None:
    def embed(texts: Sequence[str]) -> Vectors:
        return np.tile(np.eye(1, 16, dtype=np.float32), (len(texts), 1))

    articles = [newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(70)]
    with newsroom.archive.writer() as writer:
        writer.put_many([(article, newsroom.passages(article)) for article in articles], embed)
    assert newsroom.archive.status().generation.health == "good"
    with newsroom.archive.snapshot() as snapshot:
        assert len(snapshot.search_dense(np.eye(1, 16, dtype=np.float32)[0], 70)) == 70


def test_without_a_live_vector_there_is_no_generation(newsroom: "Newsroom") -> None:
    with newsroom.archive.writer() as writer:
        assert not writer.fold(force=True)
    (outcome,) = newsroom.put(newsroom.article("The bridge is open."))
    with newsroom.archive.writer() as writer:
        assert writer.fold(force=True)
        writer.remove(outcome.article_id)
        assert not writer.fold(force=True)
    assert newsroom.archive.status().generation.health == "none yet"
    assert generations(newsroom.archive) == set()


def test_a_stopped_fold_leaves_the_old_generation_and_nothing_else(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 70)
    before = generations(newsroom.archive)
    query = newsroom.embedder.encode(["None\nText 3."])[0]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    newsroom.put(newsroom.article("One more."))
    with newsroom.archive.writer() as writer, pytest.raises(KeyboardInterrupt):
        writer.fold(force=True, progress=stop)
    assert generations(newsroom.archive) == before
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.search_dense(query, 1)[0].score > 0.999
        assert snapshot.notices == ()
    with newsroom.archive.writer() as writer:
        assert writer.fold(force=True)
    assert newsroom.archive.status().generation.health == "good"


def test_where_no_generation_can_be_written_the_articles_are_safe(newsroom: "Newsroom") -> None:
    blocker = newsroom.archive.path / "generations"
    blocker.write_text("a file where the folder belongs")
    articles = [newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(65)]
    with pytest.raises(ArchiveError, match="cannot be used"):
        newsroom.put(*articles)
    assert newsroom.archive.status().coverage.article_count == 65
    blocker.unlink()
    assert {outcome.kind for outcome in newsroom.put(*articles)} == {"unchanged"}
    assert newsroom.archive.status().generation.row_count == 65


def test_a_generation_that_cannot_fit_is_not_begun(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 1)
    before = generations(newsroom.archive)
    with catalog_of(newsroom) as catalog, pytest.raises(ArchiveFull, match="Free some space"):
        build_generation(newsroom.archive.path, catalog, LIVE_VECTORS, 10**12, 16, None)
    assert generations(newsroom.archive) == before


def test_a_wrong_count_leaves_no_folder(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    before = generations(newsroom.archive)
    with catalog_of(newsroom) as catalog, pytest.raises(RuntimeError):
        build_generation(newsroom.archive.path, catalog, LIVE_VECTORS, 4, 16, None)
    assert generations(newsroom.archive) == before


def test_only_what_nobody_needs_is_deleted(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    with newsroom.archive.writer() as writer:
        writer.fold(force=True)
    (live,) = generations(newsroom.archive)
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
        delete_unused(newsroom.archive.path, catalog)
        assert generations(newsroom.archive) == {live, "read", "note.txt"}
        os.close(reader)
        delete_unused(newsroom.archive.path, catalog)
    assert generations(newsroom.archive) == {live, "note.txt"}


def test_nothing_to_delete_is_no_fault(newsroom: "Newsroom", tmp_path: Path) -> None:
    with catalog_of(newsroom) as catalog:
        delete_unused(tmp_path, catalog)
    assert generations(newsroom.archive) == set()


def test_two_folds_of_one_second_do_not_meet(newsroom: "Newsroom") -> None:
    fill(newsroom, 0, 3)
    with catalog_of(newsroom) as catalog:
        for _ in range(2):
            assert fold(newsroom.archive.path, catalog)
    assert len(generations(newsroom.archive)) == 3, "the first ingest made one"
