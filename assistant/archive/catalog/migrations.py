"""Making, recognising and migrating a catalog."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.held_languages import write_terms_version
from assistant.archive.catalog.manifest import write_new_manifest
from assistant.archive.catalog.past_passages import index_all_past
from assistant.archive.catalog.schema import APPLICATION_ID, KEYWORD_TABLES, MIGRATIONS, SCHEMA_VERSION, TABLES
from assistant.errors import ArchiveDamaged, ArchiveTooNew

__all__ = ["back_up", "create_catalog", "migrate", "schema_version_of", "statements_of"]

_AFTER: dict[int, Callable[[Database], None]] = {1: index_all_past}
"""What a step needs beyond its script, in the same transaction: the words of the keyword index are not SQL's."""


def create_catalog(catalog: Path) -> None:
    """Make the tables in one transaction; a catalog that is there already, whole, is left as it is."""
    connection = connect_writer(catalog)
    try:
        with connection.transaction():
            if schema_version_of(connection):
                return
            for statement in (*statements_of(TABLES), *KEYWORD_TABLES):
                connection.execute(statement)
            write_new_manifest(connection)
            write_terms_version(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()


def schema_version_of(connection: Database) -> int:
    """The catalog's schema version; 0 for a file without any table.

    Raises ArchiveDamaged for another program's database and ArchiveTooNew for a schema of a later Copydesk.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    has_tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    if not has_tables:
        return 0
    if application != APPLICATION_ID or version < 1:
        message = "The file catalog.sqlite3 is not a Copydesk catalog. Choose another folder for the archive."
        raise ArchiveDamaged(message)
    if version > SCHEMA_VERSION:
        message = (
            f"The archive was made by a newer Copydesk (its schema is {version}, this one knows {SCHEMA_VERSION}). "
            "Update Copydesk."
        )
        raise ArchiveTooNew(message)
    return version


def migrate(catalog: Path, backups: Path, migrations: Mapping[int, str] = MIGRATIONS) -> None:
    """Lead an older schema forward, step by step, after a backup. The caller holds the writer's lock."""
    connection = connect_writer(catalog)
    try:
        version = schema_version_of(connection)
        if version not in migrations:
            return
        back_up(connection, backups, f"before-schema-{max(migrations) + 1}")
        while version in migrations:
            with connection.transaction():
                for statement in statements_of(migrations[version]):
                    connection.execute(statement)
                if version in _AFTER:
                    _AFTER[version](connection)
                version += 1
                connection.execute(f"PRAGMA user_version = {version}")
    finally:
        connection.close()


def back_up(connection: SqliteDatabase, folder: Path, label: str) -> Path:
    """A whole, consistent copy of the catalog, by SQLite's own means."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{label}.sqlite3"
    unfinished = target.with_suffix(".unfinished")
    copy = SqliteDatabase.open(unfinished)
    try:
        connection.copy_to(copy)
    finally:
        copy.close()
    unfinished.replace(target)
    return target


def statements_of(script: str) -> list[str]:
    """The script's statements one by one: `executescript` would commit the transaction it runs in."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return [*statements, pending] if pending.strip() else statements
