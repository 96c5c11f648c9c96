"""Where the indexes of segments are: in their folders, or as collections of a Chroma server."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.vectors import PassageIds, nearest_rows, vectors_of
from assistant.archive.index.chroma import ChromaIndex, IndexFault, is_usable_here
from assistant.archive.index.chroma_address import ChromaAddress, ChromaClient
from assistant.archive.index.chroma_faults import Away, Gone, Refused
from assistant.archive.index.chroma_server import ChromaServer, StoredCollection
from assistant.archive.index.health import Health, check_health, has_usable_index
from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.segment import IN_USE, INDEX_FOLDER, ROWS, VECTORS
from assistant.arrays import read_arrays

__all__ = ["FolderStore", "SegmentStore", "ServerStore", "store_of"]

BuildProgress = Callable[[int, int], None]
_RECALL_QUERIES, _RECALL_DEPTH, _RECALL_FLOOR = 50, 10, 0.95
_SAME = 0.999
"""The cosine of a vector and what the server holds of it, at least."""
_SELF_QUERIES = 20


class SegmentStore(ABC):
    """Builds the index of a segment, and knows how it is. Beside it the segment's folder holds the same rows."""

    server: ChromaServer | None = None

    @property
    @abstractmethod
    def place(self) -> str | None:
        """The server's address, without a token; None for the archive's folder."""

    @abstractmethod
    def is_usable(self) -> bool:
        """Whether this process can build here at all."""

    @abstractmethod
    def is_elsewhere(self, entry: SegmentEntry) -> bool:
        """Whether the segment's index is of the other kind: the next writer makes it anew."""

    @abstractmethod
    def build(self, folder: Path, owner: str, progress: BuildProgress | None) -> str | None:
        """Index the rows in a segment's folder; the name of the collection, where that is not in the folder.

        An index that misses too many of the nearest is left out. Raises IndexFault, and Away where no server answers.
        """

    @abstractmethod
    def health(
        self, folder: Path, entry: SegmentEntry, connection: Database | None = None, *, reads_all: bool = False
    ) -> Health:
        """The state of a segment now; `folder`: where segments are. With `reads_all` all of it is compared: with its
        seal, or with what the catalog of `connection` holds."""

    @abstractmethod
    def is_asked(self, folder: Path, entry: SegmentEntry) -> bool:
        """Whether the next question asks Chroma, where the segment's health is good."""

    def leftovers(self, owner: str, listed: set[str]) -> list[StoredCollection]:
        """What the archive made here and its catalog does not list. Raises Away."""
        del owner, listed
        return []

    def passage_ids(self, folder: Path, entry: SegmentEntry) -> PassageIds | None:
        """All that the segment has of passages; None where nobody can tell."""
        try:
            found: PassageIds = read_arrays(lambda: np.load(folder / entry.name / ROWS))
        except (OSError, ValueError, EOFError, BadZipFile):
            return None
        return found

    def close(self) -> None:
        """Let go of connections."""
        if self.server is not None:
            self.server.close()


class FolderStore(SegmentStore):
    """Chroma in this process."""

    @property
    def place(self) -> str | None:
        return None

    def is_usable(self) -> bool:
        return is_usable_here()

    def is_elsewhere(self, entry: SegmentEntry) -> bool:
        return entry.collection is not None

    def build(self, folder: Path, owner: str, progress: BuildProgress | None) -> str | None:
        del owner
        if not is_usable_here():
            return None
        vectors: Vectors = read_arrays(lambda: np.load(folder / VECTORS, mmap_mode="r"))
        for thorough in (False, True):
            index = ChromaIndex.build(folder / INDEX_FOLDER, vectors, progress, thorough=thorough)
            if _finds_enough(index, vectors) or _finds_enough(ChromaIndex.open_wider(folder / INDEX_FOLDER), vectors):
                ChromaIndex.shrink(folder / INDEX_FOLDER)
                return None
            (folder / INDEX_FOLDER).rename(folder / "rejected")
            shutil.rmtree(folder / "rejected")
        return None

    def health(
        self, folder: Path, entry: SegmentEntry, connection: Database | None = None, *, reads_all: bool = False
    ) -> Health:
        del connection
        if entry.collection is not None:
            return "elsewhere"
        return check_health(folder, entry, reads_all=reads_all)

    def is_asked(self, folder: Path, entry: SegmentEntry) -> bool:
        return entry.collection is None and has_usable_index(folder, entry)


class ServerStore(SegmentStore):
    """A Chroma server: one collection a segment, under a name that nobody used before or can guess."""

    def __init__(self, server: ChromaServer) -> None:
        self.server: ChromaServer = server
        self._folder = FolderStore()

    @property
    def place(self) -> str | None:
        return self.server.name

    def is_usable(self) -> bool:
        return True

    def is_elsewhere(self, entry: SegmentEntry) -> bool:
        return entry.collection is None and f'"{INDEX_FOLDER}/' in entry.seal

    def build(self, folder: Path, owner: str, progress: BuildProgress | None) -> str | None:
        vectors: Vectors = read_arrays(lambda: np.load(folder / VECTORS, mmap_mode="r"))
        passage_ids: PassageIds = read_arrays(lambda: np.load(folder / ROWS))
        for thorough in (False, True):
            stored = StoredCollection(f"copydesk-{token_hex(16)}", folder.name)
            self.server.build(stored, owner, passage_ids, vectors, progress, thorough=thorough)
            try:
                if self._recall(stored.name, passage_ids, vectors) >= _RECALL_FLOOR:
                    return stored.name
            except IndexFault:
                self._discard(stored.name)
                raise
            self._discard(stored.name)
        return None

    def health(
        self, folder: Path, entry: SegmentEntry, connection: Database | None = None, *, reads_all: bool = False
    ) -> Health:
        if entry.collection is None:
            return self._folder.health(folder, entry, reads_all=reads_all)
        if (folder / entry.name / IN_USE).exists() and check_health(folder, entry, reads_all=reads_all) == "damaged":
            return "damaged"
        try:
            if self.server.count(entry.collection) != entry.row_count:
                return "damaged"
            if reads_all and connection is not None and not self._holds_what_catalog_does(entry, connection):
                return "damaged"
        except Refused:
            return "refused"
        except Away:
            return "away"
        except Gone:
            return "missing"
        except IndexFault:
            return "damaged"
        return "good"

    def is_asked(self, folder: Path, entry: SegmentEntry) -> bool:
        if entry.collection is None:
            return self._folder.is_asked(folder, entry)
        return True

    def leftovers(self, owner: str, listed: set[str]) -> list[StoredCollection]:
        return [one for one in self.server.stored_by(owner) if one.name not in listed]

    def passage_ids(self, folder: Path, entry: SegmentEntry) -> PassageIds | None:
        found = super().passage_ids(folder, entry)
        if found is not None or entry.collection is None:
            return found
        try:
            pages = [ids for ids, _ in self.server.rows(entry.collection, vectors=False)]
        except IndexFault:
            return None
        return np.sort(np.concatenate(pages)) if pages else np.empty(0, dtype=np.int64)

    def _holds_what_catalog_does(self, entry: SegmentEntry, connection: Database) -> bool:
        """Every vector of it that the catalog still has is there as it was, every live passage is among them, and the
        index finds rows of its own."""
        assert entry.collection is not None
        seen, sample = 0, _Sample()
        for passage_ids, vectors in self.server.rows(entry.collection, vectors=True):
            order = np.argsort(passage_ids)
            held = vectors_of(connection, passage_ids.tolist())
            known = np.isin(passage_ids[order], held.passage_ids)
            if np.count_nonzero(known) and not _are_same(vectors[order][known], held.vectors):
                return False
            seen += int(np.count_nonzero((passage_ids > entry.above) & (passage_ids <= entry.highest_passage_id)))
            sample.take(held.passage_ids, held.vectors)
        if seen != entry.row_count:
            return False
        return all(
            float(self.server.nearest(entry.collection, vector, 1)[1].max(initial=-1)) >= _SAME
            for vector in sample.vectors
        )

    def _recall(self, name: str, passage_ids: PassageIds, vectors: Vectors) -> float:
        def rows(queries: Vectors, k: int) -> list[NDArray[np.int64]]:
            return [np.searchsorted(passage_ids, found) for found, _ in self.server.nearest_each(name, queries, k)]

        return recall(rows, vectors)

    def _discard(self, name: str) -> None:
        """Where that fails the next writer does it."""
        try:
            self.server.delete(name)
        except IndexFault:
            return


def _finds_enough(index: ChromaIndex, vectors: Vectors) -> bool:
    """Whether the index finds what is asked of it of the true nearest; closes it."""
    try:
        return recall(lambda queries, k: [index.nearest(one, k) for one in queries], vectors) >= _RECALL_FLOOR
    finally:
        index.close()


def _are_same(stored: Vectors, known: Vectors) -> bool:
    """Whether they have one direction, row by row; a number that stands there twice makes a row too many."""
    if stored.shape != known.shape:
        return False
    unit = stored / np.maximum(np.linalg.norm(stored, axis=1, keepdims=True), 1e-12)
    return bool(np.all(np.sum(unit * known, axis=1) >= _SAME))


class _Sample:
    """A few of many rows, from their whole length."""

    def __init__(self) -> None:
        self.vectors: list[NDArray[np.float32]] = []

    def take(self, passage_ids: PassageIds, vectors: Vectors) -> None:
        if len(passage_ids) and len(self.vectors) < _SELF_QUERIES:
            self.vectors.append(vectors[len(vectors) // 2])


def store_of(chroma: "ChromaAddress | ChromaClient | None") -> SegmentStore:
    """The store that a Chroma server's address, or a client, stands for; without one the archive's folder."""
    return FolderStore() if chroma is None else ServerStore(ChromaServer(chroma))


def recall(nearest_each: Callable[[Vectors, int], list[NDArray[np.int64]]], vectors: Vectors) -> float:
    """Share of the true nearest that the index finds, for disturbed vectors of the archive; ties count as found."""
    random = np.random.default_rng(0)
    depth = min(_RECALL_DEPTH, len(vectors))
    found = 0
    sample = random.choice(len(vectors), size=min(_RECALL_QUERIES, len(vectors)), replace=False)
    noise = random.normal(0, 0.5 / np.sqrt(vectors.shape[1]), (len(sample), vectors.shape[1])).astype(np.float32)
    queries: Vectors = vectors[sample] + noise
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    for query, rows in zip(queries, nearest_each(queries, depth), strict=True):
        _, best = nearest_rows(vectors, query, depth)
        found += int(np.sum(vectors[rows] @ query >= best[-1] - 1e-5))
    return found / (depth * len(sample))
