"""The catalog's pointer to the live generation."""

from dataclasses import asdict, dataclass

from assistant.archive.catalog.database import Database

__all__ = ["Pointer", "count_tail", "count_tombstones", "drop_pointer", "read_pointer", "switch_pointer"]


@dataclass(frozen=True, slots=True)
class Pointer:
    name: str
    """The generation's folder below `generations`; never used twice."""
    seal: str
    highest_passage_id: int
    """All live passages with vectors up to this number are in the generation; those above are the tail."""
    row_count: int
    built_at: str


def read_pointer(connection: Database) -> Pointer | None:
    row = connection.execute("SELECT name, seal, highest_passage_id, row_count, built_at FROM generation").fetchone()
    return None if row is None else Pointer(*row)


def switch_pointer(connection: Database, pointer: Pointer) -> None:
    """Point to another generation, which holds live passages only. Belongs into a transaction of the caller's."""
    connection.upsert("generation", {"only_one": 1, **asdict(pointer)}, "only_one")
    connection.execute("DELETE FROM tombstones")


def drop_pointer(connection: Database) -> None:
    connection.execute("DELETE FROM generation")
    connection.execute("DELETE FROM tombstones")


def count_tail(connection: Database) -> int:
    """Live passages with vectors that the generation does not hold."""
    row = connection.execute(
        "SELECT count(*) FROM passages WHERE is_live AND vector_id IS NOT NULL "
        "AND passage_id > coalesce((SELECT highest_passage_id FROM generation), 0)"
    ).fetchone()
    return int(row[0])


def count_tombstones(connection: Database) -> int:
    """Rows of the generation that are no longer live."""
    return int(connection.execute("SELECT count(*) FROM tombstones").fetchone()[0])
