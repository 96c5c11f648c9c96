"""Who has segments open, and when they are let go."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.locks import exclusive_lock
from assistant.archive.index.fold import fold
from assistant.archive.index.health import check_health
from assistant.archive.index.holder import OpenedSegments, SegmentHolder
from assistant.archive.index.ledger import SegmentEntry, read_segments
from assistant.archive.index.segment import IN_USE, VECTORS
from assistant.archive.index.stores import FolderStore

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


class Shelf:
    """A folder of two segments, each of which once was all there was."""

    def __init__(self, folder: Path, entries: list[SegmentEntry]) -> None:
        self.folder = folder
        self.first, self.second = entries

    def is_free(self, entry: SegmentEntry) -> bool:
        """Whether a writer might delete it."""
        with exclusive_lock(self.folder / entry.name / IN_USE) as is_free:
            return is_free


@pytest.fixture
def shelf(newsroom: "Newsroom") -> Shelf:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(3)))
    return Shelf(newsroom.archive.path / "generations", built(newsroom.archive.path, times=2))


def built(archive: Path, times: int) -> list[SegmentEntry]:
    entries: list[SegmentEntry] = []
    with closing(connect_writer(archive / "catalog.sqlite3")) as connection:
        for _ in range(times):
            fold(archive, connection, FolderStore(), due=[entry.name for entry in read_segments(connection)])
            entries += read_segments(connection)
    return entries


@pytest.fixture
def holder(shelf: Shelf) -> Iterator[SegmentHolder]:
    holder = SegmentHolder(shelf.folder)
    yield holder
    holder.close()


def test_snapshots_share_a_segment_and_it_stays_for_the_next(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first]) as one, holder.holding([shelf.first]) as other:
        (rows,) = one.rows()
        assert other.rows()[0] is rows
    with holder.holding([shelf.first]) as third:
        assert third.rows()[0] is rows
    assert not shelf.is_free(shelf.first)
    holder.let_go()
    assert shelf.is_free(shelf.first)


def test_a_writer_closes_what_is_listed_no_more_and_nothing_else(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first, shelf.second]) as opened:
        kept = opened.rows()[1]
    holder.let_go(but={shelf.second.name})
    assert (shelf.is_free(shelf.first), shelf.is_free(shelf.second)) == (True, False)
    with holder.holding([shelf.second]) as again:
        assert again.rows() == [kept]


def test_what_is_in_use_is_not_let_go(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first]) as opened:
        holder.let_go()
        assert opened.is_there()
        assert not shelf.is_free(shelf.first)


def test_a_new_list_exchanges_the_segment_when_its_last_reader_is_done(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first]) as old:
        with holder.holding([shelf.second]) as new:
            assert old.rows()[0] is not new.rows()[0]
            assert len(query(old)) == len(query(new)) == 3
        assert not shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.first)
    assert not shelf.is_free(shelf.second)


def query(opened: OpenedSegments) -> list[int]:
    (rows,) = opened.rows()
    found: list[int] = rows.nearest(np.eye(1, 16, dtype=np.float32)[0], 10)[0].tolist()
    return found


def test_a_segment_that_stays_listed_stays_open(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first]) as before:
        (kept,) = before.rows()
    with holder.holding([shelf.first, shelf.second]) as both:
        assert both.rows()[0] is kept
        assert len(both.rows()) == 2
    with holder.holding([shelf.second]) as after:
        assert len(query(after)) == 3
        assert shelf.is_free(shelf.first)


def test_of_several_only_what_is_broken_is_read_otherwise(shelf: Shelf, holder: SegmentHolder) -> None:
    os.truncate(shelf.folder / shelf.second.name / VECTORS, 130)
    with holder.holding([shelf.first, shelf.second]) as opened:
        assert len(opened.rows()) == 1
        assert opened.missing_ranges() == [(shelf.second.above, shelf.second.highest_passage_id)]
        assert "A part of the search index is damaged" in (opened.notice or "")
        assert opened.folded_to == shelf.second.highest_passage_id


def test_without_a_segment_nothing_is_held(shelf: Shelf, holder: SegmentHolder) -> None:
    with holder.holding([shelf.first]):
        pass
    with holder.holding([]) as nothing:
        assert (nothing.rows(), nothing.folded_to, nothing.notice, nothing.is_there()) == ([], 0, None, True)
        assert shelf.is_free(shelf.first)


def test_closing_waits_for_the_readers(shelf: Shelf) -> None:
    holder = SegmentHolder(shelf.folder)
    with holder.holding([shelf.first]) as opened:
        holder.close()
        assert len(query(opened)) == 3
        assert not shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.first)


@pytest.mark.parametrize(("what", "health"), [("folder", "missing"), ("lock", "damaged")])
def test_what_is_gone_is_said_and_taken_again_when_it_is_back(
    shelf: Shelf, holder: SegmentHolder, what: str, health: str
) -> None:
    folder = shelf.folder / shelf.first.name
    gone = folder if what == "folder" else folder / IN_USE
    shutil.move(gone, shelf.folder / "aside")
    with holder.holding([shelf.first]) as opened:
        assert not opened.is_there()
        assert opened.rows() == []
        opened.load_index()
        assert f"The search index is {health}" in (opened.notice or "")
        assert "copydesk rebuild" in (opened.notice or "")
    assert check_health(shelf.folder, shelf.first) == health
    shutil.move(shelf.folder / "aside", gone)
    with holder.holding([shelf.first]) as opened:
        assert len(query(opened)) == 3
        assert opened.notice is None
    assert check_health(shelf.folder, shelf.first) == "good"


def test_vectors_cut_short_are_never_mapped(shelf: Shelf, holder: SegmentHolder) -> None:
    os.truncate(shelf.folder / shelf.first.name / VECTORS, 130)
    with holder.holding([shelf.first]) as opened:
        assert not opened.is_there()
        assert opened.notice is None, "not known before the first search"
        assert opened.rows() == []
        assert "damaged" in (opened.notice or "")
    assert check_health(shelf.folder, shelf.first) == "damaged"


def test_a_broken_index_leaves_the_exact_rows(shelf: Shelf, holder: SegmentHolder) -> None:
    shutil.rmtree(shelf.folder / shelf.first.name / "index")
    with holder.holding([shelf.first]) as opened:
        assert opened.is_there()
        assert sorted(query(opened)) == [1, 2, 3]
        assert "damaged" in (opened.notice or "")


@pytest.mark.slow
def test_threads_take_and_give_back_while_the_list_changes(shelf: Shelf, holder: SegmentHolder) -> None:
    start = Barrier(6)

    def read(number: int) -> None:
        start.wait()
        for turn in range(30):
            with holder.holding([shelf.first if (turn + number) % 3 else shelf.second]) as opened:
                assert len(query(opened)) == 3

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read, range(6))) == [None] * 6
    holder.let_go()
    assert shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.second)
