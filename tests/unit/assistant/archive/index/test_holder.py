"""Who has a generation open, and when it is let go."""

import os
import shutil
import sqlite3
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
from assistant.archive.index.generation import IN_USE, VECTORS
from assistant.archive.index.holder import GenerationHolder, OpenedGeneration, check_health
from assistant.archive.index.pointer import Pointer, read_pointer

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


class Shelf:
    """A folder of two generations with their pointers."""

    def __init__(self, folder: Path, pointers: list[Pointer]) -> None:
        self.folder = folder
        self.first, self.second = pointers

    def is_free(self, pointer: Pointer) -> bool:
        """Whether a writer might delete it."""
        with exclusive_lock(self.folder / pointer.name / IN_USE) as is_free:
            return is_free


@pytest.fixture
def shelf(newsroom: "Newsroom") -> Shelf:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(3)))
    return Shelf(newsroom.archive.path / "generations", built(newsroom.archive.path, times=2))


def built(archive: Path, times: int) -> list[Pointer]:
    pointers = []
    with closing(connect_writer(archive / "catalog.sqlite3")) as connection:
        for _ in range(times):
            fold(archive, connection)
            pointers.append(pointer_in(connection))
    return pointers


def pointer_in(connection: sqlite3.Connection) -> Pointer:
    pointer = read_pointer(connection)
    assert pointer is not None
    return pointer


@pytest.fixture
def holder(shelf: Shelf) -> Iterator[GenerationHolder]:
    holder = GenerationHolder(shelf.folder)
    yield holder
    holder.close()


def test_snapshots_share_one_generation_and_it_stays_for_the_next(shelf: Shelf, holder: GenerationHolder) -> None:
    with holder.holding(shelf.first) as one, holder.holding(shelf.first) as other:
        assert one is other
        assert one is not None
        rows = one.rows()
        assert rows is other.rows()  # type: ignore[union-attr]  # the same object
    with holder.holding(shelf.first) as third:
        assert third is one
    assert not shelf.is_free(shelf.first)
    holder.let_go()
    assert shelf.is_free(shelf.first)


def test_what_is_in_use_is_not_let_go(shelf: Shelf, holder: GenerationHolder) -> None:
    with holder.holding(shelf.first) as opened:
        holder.let_go()
        assert opened is not None
        assert opened.is_there()
        assert not shelf.is_free(shelf.first)


def test_a_new_pointer_exchanges_the_generation_when_its_last_reader_is_done(
    shelf: Shelf, holder: GenerationHolder
) -> None:
    with holder.holding(shelf.first) as old:
        with holder.holding(shelf.second) as new:
            assert old is not None
            assert new is not None
            assert (old.name, new.name) == (shelf.first.name, shelf.second.name)
            assert len(query(old)) == len(query(new)) == 3
        assert not shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.first)
    assert not shelf.is_free(shelf.second)


def query(opened: OpenedGeneration) -> list[int]:
    rows = opened.rows()
    assert rows is not None
    found: list[int] = rows.nearest(np.eye(1, 16, dtype=np.float32)[0], 10)[0].tolist()
    return found


def test_without_a_pointer_nothing_is_held(shelf: Shelf, holder: GenerationHolder) -> None:
    with holder.holding(shelf.first):
        pass
    with holder.holding(None) as nothing:
        assert nothing is None
        assert shelf.is_free(shelf.first)


def test_closing_waits_for_the_readers(shelf: Shelf) -> None:
    holder = GenerationHolder(shelf.folder)
    with holder.holding(shelf.first) as opened:
        holder.close()
        assert opened is not None
        assert len(query(opened)) == 3
        assert not shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.first)


@pytest.mark.parametrize(("what", "health"), [("folder", "missing"), ("lock", "damaged")])
def test_what_is_gone_is_said_and_taken_again_when_it_is_back(
    shelf: Shelf, holder: GenerationHolder, what: str, health: str
) -> None:
    folder = shelf.folder / shelf.first.name
    gone = folder if what == "folder" else folder / IN_USE
    shutil.move(gone, shelf.folder / "aside")
    with holder.holding(shelf.first) as opened:
        assert opened is not None
        assert not opened.is_there()
        assert opened.rows() is None
        opened.load_index()
        assert f"The search index is {health}" in (opened.notice or "")
        assert "copydesk rebuild" in (opened.notice or "")
    assert check_health(shelf.folder, shelf.first) == health
    shutil.move(shelf.folder / "aside", gone)
    with holder.holding(shelf.first) as opened:
        assert opened is not None
        assert len(query(opened)) == 3
        assert opened.notice is None
    assert check_health(shelf.folder, shelf.first) == "good"


def test_vectors_cut_short_are_never_mapped(shelf: Shelf, holder: GenerationHolder) -> None:
    os.truncate(shelf.folder / shelf.first.name / VECTORS, 130)
    with holder.holding(shelf.first) as opened:
        assert opened is not None
        assert not opened.is_there()
        assert opened.notice is None, "not known before the first search"
        assert opened.rows() is None
        assert "damaged" in (opened.notice or "")
    assert check_health(shelf.folder, shelf.first) == "damaged"


def test_a_broken_index_leaves_the_exact_rows(shelf: Shelf, holder: GenerationHolder) -> None:
    shutil.rmtree(shelf.folder / shelf.first.name / "index")
    with holder.holding(shelf.first) as opened:
        assert opened is not None
        assert opened.is_there()
        assert sorted(query(opened)) == [1, 2, 3]
        assert "damaged" in (opened.notice or "")


def test_no_pointer_is_no_illness(tmp_path: Path) -> None:
    assert check_health(tmp_path, None) == "none yet"


@pytest.mark.slow
def test_threads_take_and_give_back_while_the_pointer_moves(shelf: Shelf, holder: GenerationHolder) -> None:
    start = Barrier(6)

    def read(number: int) -> None:
        start.wait()
        for turn in range(30):
            with holder.holding(shelf.first if (turn + number) % 3 else shelf.second) as opened:
                assert opened is not None
                assert len(query(opened)) == 3

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read, range(6))) == [None] * 6
    holder.let_go()
    assert shelf.is_free(shelf.first)
    assert shelf.is_free(shelf.second)
