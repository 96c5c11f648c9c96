"""Connections to the catalog: how SQLite is set up, for the writer, for readers, and where nothing can be written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from urllib.parse import quote

__all__ = ["ReaderPool", "connect_reader", "connect_writer", "transaction"]

_BUSY_MILLISECONDS = 10_000


def connect_writer(catalog: Path) -> sqlite3.Connection:
    """A connection that may write: WAL, and every commit is on the disk before it returns."""
    connection = sqlite3.connect(
        catalog, isolation_level=None, check_same_thread=False, timeout=_BUSY_MILLISECONDS / 1000
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def connect_reader(catalog: Path) -> sqlite3.Connection:
    """A connection that only reads, also where the folder cannot be written to.

    There SQLite cannot make the files of its write-ahead log; with no log to read, the catalog alone is complete.
    """
    try:
        return _open_uri(catalog, "mode=ro")
    except sqlite3.OperationalError:
        log = catalog.with_name(catalog.name + "-wal")
        if log.exists() and log.stat().st_size > 0:
            raise
        return _open_uri(catalog, "mode=ro&immutable=1")


def _open_uri(catalog: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(catalog.resolve().as_posix())}?{mode}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_MILLISECONDS / 1000
    )
    try:
        connection.execute("PRAGMA cache_size = -16384")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class ReaderPool:
    """Reading connections, kept for the next question; each is used by one snapshot at a time."""

    def __init__(self, catalog: Path) -> None:
        self._catalog = catalog
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one read transaction: what it reads first fixes the state for all that follows."""
        connection = self._take()
        try:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()
            raise
        finally:
            self._give_back(connection)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect_reader(self._catalog)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.total_changes  # noqa: B018  # raises on a closed connection
        except sqlite3.ProgrammingError:
            return
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()
