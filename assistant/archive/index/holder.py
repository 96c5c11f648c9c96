"""The segments that a process has open: shared by its snapshots, exchanged when the catalog lists others."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from assistant.archive.catalog.locks import shared_lock
from assistant.archive.index.chroma_server import ChromaServer
from assistant.archive.index.collection import CatalogRows, CatalogSegment, CollectionIndex, CollectionSegment
from assistant.archive.index.dense import Nearest
from assistant.archive.index.health import Health, absence, can_open_index, days_of, say_unreached, worst
from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.seal import Seal
from assistant.archive.index.segment import IN_USE, ROWS, VECTORS, Segment, is_index_whole

__all__ = ["OpenedSegment", "OpenedSegments", "SegmentHolder"]


class OpenedSegment:
    """One segment under a shared lock, so that no writer deletes it; its files are checked at the first search.

    Where its index is a collection of a Chroma server, its folder may be on another machine.
    """

    def __init__(
        self, folder: Path, entry: SegmentEntry, server: ChromaServer | None = None, *, may_be_remote: bool = False
    ) -> None:
        self._folder = folder
        self._may_be_remote = may_be_remote and entry.collection is not None
        self.entry = entry
        self._index = CollectionIndex(server, entry) if server is not None and entry.collection is not None else None
        self._descriptor = shared_lock(folder / IN_USE)
        self._seal = Seal.from_json(entry.seal)
        self._sizes = {name: mark.size for name, mark in self._seal.files.items()}
        self._lock = Lock()
        self._is_checked = False
        self._segment: Segment | None = None
        self._health: Health = "good" if self._descriptor is not None else absence(folder)
        self.user_count = 0

    def is_there(self) -> bool:
        """Whether the folder is held and its rows have the size they had: a memory map cut short ends the process."""
        if self._descriptor is None:
            return self._may_be_remote and not self._folder.exists()
        try:
            return all((self._folder / name).stat().st_size == self._sizes.get(name) for name in (VECTORS, ROWS))
        except OSError:
            return False

    @property
    def health(self) -> Health:
        """What is wrong with it as far as it is known."""
        if self.entry.collection is not None:
            return "elsewhere" if self._index is None else self._index.health
        return "damaged" if self._segment is not None and self._segment.index_fault else self._health

    def rows(self) -> Segment | None:
        """The searchable rows; None when not even the vectors are what was sealed. Checks the files the first time."""
        with self._lock:
            if not self._is_checked:
                self._is_checked = True
                if self._descriptor is not None:
                    self._open()
            return self._segment

    def index_alone(self) -> CollectionIndex | None:
        """The collection on a server, where no rows are here."""
        return self._index if self.rows() is None else None

    def close(self) -> None:
        with self._lock:
            if self._segment is not None:
                self._segment.close()
            self._segment = None
            if self._descriptor is not None:
                os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> None:
        broken = self._seal.broken_since_check(self._folder)
        whole = is_index_whole(self._seal, broken)
        if broken:
            self._health = "damaged"
        if not {VECTORS, ROWS}.isdisjoint(broken):
            return
        if self._index is not None:
            self._segment = CollectionSegment(self._folder, self._index, days_of(self.entry))
        else:
            use_index = whole and can_open_index(self._folder)
            self._segment = Segment(self._folder, use_index=use_index, days=days_of(self.entry))


class OpenedSegments:
    """The segments of one reading, in order."""

    def __init__(self, each: Sequence[OpenedSegment], server: ChromaServer | None = None) -> None:
        """`server`: of Chroma, where one is set."""
        self._each = tuple(each)
        self._server = server

    @property
    def folded_to(self) -> int:
        """The tail begins above this number."""
        return self._each[-1].entry.highest_passage_id if self._each else 0

    @property
    def notice(self) -> str | None:
        """What is wrong with the index as far as it is known, and what mends it."""
        healths = [segment.health for segment in self._each]
        health = worst(healths)
        if health in ("away", "refused", "elsewhere"):
            return say_unreached(health, None if self._server is None else self._server.name)
        if health in ("good", "none yet"):
            return None
        part = "The search index" if "good" not in healths else "A part of the search index"
        compared = "every passage is" if "good" not in healths else "its passages are"
        return (
            f"{part} is {health}: {compared} compared instead, which is slower but misses nothing. "
            "Run `copydesk rebuild` to make it anew."
        )

    def is_there(self) -> bool:
        return all(segment.is_there() for segment in self._each)

    def begin_opening(self) -> None:
        """Open the indexes beside what the caller does until it searches."""
        if self._server is not None and any(one.entry.collection is not None for one in self._each):
            self._server.begin()
        for segment in self._with_rows():
            segment.begin_opening()

    def load_index(self) -> None:
        """Open the indexes now, rather than at the first search."""
        self.begin_opening()
        for segment in self._with_rows():
            segment.load_index()
        for index in filter(None, (one.index_alone() for one in self._each)):
            index.connect()

    def rows(self, catalog: CatalogRows | None = None) -> list[Nearest]:
        """Those that can be searched. `catalog`: for those whose rows are on another machine."""
        found: list[Nearest] = []
        for segment in self._each:
            rows, index = segment.rows(), segment.index_alone()
            if rows is not None:
                found.append(rows)
            elif index is not None and catalog is not None:
                found.append(CatalogSegment(segment.entry, index, catalog))
        return found

    def missing_ranges(self) -> list[tuple[int, int]]:
        """Above which number and up to which the passages are that must be read from the catalog instead."""
        missing = (one.entry for one in self._each if one.rows() is None and one.index_alone() is None)
        return [(entry.above, entry.highest_passage_id) for entry in missing]

    def _with_rows(self) -> list[Segment]:
        return [rows for segment in self._each if (rows := segment.rows()) is not None]


class SegmentHolder:
    """Gives each snapshot the segments its read transaction lists, and closes those nobody uses any more."""

    def __init__(self, folder: Path, server: ChromaServer | None = None, *, may_be_remote: bool = False) -> None:
        """`may_be_remote`: whether the folders of segments on the server may be on other machines."""
        self._folder = folder
        self._may_be_remote = may_be_remote
        self._server = server
        self._lock = Lock()
        self._latest: dict[str, OpenedSegment] = {}
        self._is_closed = False

    @contextmanager
    def holding(self, entries: Sequence[SegmentEntry]) -> Iterator[OpenedSegments]:
        each = self._take(entries)
        try:
            yield OpenedSegments(each, self._server)
        finally:
            self._give_back(each)

    def let_go(self, but: Collection[str] = ()) -> None:
        """Close the segments that nobody uses just now, but for some: a writer of this process can delete them then."""
        with self._lock:
            self._keep({name: one for name, one in self._latest.items() if one.user_count or name in but})

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._keep({})

    def _take(self, entries: Sequence[SegmentEntry]) -> list[OpenedSegment]:
        with self._lock:
            kept = {entry.name: self._latest.get(entry.name) for entry in entries}
            self._keep({name: segment for name, segment in kept.items() if segment is not None and segment.is_there()})
            for entry in entries:
                if entry.name not in self._latest:
                    self._latest[entry.name] = OpenedSegment(
                        self._folder / entry.name, entry, self._server, may_be_remote=self._may_be_remote
                    )
            taken = [self._latest[entry.name] for entry in entries]
            for segment in taken:
                segment.user_count += 1
            return taken

    def _give_back(self, taken: Sequence[OpenedSegment]) -> None:
        with self._lock:
            for segment in taken:
                segment.user_count -= 1
                is_latest = self._latest.get(segment.entry.name) is segment
                if segment.user_count == 0 and (not is_latest or self._is_closed):
                    segment.close()

    def _keep(self, kept: dict[str, OpenedSegment]) -> None:
        """Go on with these alone; the last reader of another closes it."""
        for name, segment in self._latest.items():
            if kept.get(name) is not segment and segment.user_count == 0:
                segment.close()
        self._latest = kept
