"""A segment: one immutable folder with a Chroma index and, beside it, the same vectors for exact search."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Filters, Vectors
from assistant.archive.catalog.vectors import Neighbours, PassageIds, nearest_rows
from assistant.archive.index.chroma import ChromaIndex, IndexFault
from assistant.archive.index.dense import ASK_MOST, EXACT_LIMIT
from assistant.archive.index.seal import CHECKED, Seal
from assistant.arrays import read_arrays

__all__ = [
    "INDEX_FOLDER",
    "IN_USE",
    "ROWS",
    "VECTORS",
    "Segment",
    "index_catalog_is_sound",
    "is_index_whole",
    "is_within",
    "sealed_files",
    "write_rows",
]

VECTORS, ROWS, INDEX_FOLDER, IN_USE = "vectors.npy", "rows.npy", "index", "in_use.lock"
_SELF_QUERIES = 5
_LONGEST_WAIT = 60.0
"""Seconds that a question waits for the index to open; loading Chroma takes about one."""


class Segment:
    """An open segment: rows sorted by passage number, searched by the index where that can be used, else exactly.

    Safe for several threads. Loading Chroma takes about a second: `begin_opening` has it done beside other work, and
    the first search waits for what is left of it. An index of many rows takes longer than comparing them all, and
    Chroma lets no other thread go on meanwhile: it is opened when it is asked for or with the second search, and until
    it is open the rows are compared.
    """

    def __init__(self, folder: Path, *, use_index: bool, days: tuple[str, str] | None = None) -> None:
        """`days`: the first and the last on which its articles were published, where that is known."""
        self._folder = folder
        self._days = days
        self._vectors: Vectors = read_arrays(lambda: np.load(folder / VECTORS, mmap_mode="r"))
        self._passage_ids: PassageIds = read_arrays(lambda: np.load(folder / ROWS, mmap_mode="r"))
        self._use_index = use_index
        self._index: ChromaIndex | None = None
        self._opener: Thread | None = None
        self._abandoned: ChromaIndex | None = None
        self._lock = Lock()
        self._was_searched = False
        self.index_fault = ""
        """Why the index could not be used though its files are whole; empty while there is no reason."""

    @property
    def row_count(self) -> int:
        return len(self._passage_ids)

    def may_hold(self, filters: Filters) -> bool:
        """False where none of its articles had been published on the days asked for when it was built."""
        return is_within(self._days, filters)

    def in_order(self, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        """All passages with their exact cosines, best first."""
        rows, scores = nearest_rows(self._vectors, query, self.row_count)
        return self._passage_ids[rows], scores

    def nearest(self, query: NDArray[np.float32], k: int) -> Neighbours:
        """The `k` nearest passages."""
        k = min(k, self.row_count)
        index = self._ready_index() if k <= ASK_MOST else None
        if index is None:
            return self.nearest_exactly(query, k)
        try:
            found = index.nearest(query, k)
        except IndexFault as fault:
            self._give_up_index(fault)
            return self.nearest(query, k)
        exact = self._vectors[found] @ query
        order = np.argsort(-exact, kind="stable")
        return Neighbours(self._passage_ids[found[order]], exact[order], "chroma")

    def nearest_exactly(self, query: NDArray[np.float32], k: int) -> Neighbours:
        """The same, all rows compared."""
        rows, scores = nearest_rows(self._vectors, query, k)
        return Neighbours(self._passage_ids[rows], scores, "exact")

    def scores_of(self, passage_ids: PassageIds, query: NDArray[np.float32]) -> tuple[PassageIds, NDArray[np.float32]]:
        """Those of the passages (in order) that the segment holds, and their exact cosines."""
        places = np.searchsorted(self._passage_ids, passage_ids)
        places[places == self.row_count] = 0
        rows = places[self._passage_ids[places] == passage_ids] if self.row_count else places[:0]
        if 4 * len(rows) > self.row_count:  # reading all in order is cheaper than picking many
            return self._passage_ids[rows], (self._vectors @ query)[rows]
        return self._passage_ids[rows], self._vectors[rows] @ query

    def begin_opening(self) -> None:
        """Open the index beside what the caller does until it searches, where that is worth it."""
        if self._is_soon_open or self._was_searched:
            self._begin()

    @property
    def _is_soon_open(self) -> bool:
        return self.row_count <= EXACT_LIMIT

    def _begin(self) -> None:
        with self._lock:
            if self._opener is None and self._use_index:
                self._opener = Thread(target=self._open_beside, name="open-index")
                self._opener.start()

    def load_index(self) -> None:
        """Open the index now and wait for it; where it cannot be opened, `index_fault` says why."""
        self._begin()
        if self._opener is not None:
            self._opener.join()

    def close(self) -> None:
        with self._lock:
            self._use_index = False
            opener = self._opener
        if opener is not None:
            opener.join()
        with self._lock:
            indexes = [index for index in (self._index, self._abandoned) if index is not None]
            self._index = self._abandoned = None
        for index in indexes:
            index.close()

    def _ready_index(self) -> ChromaIndex | None:
        """None where it cannot be used, or is still not open: after the longest wait, or of many rows after none."""
        self.begin_opening()
        self._was_searched = True
        if self._opener is not None:
            self._opener.join(_LONGEST_WAIT if self._is_soon_open else 0)
        with self._lock:
            return self._index

    def _open_beside(self) -> None:
        try:
            index = self._open_index()
        except Exception as error:  # noqa: BLE001  # search goes on without it; Chroma cannot load in a program that ends
            self.index_fault = str(error) or type(error).__name__
            return
        with self._lock:
            self._index = index

    def _open_index(self) -> ChromaIndex:
        """Open the index and ask it for rows it must find: a count alone proves nothing."""
        if not index_catalog_is_sound(self._folder):
            message = "chroma.sqlite3 is damaged"
            raise IndexFault(message)
        index = ChromaIndex.open(self._folder / INDEX_FOLDER)
        rows = np.unique(np.linspace(0, self.row_count - 1, _SELF_QUERIES).astype(np.int64))
        try:
            finds_itself = index.count() == self.row_count and all(
                float(np.max(self._vectors[index.nearest(self._vectors[row], 1)] @ self._vectors[row], initial=-1))
                > 0.99
                for row in rows
            )
        except (IndexFault, IndexError) as fault:
            index.close()
            raise IndexFault(str(fault)) from fault
        if not finds_itself:
            index.close()
            message = "the index does not find its own rows"
            raise IndexFault(message)
        return index

    def _give_up_index(self, fault: IndexFault) -> None:
        """An index that fails once is not asked again; others may be asking it just now, so it stays open."""
        self.index_fault = str(fault)
        with self._lock:
            self._abandoned, self._index = self._index or self._abandoned, None


def is_within(days: tuple[str, str] | None, filters: Filters) -> bool:
    """Whether articles of these days, the first and the last, may pass; they may where the days are not known."""
    if days is None:
        return True
    first, last = days
    until = min((day for day in (filters.date_to, filters.as_of) if day is not None), default=None)
    return not (
        (filters.date_from is not None and last < filters.date_from.isoformat())
        or (until is not None and until.isoformat() < first)
    )


def index_catalog_is_sound(folder: Path) -> bool:
    """Whether Chroma's own database, which opening changes and no seal can cover, is there and can be read."""
    catalog = folder / INDEX_FOLDER / "chroma.sqlite3"
    if not catalog.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{catalog.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def write_rows(
    folder: Path, rows: Iterable[tuple[int, bytes]], count: int, dimension: int, progress: Callable[[int], None]
) -> None:
    """Write `vectors.npy` and `rows.npy` from passages in order of their numbers.

    By plain writing: through a memory map a full disk would end the process instead of raising an error.
    """
    passage_ids = np.empty(count, dtype="<i8")
    written = 0
    with (folder / VECTORS).open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (count, dimension)}
        np.lib.format.write_array_header_1_0(file, header)
        for written, (passage_id, vector) in enumerate(rows, start=1):
            passage_ids[written - 1] = passage_id
            file.write(vector)
            if written % 5000 == 0:
                progress(written)
    if written != count:
        message = f"{count} passages were counted, {written} read."
        raise RuntimeError(message)
    with (folder / ROWS).open("wb") as file:
        np.save(file, passage_ids)


def sealed_files(folder: Path) -> list[str]:
    """The files a seal covers: all but the lock, the checks' notes and Chroma's own database, which opening changes."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [
        name for name in names if name not in (IN_USE, CHECKED) and not Path(name).name.startswith("chroma.sqlite3")
    ]


def is_index_whole(seal: Seal, broken: Iterable[str]) -> bool:
    """Whether the seal covers an index at all and none of its files is broken."""
    index_files = {name for name in seal.files if name.startswith(INDEX_FOLDER + "/")}
    return bool(index_files) and not index_files.intersection(broken)
