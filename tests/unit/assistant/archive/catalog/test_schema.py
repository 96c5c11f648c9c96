"""The tables, and the way from an old schema to a new one."""

import gzip
import sqlite3
import string
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Archive
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.migrations import create_catalog, migrate
from assistant.archive.catalog.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_each_older_schema_has_a_migration_and_the_newest_has_none() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION))


def test_the_header_says_whose_it_is_and_which(tmp_path: Path) -> None:
    create_catalog(tmp_path / "catalog.sqlite3")
    header = (tmp_path / "catalog.sqlite3").read_bytes()[:100]
    assert header[68:72] == b"CDK1" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION


def test_making_it_twice_changes_nothing(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.sqlite3"
    create_catalog(catalog)
    before = catalog.read_bytes()
    create_catalog(catalog)
    assert catalog.read_bytes() == before


def test_references_lead_to_tables_that_are_there(catalog: Database) -> None:
    tables = {row[0] for row in catalog.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in tables:
        for reference in catalog.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
            columns = {row[1] for row in catalog.execute(f'PRAGMA table_info("{reference[2]}")')}
            assert reference[4] in columns, f"{table} refers to {reference[2]}.{reference[4]}"
    with pytest.raises(sqlite3.IntegrityError):
        catalog.execute("INSERT INTO passages VALUES (1, 99, 99, 0, 1, '[]', '', 1, NULL, 1, 0)")


@pytest.mark.parametrize("table", ["articles", "versions", "passages", "groups"])
def test_numbers_that_others_remember_are_never_given_twice(catalog: Database, table: str) -> None:
    """A deleted passage's number on a new one would let an open segment find the wrong text."""
    values = {
        "articles": "(article_id, identity, added_at) VALUES ('a', 'i', '')",
        "versions": "(article_key, version, ordinal, text_id, authors, source_name, language, kind, stored_at) "
        "VALUES (1, 1, 0, 1, '[]', '', '', '', '')",
        "passages": '(version_id, group_id, start, "end", sentences, embedded_head, embeds_text, is_live) '
        "VALUES (1, 1, 0, 1, '', '', 1, 1)",
        "groups": "(lead_key) VALUES (NULL)",
    }[table]
    catalog.execute("PRAGMA foreign_keys = OFF")
    first = catalog.insert(f"INSERT INTO {table} {values}", (), "")
    catalog.execute(f"DELETE FROM {table}")
    assert catalog.insert(f"INSERT INTO {table} {values}", (), "") == first + 1


TERM = st.text(
    st.characters(codec="utf-8", exclude_categories=("Z", "C"), min_codepoint=33) | st.sampled_from(string.punctuation),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(terms=st.lists(TERM, min_size=1, max_size=5))
def test_the_keyword_index_splits_at_spaces_alone(catalog: Database, terms: list[str]) -> None:
    catalog.execute("DELETE FROM keyword")
    catalog.execute("INSERT INTO keyword (rowid, title, body, publisher) VALUES (1, '', ?, '')", (" ".join(terms),))
    lowered = {"".join(letter.lower() if letter.isascii() else letter for letter in term) for term in terms}
    assert {row[0] for row in catalog.execute("SELECT term FROM keyword_terms")} == lowered
    for term in terms:
        quoted = '"' + term.replace('"', '""') + '"'
        assert catalog.execute("SELECT rowid FROM keyword WHERE keyword MATCH ?", (quoted,)).fetchall() == [(1,)]


def version_and_columns(catalog: Path) -> tuple[int, list[str]]:
    with closing(sqlite3.connect(catalog)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(shelf)")]
        return connection.execute("PRAGMA user_version").fetchone()[0], columns


def test_a_statement_without_its_last_semicolon_is_carried_out_too(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.sqlite3"
    create_catalog(catalog)
    migrate(catalog, tmp_path / "backups", {SCHEMA_VERSION: "CREATE TABLE shelf (x);\nALTER TABLE shelf ADD COLUMN y"})
    assert version_and_columns(catalog) == (SCHEMA_VERSION + 1, ["x", "y"])


def test_statements_over_several_lines_with_comments_and_semicolons_within(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.sqlite3"
    create_catalog(catalog)
    script = """
-- a comment; with a semicolon
CREATE TABLE shelf (
  x TEXT DEFAULT 'a;b' -- more;
);
CREATE TRIGGER filled AFTER INSERT ON shelf BEGIN
  UPDATE shelf SET x = 'filled; twice';
  DELETE FROM texts;
END;
-- the end
"""
    migrate(catalog, tmp_path / "backups", {SCHEMA_VERSION: script})
    assert version_and_columns(catalog) == (SCHEMA_VERSION + 1, ["x"])


def test_a_step_that_fails_keeps_the_steps_before_and_is_tried_again(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.sqlite3"
    create_catalog(catalog)
    broken = {
        SCHEMA_VERSION: "CREATE TABLE shelf (x);",
        SCHEMA_VERSION + 1: "ALTER TABLE shelf ADD COLUMN y;\nNONSENSE;",
    }
    with pytest.raises(sqlite3.OperationalError):
        migrate(catalog, tmp_path / "backups", broken)
    assert version_and_columns(catalog) == (SCHEMA_VERSION + 1, ["x"])
    assert len(list((tmp_path / "backups").glob("*.sqlite3"))) == 1


def test_an_archive_of_this_schema_opens_without_a_backup(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True):
        pass
    with Archive.open(tmp_path / "archive", None) as archive:
        assert archive.status().schema == SCHEMA_VERSION
    assert not (tmp_path / "archive" / "backups").exists()


def shape_of(catalog: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table with its columns, whatever their order."""
    with closing(sqlite3.connect(catalog)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: connection.execute(f'PRAGMA table_info("{name}")').fetchall() for name in tables}
        indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")
        return {name: sorted(row[1:] for row in rows) for name, rows in columns.items()} | {"": indexes.fetchall()}


@pytest.fixture
def schema_1(tmp_path: Path) -> Path:
    """A catalog as the first schema wrote it: an article of three versions, a copy, one undated, one removed."""
    packed = Path(__file__).with_name("schema-1.sqlite3.gz")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "catalog.sqlite3").write_bytes(gzip.decompress(packed.read_bytes()))
    return tmp_path / "old"


def test_an_archive_of_the_first_schema_is_led_forward_after_a_backup(
    schema_1: Path, tmp_path: Path, newsroom: "Newsroom"
) -> None:
    before = (schema_1 / "catalog.sqlite3").read_bytes()
    with Archive.open(schema_1, newsroom.embedder.identity) as archive:
        room = type(newsroom)(archive, newsroom.embedder)
        with archive.snapshot() as snapshot:
            bridge = snapshot.versions(snapshot.article("1").article_id)
            assert [version.title for version in bridge] == ["Bridge to close", "Bridge closed", "Bridge open"]
            assert not any(version.is_withdrawn or version.correction for version in bridge)
            assert len(snapshot.copies(bridge[0].article_id)) == 1
            assert snapshot.coverage().article_count == 4
            nearest = snapshot.search_dense(newsroom.embedder.encode(["Rain\nRain fell on Monday."])[0], 1)
            assert [one.text for one in snapshot.passages([nearest[0].passage_id])] == ["Rain fell on Monday."]
        assert room.keyword("museum") == ["A museum was robbed."]
        room.put(room.article("A museum was robbed.\nThe thief is caught.", "Robbery", external_id="4"))
        assert room.keyword("thief") == ["The thief is caught."]
    (backup,) = (schema_1 / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as kept, closing(sqlite3.connect(":memory:")) as original:
        original.deserialize(before)
        assert list(kept.iterdump()) == list(original.iterdump())
    create_catalog(tmp_path / "fresh.sqlite3")
    assert shape_of(schema_1 / "catalog.sqlite3") == shape_of(tmp_path / "fresh.sqlite3")
