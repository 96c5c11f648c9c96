"""Tables copied between two files of SQLite; PostgreSQL is in tests/integration/test_move.py."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.shapes import shapes_of
from assistant.archive.upkeep.copied_tables import copy_tables
from assistant.archive.upkeep.tables import NOTES_TABLE
from assistant.errors import ArchiveDamaged

TABLE = "CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT)"
SHAPES = shapes_of([TABLE])


@pytest.fixture
def source(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(connect_writer(tmp_path / "source")) as database:
        database.execute(TABLE)
        database.put_rows("names", ("number", "name"), [(number, f"n{number}") for number in range(9)])
        yield database


@pytest.fixture
def target(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(connect_writer(tmp_path / "target")) as database:
        for statement in (TABLE, f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"):
            database.execute(statement)
        yield database


def copy(source: SqliteDatabase, target: SqliteDatabase, stamp: str = "1") -> list[tuple[str, int, int]]:
    """Copies, sees that both hold the same, and gives what was told of it."""
    told: list[tuple[str, int, int]] = []
    digests = copy_tables(source, target, SHAPES, stamp, "names", lambda *step: told.append(step))
    rows = [database.execute("SELECT * FROM names ORDER BY number").fetchall() for database in (source, target)]
    assert rows[0] == rows[1]
    assert digests["names"].row_count == len(rows[0])
    return told


def test_every_row_is_copied_once_and_compared(source: SqliteDatabase, target: SqliteDatabase) -> None:
    told = copy(source, target)
    assert told[:2] == [("copying", 0, 9), ("copying", 9, 9)]
    assert ("comparing", 18, 18) in told
    assert copy(source, target)[0] == ("copying", 9, 9), "it goes on where it was"


@pytest.mark.parametrize("stamp", ["1", "2"])
def test_what_came_out_otherwise_is_copied_once_more(
    source: SqliteDatabase, target: SqliteDatabase, stamp: str
) -> None:
    copy(source, target)
    target.execute("UPDATE names SET name = 'other' WHERE number = 3")
    target.execute("DELETE FROM names WHERE number = 5")
    copy(source, target, stamp)


def test_what_never_comes_out_alike_is_an_error(source: SqliteDatabase, target: SqliteDatabase) -> None:
    target.execute(
        "CREATE TRIGGER spoil AFTER INSERT ON names WHEN new.number = 7 "
        "BEGIN UPDATE names SET name = 'spoilt' WHERE number = 7; END"
    )
    with pytest.raises(ArchiveDamaged, match="not what is in the archive: names"):
        copy(source, target)
