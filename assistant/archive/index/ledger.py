"""The catalog's list of sealed segments, and what is counted against it.

Segments follow each other by the numbers of their passages. Together they hold every live passage with a vector up to
the highest number of the last; those above are the tail. A row that is no longer live has a tombstone until its segment
is written anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import is_counted

__all__ = [
    "SegmentEntry",
    "count_dead",
    "count_restated",
    "count_tail",
    "count_tombstones",
    "drop_segments",
    "enter_segments",
    "folded_to",
    "read_segments",
    "settle",
    "unsettled_count",
]


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    name: str
    """Its folder below `generations`; never used twice."""
    seal: str
    above: int
    """Its passages have larger numbers than this, and none larger than `highest_passage_id`."""
    highest_passage_id: int
    row_count: int
    built_at: str
    first_on: str | None = None
    """The range of days on which its articles were published; None where it is not known."""
    last_on: str | None = None
    settled_count: int = 0
    """Its rows that were no longer live at the last fold, which let them be: too few to write it anew."""
    collection: str | None = None
    """Of a Chroma server, where its index is there and not in its folder."""


_COLUMNS = "name, seal, above, highest_passage_id, row_count, built_at, first_on, last_on, settled_count, collection"


def read_segments(connection: Database) -> list[SegmentEntry]:
    """The segments in order. The one generation of a catalog that no writer has migrated yet is read as a segment."""
    if not is_counted(connection):
        query = "SELECT name, seal, 0, highest_passage_id, row_count, built_at FROM generation"
    else:
        query = f"SELECT {_COLUMNS} FROM segments ORDER BY above"  # noqa: S608  # our own columns
    return [SegmentEntry(*row) for row in connection.execute(query)]


def enter_segments(connection: Database, added: Sequence[SegmentEntry], replaced: Sequence[str]) -> None:
    """Put segments, which hold live passages only, in the place of others. Belongs into the caller's transaction."""
    bounds = [
        tuple(row)
        for name in replaced
        for row in connection.execute("SELECT above, highest_passage_id FROM segments WHERE name = ?", (name,))
    ]
    bounds += [(entry.above, entry.highest_passage_id) for entry in added]
    connection.executemany("DELETE FROM segments WHERE name = ?", [(name,) for name in replaced])
    for table in ("tombstones", "restated"):
        connection.executemany(f"DELETE FROM {table} WHERE passage_id > ? AND passage_id <= ?", bounds)  # noqa: S608  # two fixed names
    connection.executemany(
        f"INSERT INTO segments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # our own columns
        [
            (
                entry.name, entry.seal, entry.above, entry.highest_passage_id, entry.row_count, entry.built_at,
                entry.first_on, entry.last_on, entry.settled_count, entry.collection,
            )
            for entry in added
        ],
    )  # fmt: skip


def drop_segments(connection: Database) -> None:
    tables = ("segments", "tombstones", "restated") if is_counted(connection) else ("generation", "tombstones")
    for table in tables:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # fixed names


def settle(connection: Database) -> None:
    """Let the tombstones there are be: until more come, no fold is due for them."""
    connection.execute(
        "UPDATE segments SET settled_count = (SELECT count(*) FROM tombstones t "
        "WHERE t.passage_id > segments.above AND t.passage_id <= segments.highest_passage_id)"
    )


def folded_to(connection: Database) -> int:
    """Live passages with vectors up to this number are in a segment."""
    return max((entry.highest_passage_id for entry in read_segments(connection)), default=0)


def count_tail(connection: Database) -> int:
    """Live passages with vectors that no segment holds."""
    row = connection.execute(
        "SELECT count(*) FROM passages WHERE is_live AND vector_id IS NOT NULL AND passage_id > ?",
        (folded_to(connection),),
    ).fetchone()
    return int(row[0])


def count_tombstones(connection: Database) -> int:
    """Rows of segments that are no longer live."""
    return int(connection.execute("SELECT count(*) FROM tombstones").fetchone()[0])


def unsettled_count(connection: Database) -> int:
    """The tombstones that came since the last fold."""
    settled = connection.execute("SELECT coalesce(sum(settled_count), 0) FROM segments").fetchone()[0]
    return max(0, count_tombstones(connection) - int(settled))


def count_dead(connection: Database) -> dict[str, int]:
    """For each segment how many of its rows are no longer live."""
    return _count_by_segment(connection, "tombstones")


def count_restated(connection: Database) -> dict[str, int]:
    """For each segment how many of its rows have articles of other days, outlets or kinds than when it was built."""
    return _count_by_segment(connection, "restated")


def _count_by_segment(connection: Database, table: str) -> dict[str, int]:
    rows = connection.execute(
        f"SELECT s.name, (SELECT count(*) FROM {table} t "  # noqa: S608  # two fixed names
        "WHERE t.passage_id > s.above AND t.passage_id <= s.highest_passage_id) FROM segments s"
    )
    return {str(name): int(count) for name, count in rows}
