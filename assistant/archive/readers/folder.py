"""The readers' store as a file of SQLite's in the archive's folder, or in memory where nothing can be kept."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import archive_fault, conversations_damaged, translated
from assistant.archive.catalog.locks import exclusive_lock, is_held
from assistant.archive.catalog.private import keep_private
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.schema import bring_up_to_date
from assistant.errors import ArchiveError, ArchiveFull, ArchiveReadOnly, ArchiveTooNew

__all__ = ["FolderReaders"]

_IDLE_READERS = 4
_KEPT_IN_MEMORY = (ArchiveReadOnly, ArchiveFull, ArchiveError)
"""Where the folder refuses these, exactly, a chat goes on without it; what is busy, damaged or newer is said."""
_WORKERS = "workers"


class FolderReaders(ReadersDatabase):
    """Whoever answers holds a lock of the operating system on a file of its own."""

    def __init__(self, file: Path | None, folder: Path | None = None) -> None:
        """Without a file everything is in memory; `folder`: the archive's, where that is not the file's."""
        super().__init__(folder or (file.parent if file is not None else Path()))
        self._file = file
        self._lock = Lock()
        self._idle: list[SqliteDatabase] = []
        self._idle_lock = Lock()
        self._is_closed = False
        self._is_durable = True
        try:
            self._writer = _opened(file) if file is not None else _opened_in_memory()
        except ArchiveError as fault:
            if type(fault) not in _KEPT_IN_MEMORY:
                raise
            self._file = None
            self._writer = _opened_in_memory()
        self.is_lasting = self._file is not None

    @contextmanager
    def writing(self, *, is_durable: bool = True) -> Iterator[Database]:
        with self._lock, self._translated():
            if is_durable != self._is_durable:
                self._writer.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
                self._is_durable = is_durable
            with self._writer.transaction():
                yield self._writer

    @contextmanager
    def reading(self) -> Iterator[Database]:
        if self._file is None:
            with self._lock, self._translated():
                yield self._writer
            return
        with self._translated():
            connection = self._take(self._file)
            try:
                with connection.reading():
                    yield connection
            finally:
                self._give_back(connection)

    def _translated(self) -> AbstractContextManager[None]:
        return translated(self.folder, None if self._file is None else conversations_damaged(self._file))

    def cut_log(self) -> None:
        with self._lock, self._translated():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def living(self, worker_id: str, come_back: Callable[[], None], look: Callable[[], None]) -> Iterator[None]:  # noqa: ARG002  # a lock is not lost, and whoever comes looks
        if not self.is_lasting:
            yield
            return
        lock = self._lock_of(worker_id)
        with self._translated():
            lock.parent.mkdir(exist_ok=True)
            held = exclusive_lock(lock)
            held.__enter__()
        try:
            keep_private(self.folder)
            yield
        finally:
            held.__exit__(None, None, None)
            lock.unlink(missing_ok=True)

    def dead_among(self, workers: Collection[str]) -> list[str]:
        return [worker_id for worker_id in workers if not _is_alive(self._lock_of(worker_id))]

    def bury(self, worker_id: str) -> None:
        self._lock_of(worker_id).unlink(missing_ok=True)

    def close(self) -> None:
        with self._idle_lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._lock:
            self._writer.close()

    def _take(self, file: Path) -> SqliteDatabase:
        with self._idle_lock:
            if self._idle:
                return self._idle.pop()
        connection = SqliteDatabase.open_uri(file, "mode=rw")  # never makes the file anew, where it was taken away
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: SqliteDatabase) -> None:
        with self._idle_lock:
            if not self._is_closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _lock_of(self, worker_id: str) -> Path:
        return self.folder / _WORKERS / f"{worker_id}.lock"


def _is_alive(lock: Path) -> bool:
    """A lock that may not even be looked at is another account's: its worker is taken to live."""
    try:
        return is_held(lock)
    except OSError:
        return True


def _opened_in_memory() -> SqliteDatabase:
    connection = connect_writer(":memory:", overwrites=True)
    bring_up_to_date(connection, None, None)
    return connection


def _opened(file: Path) -> SqliteDatabase:
    """A connection to a store of this schema, whose files are nobody else's to read. Raises ArchiveError."""
    try:
        keep_private(file.parent)
        connection = connect_writer(file, overwrites=True)
    except (sqlite3.Error, OSError) as error:
        raise archive_fault(error, file.parent, conversations_damaged(file)) from error
    try:
        bring_up_to_date(connection, file, file.parent / "backups")
        keep_private(file.parent)
    except ArchiveTooNew:
        connection.close()
        raise
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise archive_fault(error, file.parent, conversations_damaged(file)) from error
    except BaseException:
        connection.close()
        raise
    return connection
