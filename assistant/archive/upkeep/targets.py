"""Where an archive can be moved: an empty schema of a PostgreSQL database, or an empty folder. Until all is there and
checked, nobody can take what is there for an archive."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.dialect import DAY_FUNCTION, PostgresSchema, schema_for_postgres
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.manifest import write_new_epoch
from assistant.archive.catalog.migrations import create_catalog, statements_of
from assistant.archive.catalog.place import CATALOG, MARK, PostgresCatalog
from assistant.archive.catalog.postgres import PostgresDatabase, name_of, translated_fault
from assistant.archive.catalog.postings import POSTINGS_TABLES
from assistant.archive.catalog.private import keep_private
from assistant.archive.catalog.schema import SCHEMA_VERSION, TABLES
from assistant.archive.catalog.session import writing
from assistant.archive.catalog.shapes import TableShape
from assistant.archive.readers.schema import READERS_SCHEMA_VERSION, bring_up_to_date
from assistant.archive.readers.schema import TABLES as READERS_TABLES
from assistant.archive.upkeep.backup import READERS
from assistant.archive.upkeep.tables import NOTES_TABLE, Notes
from assistant.errors import ArchiveDamaged, InputError

__all__ = ["FolderTarget", "PostgresTarget", "Target"]

_UNFINISHED = ".unfinished"
_NOTES = f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
_FROM, _FINISHED = "from", "finished"
Stamp = Callable[[Database], str]
"""Says of a database's contents what changes with them."""


class Target(ABC):
    """`folder`: that of the archive as it will be, with its index; `name`: where its articles are, for a person."""

    folder: Path
    name: str
    catalog: Database

    @abstractmethod
    def opened(self, epoch: str, stamp: Stamp) -> AbstractContextManager[None]:
        """Ready to be filled, alone; `epoch`: of the archive that is moved here. Raises InputError where there is
        something else."""

    @abstractmethod
    def readers(self) -> Database:
        """Where the tables of conversations are."""

    @abstractmethod
    def make_indexes(self) -> None:
        """What is quicker made when the rows are there, and is needed to read them."""

    @abstractmethod
    def finish(self, numbers: Sequence[tuple[TableShape, int]], stamp: Stamp) -> None:
        """Make it an archive, with an epoch of its own, by which it is told from the one that it was copied from.

        `numbers`: the highest that tables have given, whether its row is still there or not.
        """


class PostgresTarget(Target):
    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self.address = address
        self.name = name_of(address)
        self._catalog = schema_for_postgres([*statements_of(TABLES), *statements_of(POSTINGS_TABLES)])
        self._readers = schema_for_postgres(READERS_TABLES)

    @contextmanager
    def opened(self, epoch: str, stamp: Stamp) -> Iterator[None]:
        _check_folder(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        keep_private(self.folder)
        with PostgresCatalog(self.folder, self.address).writing(makes_room=True) as database:
            assert isinstance(database, PostgresDatabase)
            self.catalog = self._database = database
            self._begin(epoch, stamp)
            (self.folder / MARK).write_text(json.dumps({"kind": "postgresql"}), encoding="utf-8")
            yield

    def readers(self) -> Database:
        if not self._has("copydesk_readers"):
            with self._database.transaction():
                self._make(self._readers.tables)
                self._database.execute("CREATE TABLE copydesk_readers (version INTEGER NOT NULL)")
                self._database.execute("INSERT INTO copydesk_readers VALUES (?)", (READERS_SCHEMA_VERSION,))
        return self._database

    def make_indexes(self) -> None:
        for schema in self._schemas():
            self._make([one.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ") for one in schema.indexes])
        for (table,) in self._tables():
            self._database.execute(f'ANALYZE "{table}"')

    def finish(self, numbers: Sequence[tuple[TableShape, int]], stamp: Stamp) -> None:
        with self._database.transaction():
            for schema in self._schemas():
                self._make(schema.references)
            for shape, number in numbers:
                self._number_from(shape, number)
            write_new_epoch(self._database)
            notes = Notes(self._database)
            notes.drop("rows:")
            notes.write(_FINISHED, stamp(self._database))
            self._database.execute("CREATE TABLE copydesk_schema (version INTEGER NOT NULL)")
            self._database.execute("INSERT INTO copydesk_schema VALUES (?)", (SCHEMA_VERSION,))
        for (table,) in self._tables():
            self._database.execute(f'ANALYZE "{table}"')

    def _begin(self, epoch: str, stamp: Stamp) -> None:
        notes = Notes(self._database)
        if not self._tables():
            with self._database.transaction():
                self._make([DAY_FUNCTION, *self._catalog.tables])
                self._database.execute(_NOTES)
                notes.write(_FROM, epoch)
            return
        if not self._has(NOTES_TABLE) or notes.read(_FROM) != epoch:
            message = (
                f"The database {self.name} holds something else. Name another one, or an empty schema of it, as "
                "docs/guides/postgresql.md says."
            )
            raise InputError(message)
        if self._has("copydesk_schema"):
            if notes.read(_FINISHED) != stamp(self._database):
                message = (
                    f"The archive was moved to the database {self.name} before, and has been changed there since: "
                    "moving it again would undo that. To begin anew, empty its schema."
                )
                raise InputError(message)
            self._database.execute("DROP TABLE copydesk_schema")
        self._lift_references()

    def _lift_references(self) -> None:
        """Rows come in the order of their tables, not of what refers to what."""
        rows = self._database.execute(
            "SELECT c.relname, o.conname FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid "
            "WHERE o.contype = 'f' AND c.relnamespace = to_regnamespace(current_schema())"
        ).fetchall()
        for table, name in rows:
            self._database.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')

    def _number_from(self, shape: TableShape, number: int) -> None:
        """What is numbered next is numbered higher."""
        sequence = self._database.execute(
            "SELECT pg_get_serial_sequence(?, ?)", (f'"{shape.name}"', shape.key[0])
        ).fetchone()[0]
        if sequence is None:
            return
        highest = self._database.execute(f'SELECT coalesce(max("{shape.key[0]}"), 0) FROM "{shape.name}"').fetchone()[0]  # noqa: S608  # our own names
        if max(number, highest) > 0:
            self._database.execute("SELECT setval(CAST(? AS regclass), ?)", (sequence, max(number, highest)))

    def _schemas(self) -> list[PostgresSchema]:
        return [self._catalog, *([self._readers] if self._has("copydesk_readers") else [])]

    def _make(self, statements: Sequence[str]) -> None:
        for statement in statements:
            with translated_fault(self.name):
                self._database.connection.execute(statement)

    def _has(self, table: str) -> bool:
        return self._database.execute("SELECT to_regclass(?)", (table,)).fetchone()[0] is not None

    def _tables(self) -> list[tuple[str]]:
        return self._database.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        ).fetchall()


class FolderTarget(Target):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)
        self._stack = ExitStack()
        self._readers_database: SqliteDatabase | None = None

    @contextmanager
    def opened(self, epoch: str, stamp: Stamp) -> Iterator[None]:  # noqa: ARG002  # an archive that is there is left alone
        unfinished = self.folder / f"{CATALOG}{_UNFINISHED}"
        there = {path.name for path in self.folder.iterdir()} if self.folder.is_dir() else set()
        if CATALOG in there or (unfinished.name not in there and not there <= {"writer.lock", "writer.json"}):
            raise InputError(_taken(self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as self._stack, translated(self.folder):
            self._stack.enter_context(writing(self.folder, makes_room=True))
            create_catalog(unfinished)
            self.catalog = self._database = self._stack.enter_context(closing(_filling(unfinished)))
            notes = Notes(self._database)
            if not notes.read(_FROM):
                with self._database.transaction():
                    self._database.execute("DELETE FROM manifest")
                    notes.write(_FROM, epoch)
            if notes.read(_FROM) != epoch:
                raise InputError(_taken(self.folder))
            yield

    def readers(self) -> Database:
        if self._readers_database is None:
            unfinished = self.folder / f"{READERS}{_UNFINISHED}"
            if (self.folder / READERS).exists() and not unfinished.exists():
                (self.folder / READERS).rename(unfinished)  # a stop came just before the catalog had its name
            with closing(connect_writer(unfinished)) as made:
                bring_up_to_date(made, None, None)
            self._readers_database = self._stack.enter_context(closing(_filling(unfinished)))
        return self._readers_database

    def make_indexes(self) -> None:
        """SQLite's are there from the beginning."""

    def finish(self, numbers: Sequence[tuple[TableShape, int]], stamp: Stamp) -> None:  # noqa: ARG002  # as in `opened`
        for name, database in ((READERS, self._readers_database), (CATALOG, self._database)):
            if database is None:
                continue
            with database.transaction():
                Notes(database).drop("rows:")
                if database is self._database:
                    write_new_epoch(database)
                for shape, number in numbers:
                    if _has_table(database, shape.name):
                        _number_from(database, shape, number)
            if broken := database.execute("PRAGMA foreign_key_check").fetchall():
                message = f"Rows of the table {broken[0][0]} refer to rows that are not there. Run `copydesk doctor`."
                raise ArchiveDamaged(message)
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()
            (self.folder / f"{name}{_UNFINISHED}").rename(self.folder / name)
            for suffix in ("-wal", "-shm"):
                (self.folder / f"{name}{_UNFINISHED}{suffix}").unlink(missing_ok=True)
        keep_private(self.folder)


def _check_folder(folder: Path) -> None:
    """Raise InputError for a folder that is not the index's of an archive in PostgreSQL, and not empty."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if CATALOG in there or READERS in there or (MARK not in there and not there <= {"writer.lock", "writer.json"}):
        raise InputError(_taken(folder))


def _taken(folder: Path) -> str:
    return f"There is something at {folder} already. Name a folder that does not exist yet."


def _filling(file: Path) -> SqliteDatabase:
    """Rows come in the order of their tables; at the end all references are checked."""
    database = connect_writer(file)
    database.execute("PRAGMA foreign_keys = OFF")
    if not _has_table(database, NOTES_TABLE):
        database.execute(_NOTES)
    return database


def _has_table(database: Database, name: str) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone() is not None


def _number_from(database: Database, shape: TableShape, number: int) -> None:
    if not shape.is_numbered or number == 0:
        return
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (shape.name,)).fetchone()
    database.execute("DELETE FROM sqlite_sequence WHERE name = ?", (shape.name,))
    highest = max(number, int(row[0]) if row is not None else 0)
    database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (shape.name, highest))
