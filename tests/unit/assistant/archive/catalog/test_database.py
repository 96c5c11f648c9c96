"""One connection in our words: rows, numbers, lists, transactions and readings."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.catalog.connection import SqliteDatabase, connect_reader, connect_writer
from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.catalog.migrations import create_catalog


def kept(database: Database) -> list[tuple[str, str]]:
    return [tuple(row) for row in database.execute("SELECT key, value FROM remembered ORDER BY key")]


def test_a_row_is_written_whether_it_was_there_or_not(catalog: Database) -> None:
    catalog.upsert("remembered", {"key": "a", "value": "1"}, "key")
    catalog.upsert_many("remembered", ("key", "value"), [("a", "2"), ("b", "3")], "key")
    assert kept(catalog) == [("a", "2"), ("b", "3")]


def test_a_row_that_is_nothing_but_its_key_stays(catalog: Database) -> None:
    for _ in range(2):
        catalog.upsert("tombstones", {"passage_id": 7}, "passage_id")
    assert catalog.execute("SELECT passage_id FROM tombstones").fetchall() == [(7,)]


def test_a_new_row_has_a_number_that_leads_to_it(catalog: Database) -> None:
    number = catalog.insert("INSERT INTO texts (sha256, text) VALUES (?, ?)", ("x", "A text."), "text_id")
    assert catalog.execute("SELECT text FROM texts WHERE text_id = ?", (number,)).fetchone() == ("A text.",)


@pytest.mark.parametrize("wanted", [[], [2], [1, 3, 99], list(range(50_000))])
def test_rows_in_a_list_of_any_length(catalog: Database, wanted: list[int]) -> None:
    catalog.executemany("INSERT INTO tombstones VALUES (?)", ((number,) for number in (1, 2, 3)))
    query = f"SELECT passage_id FROM tombstones WHERE passage_id {IN_LIST} ORDER BY passage_id"
    assert [row[0] for row in catalog.execute(query, (catalog.in_list(wanted),))] == [
        number for number in (1, 2, 3) if number in wanted
    ]


def test_a_transaction_that_fails_leaves_nothing(catalog: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), catalog.transaction():
        catalog.executemany("INSERT INTO remembered VALUES (?, ?)", [("a", "1"), ("b", None)])
    assert kept(catalog) == []


def test_a_reading_stays_with_what_it_saw_first(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite3"
    create_catalog(file)
    with closing(connect_writer(file)) as writer, closing(connect_reader(file)) as reader:
        with reader.connection.reading():
            assert kept(reader.connection) == []
            with writer.transaction():
                writer.upsert("remembered", {"key": "a", "value": "1"}, "key")
            assert kept(reader.connection) == []
        with reader.connection.reading():
            assert kept(reader.connection) == [("a", "1")]


def test_a_copy_is_whole_and_another(tmp_path: Path) -> None:
    with closing(SqliteDatabase.open(":memory:")) as one, closing(SqliteDatabase.open(tmp_path / "copy")) as other:
        one.execute("CREATE TABLE words (word TEXT)")
        one.execute("INSERT INTO words VALUES ('first')")
        one.copy_to(other)
        one.execute("INSERT INTO words VALUES ('second')")
        assert other.execute("SELECT word FROM words").fetchall() == [("first",)]
