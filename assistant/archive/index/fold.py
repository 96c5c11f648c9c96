"""Folding: tail and tombstones become small new segments, beside those in use, outside any transaction."""

import shutil
from collections.abc import Callable, Collection
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
from assistant.archive.index.health import check_health
from assistant.archive.index.ledger import (
    SegmentEntry,
    count_dead,
    count_restated,
    count_tail,
    drop_segments,
    enter_segments,
    folded_to,
    read_segments,
    settle,
    unsettled_count,
)
from assistant.archive.index.merging import Merging, Planned, plan_fold
from assistant.archive.index.seal import Seal, sync_tree
from assistant.archive.index.segment import IN_USE, INDEX_FOLDER, ROWS, VECTORS, sealed_files, write_rows
from assistant.errors import ArchiveError

__all__ = [
    "FoldProgress",
    "build_segment",
    "build_segments",
    "delete_unused",
    "fold",
    "is_fold_due",
    "is_segment_gone",
    "segments_with_forgotten",
]

FoldProgress = Callable[[int, int], None]

_MARGIN_BYTES = 20_000_000
_SMALLEST, _SHARE, _LARGEST = 64, 0.2, 20_000
_RECALL_QUERIES, _RECALL_DEPTH, _RECALL_FLOOR = 50, 10, 0.95

LIVE_VECTORS = (
    "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "
    "WHERE p.is_live AND p.passage_id > ? AND p.passage_id <= ? ORDER BY p.passage_id"
)
"""What segments hold, between two passage numbers."""
_ANY_LIVE = "SELECT 1 FROM passages WHERE is_live AND vector_id IS NOT NULL LIMIT 1"


def is_fold_due(connection: Database) -> bool:
    """Whether there is no segment yet, or what changed since the last fold exceeds 64, a fifth of the rows, or at most
    20,000."""
    entries = read_segments(connection)
    changed = count_tail(connection) + unsettled_count(connection)
    if not entries:
        return changed > 0
    return changed > min(max(_SMALLEST, _SHARE * sum(entry.row_count for entry in entries)), _LARGEST)


def is_segment_gone(path: Path, connection: Database) -> bool:
    """Whether a folder that the catalog lists was deleted."""
    return any(not (path / "generations" / entry.name / IN_USE).exists() for entry in read_segments(connection))


def segments_with_forgotten(path: Path, connection: Database) -> set[str]:
    """The segments with passages that the catalog no longer knows, and those of which nobody can tell."""
    found = set()
    for entry in read_segments(connection):
        known = connection.execute(
            "SELECT passage_id FROM passages WHERE passage_id > ? AND passage_id <= ?",
            (entry.above, entry.highest_passage_id),
        )
        known_ids = np.fromiter((row[0] for row in known), dtype=np.int64)
        try:
            rows = np.load(path / "generations" / entry.name / ROWS)
        except (OSError, ValueError):
            found.add(entry.name)
        else:
            if not np.isin(rows, known_ids).all():
                found.add(entry.name)
    return found


def fold(
    path: Path,
    connection: Database,
    progress: FoldProgress | None = None,
    *,
    merging: Merging | None = None,
    due: Collection[str] = (),
    sheds_dead: bool = False,
) -> bool:
    """Bring what changed into new segments and switch to them; says whether any was built.

    `due`: segments to write anew in any case; `sheds_dead`: and all that have a row that is no longer live. Readers go
    on with the old ones meanwhile. Only the caller, who holds the writer's lock, changes the catalog.
    """
    merging = merging or Merging()
    entries, dead, tail_count = read_segments(connection), count_dead(connection), count_tail(connection)
    model = read_manifest(connection).model
    if model is None or connection.execute(_ANY_LIVE).fetchone() is None:
        with connection.transaction():
            drop_segments(connection)
            advance_revision(connection)
        return False
    restated = count_restated(connection)
    written_anew = {
        entry.name
        for entry in entries
        if entry.name in due
        or (sheds_dead and dead[entry.name])
        or restated[entry.name] > merging.dead_share * entry.row_count
        or check_health(path / "generations", entry) != "good"
    }
    planned = plan_fold(entries, dead, tail_count, written_anew, merging)
    for one in planned:
        _carry_out(path, connection, one, model.dimension, progress, merging)
    with connection.transaction():
        settle(connection)
    return bool(planned)


def _carry_out(
    path: Path,
    connection: Database,
    planned: Planned,
    dimension: int,
    progress: FoldProgress | None,
    merging: Merging,
) -> None:
    """Build one segment (several, where one would be too large) and enter it in one transaction."""
    above = planned.replaced[0].above if planned.replaced else folded_to(connection)
    upto = highest_passage_id(connection) if planned.takes_tail else planned.replaced[-1].highest_passage_id
    added = build_segments(path, connection, LIVE_VECTORS, (above, upto), dimension, progress, merging.most)
    with connection.transaction():
        enter_segments(connection, added, [entry.name for entry in planned.replaced])
        advance_revision(connection)


def build_segments(
    path: Path,
    connection: Database,
    query: str,
    bounds: tuple[int, int],
    dimension: int,
    progress: FoldProgress | None,
    most: int,
) -> list[SegmentEntry]:
    """Sealed segments of all that `query` gives between two passage numbers, each of at most so many rows."""
    above, upto = bounds
    added: list[SegmentEntry] = []
    while True:
        ends = (
            "SELECT max(m.passage_id), count(*) FROM (SELECT q.passage_id "  # noqa: S608  # our own SQL
            f"FROM ({query}) q ORDER BY q.passage_id LIMIT ?) m"
        )
        last, count = connection.execute(ends, (above, upto, most)).fetchone()
        if count == 0:
            return added
        end = last if count == most else upto
        added.append(build_segment(path, connection, query, (above, end), count, dimension, progress))
        above = end


def build_segment(
    path: Path,
    connection: Database,
    query: str,
    bounds: tuple[int, int],
    count: int,
    dimension: int,
    progress: FoldProgress | None,
) -> SegmentEntry:
    """A sealed segment on the disk, of what `query` gives between two passage numbers: numbers, in order, and vectors.

    What is left of a failed one is removed. Raises ArchiveFull and, when Chroma cannot build it, ArchiveError.
    """
    check_space(path, _MARGIN_BYTES + 6 * 4 * count * dimension)
    folder = path / "generations" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        (folder / IN_USE).touch()
        write_rows(folder, connection.execute(query, bounds), count, dimension, lambda _: None)
        _build_index(folder, progress)
        sync_tree(folder)
        seal = Seal.of(folder, sealed_files(folder))
        seal.remember_whole(folder)
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
    first_on, last_on = connection.execute(_DAYS, bounds).fetchone()
    return SegmentEntry(folder.name, seal.to_json(), *bounds, count, now(), first_on or _NEVER, last_on or _NEVER)


_DAYS = (
    "SELECT min(a.published_on), max(a.published_on) FROM articles a WHERE a.is_live AND a.group_id IN "
    "(SELECT p.group_id FROM passages p WHERE p.is_live AND p.passage_id > ? AND p.passage_id <= ?)"
)
_NEVER = "0000-00-00"
"""The day of segments without a dated article: before all days that can be asked for."""


def delete_unused(path: Path, connection: Database) -> None:
    """Remove the segments that the catalog does not list and no reader has open, and those never finished."""
    listed = {entry.name for entry in read_segments(connection)}
    generations = path / "generations"
    if not generations.is_dir():
        return
    for folder in generations.iterdir():
        if not folder.is_dir() or folder.name in listed:
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
