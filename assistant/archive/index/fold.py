"""Folding: tail and tombstones become small new segments, beside those in use, outside any transaction."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex

import numpy as np

from assistant.archive.catalog.database import Database, now
from assistant.archive.catalog.locks import exclusive_lock
from assistant.archive.catalog.manifest import advance_revision, read_manifest
from assistant.archive.catalog.passage_rows import highest_passage_id
from assistant.archive.catalog.session import check_space
from assistant.archive.index.chroma import IndexFault
from assistant.archive.index.chroma_faults import Away, Refused
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
from assistant.archive.index.segment import IN_USE, sealed_files, write_rows
from assistant.archive.index.stores import SegmentStore
from assistant.errors import ArchiveError, IndexAway

__all__ = [
    "FoldProgress",
    "build_segment",
    "build_segments",
    "delete_collections",
    "delete_unused",
    "fold",
    "is_fold_due",
    "is_segment_gone",
    "segments_with_forgotten",
]

FoldProgress = Callable[[int, int], None]

_MARGIN_BYTES = 20_000_000
_SMALLEST, _SHARE, _LARGEST = 64, 0.2, 20_000
_READERS_SECONDS = 2.0
"""How long a writer waits for questions that were asked before a segment left the catalog."""

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


def is_segment_gone(path: Path, connection: Database, store: SegmentStore) -> bool:
    """Whether the index of a segment that the catalog lists was deleted, or is not where new ones are built."""
    entries = read_segments(connection)
    if any(store.is_elsewhere(entry) for entry in entries):
        return True
    listed = collections_of(entries)
    if any(not (path / "generations" / one.name / IN_USE).exists() for one in entries if one.collection is None):
        return True
    if not listed or store.server is None:
        return False
    try:
        return not listed <= {one.name for one in store.server.stored_by(read_manifest(connection).epoch)}
    except Away:
        return False


def segments_with_forgotten(path: Path, connection: Database, store: SegmentStore) -> set[str]:
    """The segments with passages that the catalog no longer knows, and those of which nobody can tell."""
    found = set()
    for entry in read_segments(connection):
        known = connection.execute(
            "SELECT passage_id FROM passages WHERE passage_id > ? AND passage_id <= ?",
            (entry.above, entry.highest_passage_id),
        )
        known_ids = np.fromiter((row[0] for row in known), dtype=np.int64)
        rows = store.passage_ids(path / "generations", entry)
        if rows is None or not np.isin(rows, known_ids).all():
            found.add(entry.name)
    return found


def fold(
    path: Path,
    connection: Database,
    store: SegmentStore,
    progress: FoldProgress | None = None,
    *,
    merging: Merging | None = None,
    due: Collection[str] = (),
    sheds_dead: bool = False,
) -> bool:
    """Bring what changed into new segments and switch to them; says whether any was built.

    `due`: segments to write anew in any case; `sheds_dead`: and all that have a row that is no longer live. Readers go
    on with the old ones meanwhile. Only the caller, who holds the writer's lock, changes the catalog. Raises IndexAway
    where the index belongs on a Chroma server that does not answer, ArchiveFull, and ArchiveError.
    """
    merging = merging or Merging()
    entries, dead, tail_count = read_segments(connection), count_dead(connection), count_tail(connection)
    model = read_manifest(connection).model
    if model is None or connection.execute(_ANY_LIVE).fetchone() is None:
        with connection.transaction():
            drop_segments(connection)
            advance_revision(connection)
        return False
    with _told(path, store):
        if store.server is not None:
            store.server.check()
    restated = count_restated(connection)
    written_anew = {
        entry.name
        for entry in entries
        if entry.name in due
        or (sheds_dead and dead[entry.name])
        or restated[entry.name] > merging.dead_share * entry.row_count
        or store.is_elsewhere(entry)
        or store.health(path / "generations", entry) != "good"
    }
    planned = plan_fold(entries, dead, tail_count, written_anew, merging)
    for one in planned:
        _carry_out(path, connection, store, one, model.dimension, progress, merging)
    with connection.transaction():
        settle(connection)
    return bool(planned)


def _carry_out(
    path: Path,
    connection: Database,
    store: SegmentStore,
    planned: Planned,
    dimension: int,
    progress: FoldProgress | None,
    merging: Merging,
) -> None:
    """Build what is planned and enter it: each segment in a transaction of its own where it takes no other's place, so
    that a stop loses only the one being built; else all in one."""
    above = planned.replaced[0].above if planned.replaced else folded_to(connection)
    upto = highest_passage_id(connection) if planned.takes_tail else planned.replaced[-1].highest_passage_id
    built = build_segments(path, connection, store, LIVE_VECTORS, (above, upto), dimension, progress, merging.most)
    replaced = [entry.name for entry in planned.replaced]
    for added in [list(built)] if replaced else ([entry] for entry in built):
        with connection.transaction():
            enter_segments(connection, added, replaced)
            advance_revision(connection)


def build_segments(
    path: Path,
    connection: Database,
    store: SegmentStore,
    query: str,
    bounds: tuple[int, int],
    dimension: int,
    progress: FoldProgress | None,
    most: int,
) -> Iterator[SegmentEntry]:
    """Sealed segments of all that `query` gives between two passage numbers, each of at most so many rows.

    `progress` hears of the rows of all of them.
    """
    above, upto = bounds
    counted = f"SELECT count(*) FROM ({query}) q"  # noqa: S608  # our own SQL
    left = int(connection.execute(counted, bounds).fetchone()[0])
    total = left
    while left:
        end, count = upto, left
        if left > most:
            ends = (
                "SELECT max(m.passage_id) FROM (SELECT q.passage_id "  # noqa: S608  # our own SQL
                f"FROM ({query}) q ORDER BY q.passage_id LIMIT ?) m"
            )
            end, count = int(connection.execute(ends, (above, upto, most)).fetchone()[0]), most
        heard = None if progress is None else partial(_tell, progress, total - left, total)
        yield build_segment(path, connection, store, query, (above, end), count, dimension, heard)
        above, left = end, left - count


def _tell(progress: FoldProgress, before: int, total: int, done: int, _count: int) -> None:
    """Rows of one segment, as rows of all."""
    progress(before + done, total)


def build_segment(
    path: Path,
    connection: Database,
    store: SegmentStore,
    query: str,
    bounds: tuple[int, int],
    count: int,
    dimension: int,
    progress: FoldProgress | None,
) -> SegmentEntry:
    """A sealed segment on the disk, of what `query` gives between two passage numbers: numbers, in order, and vectors.

    What is left of a failed one is removed. Raises ArchiveFull, IndexAway and, when Chroma cannot build it,
    ArchiveError.
    """
    check_space(path, _MARGIN_BYTES + 6 * 4 * count * dimension)
    folder = path / "generations" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        (folder / IN_USE).touch()
        write_rows(folder, connection.execute(query, bounds), count, dimension, lambda _: None)
        with _told(path, store):
            collection = store.build(folder, read_manifest(connection).epoch, progress)
        sync_tree(folder)
        seal = Seal.of(folder, sealed_files(folder))
        seal.remember_whole(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    first_on, last_on = connection.execute(_DAYS, bounds).fetchone()
    days = (first_on or _NEVER, last_on or _NEVER)
    return SegmentEntry(folder.name, seal.to_json(), *bounds, count, now(), *days, collection=collection)


@contextmanager
def _told(path: Path, store: SegmentStore) -> Iterator[None]:
    """Say what kept an index from being built."""
    try:
        yield
    except Refused as fault:
        message = (
            f"The Chroma server at {store.place} refuses the token. Set COPYDESK_CHROMA_TOKEN to one that it takes; "
            "every article is safe and is found meanwhile."
        )
        raise ArchiveError(message) from fault
    except Away as fault:
        message = (
            f"The Chroma server at {store.place} does not answer. See that it runs; every article is safe and is found "
            "meanwhile."
        )
        raise IndexAway(message) from fault
    except IndexFault as fault:
        if store.server is None:
            check_space(path, _MARGIN_BYTES)
            where = "check the disk"
        else:
            where = f"check the Chroma server at {store.place}, its tenant and its database"
        message = (
            "The search index could not be built; every article is safe and is found without it. "
            f"Run `copydesk rebuild`; if that fails too, {where}."
        )
        raise ArchiveError(message) from fault


_DAYS = (
    "SELECT min(a.published_on), max(a.published_on) FROM articles a WHERE a.is_live AND a.group_id IN "
    "(SELECT p.group_id FROM passages p WHERE p.is_live AND p.passage_id > ? AND p.passage_id <= ?)"
)
_NEVER = "0000-00-00"
"""The day of segments without a dated article: before all days that can be asked for."""


def delete_unused(path: Path, connection: Database, store: SegmentStore) -> int:
    """Remove the segments that the catalog does not list and no reader has open, and those never finished; says how
    many collections of a Chroma server were among them. What cannot be removed now is left to the next writer."""
    entries = read_segments(connection)
    listed = {entry.name for entry in entries}
    generations = path / "generations"
    for folder in generations.iterdir() if generations.is_dir() else ():
        if not folder.is_dir() or folder.name in listed:
            continue
        with exclusive_lock(folder / IN_USE) as is_unused:
            if is_unused:
                shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what is open: the next writer tries again
    if store.server is None:
        return 0
    count = 0
    with suppress(IndexFault):
        left = store.leftovers(read_manifest(connection).epoch, collections_of(entries))
        unheld = [one for one in left if one.segment in listed or not (generations / one.segment / IN_USE).exists()]
        if unheld and connection.wait_for_older_readers(_READERS_SECONDS):
            for one in unheld:
                store.server.delete(one.name)
                count += 1
    return count


def delete_collections(connection: Database, store: SegmentStore, epoch: str | None = None) -> None:
    """Remove what the archive has on a Chroma server and does not list, whoever asks it; `epoch`: what it made before
    it was restored. Raises IndexAway."""
    if store.server is None:
        return
    with _told(Path(), store):
        owner, listed = epoch or read_manifest(connection).epoch, collections_of(read_segments(connection))
        for one in store.leftovers(owner, listed):
            store.server.delete(one.name)


def collections_of(entries: Sequence[SegmentEntry]) -> set[str]:
    return {entry.collection for entry in entries if entry.collection is not None}
