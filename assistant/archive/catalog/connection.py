"""Connections to the catalog: how SQLite is set up, for the writer, for readers, and where nothing can be written."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self
from urllib.parse import quote

from assistant.archive.catalog.database import Database, Rows
from assistant.archive.catalog.locks import shared_lock
from assistant.errors import ArchiveBusy, ArchiveReadOnly

__all__ = ["Reader", "ReaderPool", "SqliteDatabase", "connect_reader", "connect_writer"]

_PATIENCE_SECONDS = 10.0
_READERS_CACHE = 2048
"""kB, for each of the connections that read; the system keeps the file's pages as well. With 16 MB a server of four
answers at a time held 55 MB more after 240 questions, in nearly the same processor time (75 and 78 s)."""


class SqliteDatabase(Database):
    """A connection of the standard library's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.isolation_level = None
        self.connection = connection

    @classmethod
    def open(cls, file: Path | str, *, timeout: float = _PATIENCE_SECONDS) -> Self:
        """A file, as it is; or `:memory:`. Any one thread at a time may use it."""
        return cls(sqlite3.connect(file, check_same_thread=False, timeout=timeout))

    @classmethod
    def open_uri(cls, file: Path, mode: str, *, timeout: float = _PATIENCE_SECONDS) -> Self:
        """A file that is there already, in a mode of SQLite's such as `mode=ro`."""
        address = f"file:{quote(file.resolve().as_posix())}?{mode}"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False, timeout=timeout))

    def execute(self, statement: str, arguments: Sequence[object] = (), /) -> Rows:
        return self.connection.execute(statement, arguments)

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> None:
        self.connection.executemany(statement, rows)

    def insert(self, statement: str, arguments: Sequence[object], key: str) -> int:  # noqa: ARG002  # it is the row's number
        return self.connection.execute(statement, arguments).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def schema_version(self) -> int:
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def wait_for_others(self, seconds: float) -> None:
        self.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def write_anew(self, *, whole: bool = True) -> None:
        if whole:
            self.execute("VACUUM")
        is_busy, _, _ = self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            message = (
                "It is out of every search, but another program still reads the archive as it was before, so its bytes "
                "are still in the log. Run the command again in a moment."
            )
            raise ArchiveBusy(message)

    def copy_to(self, target: "SqliteDatabase") -> None:
        """Put a consistent copy of it in the place of all that `target` holds."""
        self.connection.backup(target.connection)

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True, slots=True)
class Reader:
    """A connection that only reads. `writers_kept_out`: the descriptor of a lock, where SQLite's own cannot be used."""

    connection: SqliteDatabase
    writers_kept_out: int | None = None

    def close(self) -> None:
        self.connection.close()
        if self.writers_kept_out is not None:
            os.close(self.writers_kept_out)


def connect_writer(file: Path | str, *, overwrites: bool = False) -> SqliteDatabase:
    """A connection that may write: WAL, and every commit is on the disk before it returns. `overwrites`: zeros take the
    place of what is deleted."""
    connection = SqliteDatabase.open(file)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16384")
        if overwrites:
            connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_reader(catalog: Path) -> Reader:
    """A connection that only reads, also where the folder cannot be written to.

    There SQLite can make no files for its write-ahead log. While there is no log, the catalog alone is complete; our
    own lock keeps writers with more rights out as long as it is read.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return Reader(_open_uri(catalog, "mode=ro"))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
        reader = _connect_immutable(catalog)
        if reader is not None:
            return reader
        if time.monotonic() > deadline:
            message = (
                f"The archive in {catalog.parent} was left in the middle of writing and cannot be tidied up from here. "
                "Run `copydesk status` on it once with an account that may write there."
            )
            raise ArchiveReadOnly(message)
        time.sleep(0.05)  # a writer is at work, or just beginning or ending


class ReaderPool:
    """Reading connections, kept for the next question; each is used by one snapshot at a time."""

    def __init__(self, catalog: Path) -> None:
        self._catalog = catalog
        self._idle: list[Reader] = []
        self._lock = Lock()
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """A connection inside one read transaction: what it reads first fixes the state for all that follows."""
        reader = self._take()
        is_sound = False
        try:
            with reader.connection.reading():
                yield reader.connection
            is_sound = True
        finally:
            self._give_back(reader, is_sound=is_sound)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()

    def _take(self) -> Reader:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect_reader(self._catalog)

    def _give_back(self, reader: Reader, *, is_sound: bool) -> None:
        with self._lock:
            if is_sound and not self._is_closed and reader.writers_kept_out is None:
                self._idle.append(reader)
                return
        reader.close()


def _connect_immutable(catalog: Path) -> Reader | None:
    lock = catalog.with_name("writer.lock")
    log = catalog.with_name(catalog.name + "-wal")
    descriptor = shared_lock(lock) if lock.exists() else None
    if descriptor is None and lock.exists():
        return None
    try:
        if not log.exists() or log.stat().st_size == 0:
            return Reader(_open_uri(catalog, "mode=ro&immutable=1"), descriptor)
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
        raise
    if descriptor is not None:
        os.close(descriptor)
    return None


def _open_uri(catalog: Path, mode: str) -> SqliteDatabase:
    connection = SqliteDatabase.open_uri(catalog, mode)
    try:
        connection.execute(f"PRAGMA cache_size = -{_READERS_CACHE}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
