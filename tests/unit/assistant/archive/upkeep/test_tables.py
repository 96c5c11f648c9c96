"""Tables made like others, between two files of SQLite; PostgreSQL is in tests/integration/test_move.py."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.shapes import shapes_of
from assistant.archive.upkeep import tables
from assistant.archive.upkeep.tables import NOTES_TABLE, Notes, count_rows, digest_of, fill, shed

TABLE = (
    "CREATE TABLE names (kind TEXT, number INTEGER, name TEXT UNIQUE, weight REAL, code BLOB, "
    "PRIMARY KEY (kind, number))"
)
NOTES = f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
(SHAPE,) = shapes_of([TABLE])


@pytest.fixture
def source(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(connect_writer(tmp_path / "source")) as database:
        database.execute(TABLE)
        rows = [("ab"[n % 2], n, f"n{n}", n / 7, bytes([n % 256]) if n % 3 else None) for n in range(100)]
        database.put_rows("names", ("kind", "number", "name", "weight", "code"), rows)
        yield database


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteDatabase]:
    for name, size in (("_FEWEST", 3), ("_FIRST", 7), ("_MOST", 11)):
        monkeypatch.setattr(tables, name, size)
    with closing(connect_writer(tmp_path / "target")) as database:
        for statement in (TABLE, NOTES):
            database.execute(statement)
        yield database


def unheard(count: int) -> None:
    assert count > 0


def test_a_table_is_filled_in_the_order_of_its_keys(source: SqliteDatabase, target: SqliteDatabase) -> None:
    steps: list[int] = []
    fill(source, target, SHAPE, steps.append)
    assert sum(steps) == 100
    assert max(steps) == 11
    assert digest_of(source, SHAPE, unheard) == digest_of(target, SHAPE, unheard)
    assert digest_of(target, SHAPE, unheard).row_count == count_rows(target, SHAPE) == 100
    steps.clear()
    fill(source, target, SHAPE, steps.append)
    assert steps == []


def test_after_a_stop_it_goes_on_behind_the_last_batch(source: SqliteDatabase, target: SqliteDatabase) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(source, target, SHAPE, stop)
    assert count_rows(target, SHAPE) == 7
    target.execute("DELETE FROM names WHERE number = 4")  # nobody looks at it again
    fill(source, target, SHAPE, unheard)
    assert count_rows(target, SHAPE) == 99
    Notes(target).drop("rows:")
    fill(source, target, SHAPE, unheard)
    assert digest_of(source, SHAPE, unheard) == digest_of(target, SHAPE, unheard)


def test_what_is_wrong_is_deleted_and_copied_anew(source: SqliteDatabase, target: SqliteDatabase) -> None:
    fill(source, target, SHAPE, unheard)
    source.execute("DELETE FROM names WHERE number BETWEEN 20 AND 49")
    source.execute("UPDATE names SET name = 'n20' WHERE number = 3")  # a name that another row still has there
    source.execute("UPDATE names SET code = x'00' WHERE number = 99")
    target.execute("INSERT INTO names VALUES ('c', 1, 'more', 0.5, NULL)")
    target.execute("DELETE FROM names WHERE number = 60")
    Notes(target).drop("rows:names")
    assert shed(source, target, SHAPE) == 30 + 2 + 1
    fill(source, target, SHAPE, unheard)
    assert digest_of(source, SHAPE, unheard) == digest_of(target, SHAPE, unheard)


@pytest.mark.parametrize(
    "change",
    ["name = name || ' '", "weight = weight + 1e-12", "code = NULL", "code = CAST('' AS BLOB)", "name = NULL"],
)
def test_any_difference_is_one_of_the_hash(source: SqliteDatabase, change: str) -> None:
    before = digest_of(source, SHAPE, unheard)
    source.execute(f"UPDATE names SET {change} WHERE number = 50")
    after = digest_of(source, SHAPE, unheard)
    assert (after.row_count, after.sha256 != before.sha256) == (before.row_count, True)
