"""Folding: tail and tombstones become a new generation, beside the live one, outside any transaction."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import numpy as np

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import Database, now
from assistant.archive.catalog.locks import exclusive_lock
from assistant.archive.catalog.manifest import advance_revision, read_manifest
from assistant.archive.catalog.passage_rows import highest_passage_id
from assistant.archive.catalog.session import check_space
from assistant.archive.catalog.vectors import nearest_rows
from assistant.archive.index.chroma import ChromaIndex, IndexFault, is_usable_here
from assistant.archive.index.generation import IN_USE, INDEX_FOLDER, VECTORS, sealed_files, write_rows
from assistant.archive.index.pointer import (
    Pointer,
    count_tail,
    count_tombstones,
    drop_pointer,
    read_pointer,
    switch_pointer,
)
from assistant.archive.index.seal import Seal, sync_tree
from assistant.errors import ArchiveError

__all__ = ["FoldProgress", "build_generation", "delete_unused", "fold", "is_fold_due", "is_generation_gone"]

FoldProgress = Callable[[int, int], None]

_MARGIN_BYTES = 20_000_000
_SMALLEST, _SHARE, _LARGEST = 64, 0.2, 20_000
_RECALL_QUERIES, _RECALL_DEPTH, _RECALL_FLOOR = 50, 10, 0.95

LIVE_VECTORS = (
    "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "
    "WHERE p.is_live ORDER BY p.passage_id"
)


def is_fold_due(connection: Database) -> bool:
    """Whether there is no generation yet, or tail and tombstones exceed 64, a fifth of the rows, or at most 20,000."""
    pointer = read_pointer(connection)
    changed = count_tail(connection) + count_tombstones(connection)
    if pointer is None:
        return changed > 0
    return changed > min(max(_SMALLEST, _SHARE * pointer.row_count), _LARGEST)


def is_generation_gone(path: Path, connection: Database) -> bool:
    """Whether the folder that the pointer names was deleted."""
    pointer = read_pointer(connection)
    return pointer is not None and not (path / "generations" / pointer.name / IN_USE).exists()


def fold(path: Path, connection: Database, progress: FoldProgress | None = None) -> bool:
    """Build a generation of all live vectors and switch to it; says whether there was anything to build.

    Readers go on with the old one meanwhile. Only the caller, who holds the writer's lock, changes the catalog.
    """
    count = connection.execute(f"SELECT count(*) FROM ({LIVE_VECTORS})").fetchone()[0]  # noqa: S608  # our own SQL
    model = read_manifest(connection).model
    if count == 0 or model is None:
        with connection.transaction():
            drop_pointer(connection)
            advance_revision(connection)
        return False
    pointer = build_generation(path, connection, LIVE_VECTORS, count, model.dimension, progress)
    with connection.transaction():
        switch_pointer(connection, pointer)
        advance_revision(connection)
    return True


def build_generation(
    path: Path, connection: Database, query: str, count: int, dimension: int, progress: FoldProgress | None
) -> Pointer:
    """A sealed generation on the disk, of what `query` gives: passage numbers, in order, and vectors.

    What is left of a failed one is removed. Raises ArchiveFull and, when Chroma cannot build it, ArchiveError.
    """
    check_space(path, _MARGIN_BYTES + 6 * 4 * count * dimension)
    folder = path / "generations" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
    folder.mkdir(parents=True)
    highest = highest_passage_id(connection)
    try:
        (folder / IN_USE).touch()
        write_rows(folder, connection.execute(query), count, dimension, lambda _: None)
        _build_index(folder, progress)
        sync_tree(folder)
        seal = Seal.of(folder, sealed_files(folder))
    except IndexFault as fault:
        shutil.rmtree(folder, ignore_errors=True)
        check_space(path, _MARGIN_BYTES)
        message = (
            "The search index could not be built; every article is safe and is found without it. "
            "Run `copydesk rebuild`; if that fails too, check the disk."
        )
        raise ArchiveError(message) from fault
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Pointer(folder.name, seal.to_json(), highest, count, now())


def delete_unused(path: Path, connection: Database) -> None:
    """Remove the generations that the pointer does not name and no reader has open, and those never finished."""
    pointer = read_pointer(connection)
    generations = path / "generations"
    if not generations.is_dir():
        return
    for folder in generations.iterdir():
        if not folder.is_dir() or (pointer is not None and folder.name == pointer.name):
            continue
        with exclusive_lock(folder / IN_USE) as is_unused:
            if is_unused:
                shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what is open: the next writer tries again


def _build_index(folder: Path, progress: FoldProgress | None) -> None:
    """Build, check against exact search, once more with more neighbours; else the exact rows serve alone."""
    if not is_usable_here():
        return
    vectors: Vectors = np.load(folder / VECTORS, mmap_mode="r")
    for thorough in (False, True):
        index = ChromaIndex.build(folder / INDEX_FOLDER, vectors, progress, thorough=thorough)
        try:
            recall = _recall(index, vectors)
        finally:
            index.close()
        if recall >= _RECALL_FLOOR:
            ChromaIndex.shrink(folder / INDEX_FOLDER)
            return
        (folder / INDEX_FOLDER).rename(folder / "rejected")
        shutil.rmtree(folder / "rejected")


def _recall(index: ChromaIndex, vectors: Vectors) -> float:
    """Share of the true nearest that the index finds, for disturbed vectors of the archive; ties count as found."""
    random = np.random.default_rng(0)
    depth = min(_RECALL_DEPTH, len(vectors))
    found = 0
    sample = random.choice(len(vectors), size=min(_RECALL_QUERIES, len(vectors)), replace=False)
    for row in sample:
        query = vectors[row] + random.normal(0, 0.5 / np.sqrt(vectors.shape[1]), vectors.shape[1]).astype(np.float32)
        query /= np.linalg.norm(query)
        _, best = nearest_rows(vectors, query, depth)
        scores = vectors[index.nearest(query, depth)] @ query
        found += int(np.sum(scores >= best[-1] - 1e-5))
    return found / (depth * len(sample))
