"""Opening what is there, whatever it is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive
from assistant.archive.catalog.migrations import create_catalog, migrate
from assistant.archive.catalog.schema import SCHEMA_VERSION
from assistant.errors import ArchiveDamaged, ArchiveMissing, ArchiveTooNew

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(ArchiveMissing, match="copydesk ingest PATH"):
            Archive.open(path, None)
    assert list(tmp_path.glob("*.sqlite3")) == []


@pytest.mark.parametrize("content", [b""])
def test_a_catalog_whose_making_was_interrupted_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(content)
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path, None)
    with Archive.open(tmp_path, None, create=True) as archive:
        assert archive.status().coverage.article_count == 0


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"This is no database. " * 500)
    for create in (False, True):
        with pytest.raises(ArchiveDamaged, match="backup"):
            Archive.open(tmp_path, None, create=create)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3")) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(ArchiveDamaged, match="not a Copydesk catalog"):
        Archive.open(tmp_path, None, create=True)


def test_a_damaged_page_is_said(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}. " * 50, external_id=str(number)) for number in range(60)))
    newsroom.archive.close()
    catalog = newsroom.archive.path / "catalog.sqlite3"
    content = bytearray(catalog.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    catalog.write_bytes(content)
    with (
        pytest.raises(ArchiveDamaged),
        Archive.open(newsroom.archive.path, newsroom.embedder.identity) as archive,
        archive.snapshot() as snapshot,
    ):
        snapshot.list_articles()


def test_a_newer_catalog_is_not_touched(tmp_path: Path) -> None:
    create_catalog(tmp_path / "catalog.sqlite3")
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveTooNew, match="Update Copydesk"):
        Archive.open(tmp_path, None, create=True)


NOW = SCHEMA_VERSION
MIGRATIONS = {
    NOW: "CREATE TABLE shelf (x);\nINSERT INTO shelf VALUES (';');",
    NOW + 1: "ALTER TABLE shelf ADD COLUMN y;",
}


def version_and_shelf(catalog: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(catalog)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        shelf = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'shelf'").fetchone()[0]
    return version, shelf


def test_migrations_go_forward_after_a_backup(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The bridge is open.", external_id="1"))
    catalog, backups = newsroom.archive.path / "catalog.sqlite3", newsroom.archive.path / "backups"
    migrate(catalog, backups, MIGRATIONS)
    assert version_and_shelf(catalog) == (NOW + 2, 1)
    (backup,) = backups.iterdir()
    assert version_and_shelf(backup) == (NOW, 0)
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (1,)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.sqlite3"
    create_catalog(catalog)
    with pytest.raises(sqlite3.OperationalError):
        migrate(catalog, tmp_path / "backups", {NOW: "CREATE TABLE shelf (x);\nNONSENSE;"})
    assert version_and_shelf(catalog) == (NOW, 0)


def test_a_current_catalog_needs_no_backup(tmp_path: Path) -> None:
    create_catalog(tmp_path / "catalog.sqlite3")
    migrate(tmp_path / "catalog.sqlite3", tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
