"""Where an archive's catalog is: a file in its folder, or a PostgreSQL database beside it."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Protocol

from assistant.archive.catalog.connection import ReaderPool, connect_reader, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.dialect import DAY_FUNCTION, schema_for_postgres
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.held_languages import write_terms_version
from assistant.archive.catalog.manifest import write_new_manifest
from assistant.archive.catalog.migrations import create_catalog, migrate, schema_version_of, statements_of
from assistant.archive.catalog.postgres import (
    PostgresDatabase,
    PostgresPool,
    connect_postgres,
    name_of,
    translated_fault,
)
from assistant.archive.catalog.postings import POSTINGS_TABLES
from assistant.archive.catalog.schema import READ_AS_IT_IS, SCHEMA_VERSION, TABLES
from assistant.archive.catalog.session import WRITER_PATIENCE, current_writer, writing
from assistant.errors import ArchiveBusy, ArchiveTooNew, InputError

__all__ = ["CATALOG", "MARK", "CatalogPlace", "FolderCatalog", "PostgresCatalog", "Readers", "place_of"]

CATALOG = "catalog.sqlite3"
MARK = "database.json"
"""In the folder of an archive whose catalog is elsewhere: nobody takes the folder for an empty one."""
_WRITER = "writer"


class Readers(Protocol):
    """Connections that only read."""

    def reading(self) -> AbstractContextManager[Database]: ...
    def close(self) -> None: ...


class CatalogPlace(ABC):
    """The catalog of the archive in `folder`."""

    address: str | None = None
    """Of a database; None for a file."""
    oldest_read = SCHEMA_VERSION
    """Catalogs from this schema on are read as they are; older ones are led forward when they are opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def version(self) -> int:
        """The schema version of the catalog; 0 where there is none, or one whose making was interrupted."""

    @abstractmethod
    def create(self) -> None:
        """Make the tables in one transaction; a catalog that is there already, whole, is left as it is."""

    @abstractmethod
    def migrate(self) -> None:
        """Lead an older schema forward."""

    @abstractmethod
    def readers(self) -> Readers: ...

    @abstractmethod
    def writing(
        self, patience: float = WRITER_PATIENCE, *, makes_room: bool = False
    ) -> AbstractContextManager[Database]:
        """A connection that may write, under the writer's lock; an older schema is led forward first. `patience`:
        seconds to wait for the lock; `makes_room`: on a nearly full disk too.

        Raises ArchiveBusy, naming the holder, ArchiveReadOnly or ArchiveFull.
        """

    @abstractmethod
    def current_writer(self) -> str | None:
        """Who writes to the archive now, in words; None when nobody does."""


class FolderCatalog(CatalogPlace):
    """A file of SQLite's in the archive's own folder."""

    oldest_read = READ_AS_IT_IS

    @property
    def file(self) -> Path:
        return self.folder / CATALOG

    def version(self) -> int:
        if not self.file.exists() or self.file.stat().st_size == 0:
            return 0
        with closing(connect_reader(self.file)) as reader:
            return schema_version_of(reader.connection)

    def create(self) -> None:
        create_catalog(self.file)

    def migrate(self) -> None:
        with writing(self.folder):
            migrate(self.file, self.folder / "backups")

    def readers(self) -> Readers:
        return ReaderPool(self.file)

    @contextmanager
    def writing(self, patience: float = WRITER_PATIENCE, *, makes_room: bool = False) -> Iterator[Database]:
        with writing(self.folder, patience=patience, makes_room=makes_room):
            with translated(self.folder):
                migrate(self.file, self.folder / "backups")
                connection = connect_writer(self.file)
            with closing(connection):
                yield connection

    def current_writer(self) -> str | None:
        return current_writer(self.folder)


class PostgresCatalog(CatalogPlace):
    """A schema of a PostgreSQL database: the first of the connection's search path. The index stays in the folder."""

    address: str

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(folder)
        self.address = address
        self.name = name_of(address)

    def version(self) -> int:
        with closing(connect_postgres(self.address, "opens")) as database:
            version = database.schema_version()
            if not version and database.execute("SELECT to_regclass('copydesk_move')").fetchone()[0] is not None:
                message = (
                    f"An archive is being moved to the database {self.name}, and is not whole there yet. Run "
                    "`copydesk move` once more, which ends that."
                )
                raise InputError(message)
        if version > SCHEMA_VERSION:
            message = (
                f"The archive in the database {self.name} was made by a newer Copydesk (its schema is {version}, this "
                f"one knows {SCHEMA_VERSION}). Update Copydesk."
            )
            raise ArchiveTooNew(message)
        return version

    def create(self) -> None:
        with closing(connect_postgres(self.address, "makes")) as database, database.transaction():
            database.execute("SELECT pg_advisory_xact_lock(?)", (database.lock_number(_WRITER),))
            if not database.schema_version():
                schema = schema_for_postgres([*statements_of(TABLES), *statements_of(POSTINGS_TABLES)])
                for statement in (DAY_FUNCTION, *schema.statements):
                    with translated_fault(database.name):
                        database.connection.execute(statement)
                write_new_manifest(database)
                write_terms_version(database)
                database.execute("CREATE TABLE copydesk_schema (version INTEGER NOT NULL)")
                database.execute("INSERT INTO copydesk_schema VALUES (?)", (SCHEMA_VERSION,))
        (self.folder / MARK).write_text(json.dumps({"kind": "postgresql"}), encoding="utf-8")

    def migrate(self) -> None:
        """There is no older schema in PostgreSQL yet."""
        message = f"The archive in the database {self.name} has an older schema, which cannot be led forward."
        raise InputError(message)

    def readers(self) -> Readers:
        return PostgresPool(self.address)

    @contextmanager
    def writing(self, patience: float = WRITER_PATIENCE, *, makes_room: bool = False) -> Iterator[Database]:
        """The lock is the connection's own: where that breaks off nothing more can be written through it."""
        with (
            writing(self.folder, patience=patience, makes_room=makes_room),
            closing(connect_postgres(self.address, "writes")) as database,
        ):
            deadline = time.monotonic() + patience
            number = database.lock_number(_WRITER)
            while not database.execute("SELECT pg_try_advisory_lock(?)", (number,)).fetchone()[0]:
                if time.monotonic() >= deadline:
                    message = (
                        f"The archive in the database {self.name} is being written to by "
                        f"{_holder(database) or 'another program'}. Wait until that is done, then try again."
                    )
                    raise ArchiveBusy(message)
                time.sleep(0.05)
            yield database

    def current_writer(self) -> str | None:
        with closing(connect_postgres(self.address, "looks")) as database:
            return _holder(database)


def place_of(folder: Path, database: str | None) -> CatalogPlace:
    """The catalog of the archive in a folder; `database`: the address of PostgreSQL's that holds it.

    Raises InputError where the folder belongs to a catalog of the other kind.
    """
    is_elsewhere = (folder / MARK).exists()
    if database is None:
        if is_elsewhere:
            message = (
                f"The articles of the archive at {folder} are in PostgreSQL. Set COPYDESK_DATABASE to its address."
            )
            raise InputError(message)
        return FolderCatalog(folder)
    if (folder / CATALOG).exists():
        message = (
            f"The archive at {folder} keeps its articles in that folder, but COPYDESK_DATABASE is set. Unset it, or "
            "name another folder. `copydesk move` brings an archive from one to the other."
        )
        raise InputError(message)
    return PostgresCatalog(folder, database)


def _holder(database: PostgresDatabase) -> str | None:
    key = database.lock_number(_WRITER) & (2**64 - 1)
    row = database.execute(
        "SELECT a.application_name, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
        "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
        "AND CAST(l.classid AS BIGINT) = ? AND CAST(l.objid AS BIGINT) = ? "
        "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        (key >> 32, key & 0xFFFFFFFF),
    ).fetchone()
    return None if row is None else f"`{row[0]}` (since {row[1].isoformat(timespec='seconds')})"
