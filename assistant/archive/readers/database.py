"""The file of the readers' store: one connection that writes, a few that read, and memory where nothing can be kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import archive_fault, translated
from assistant.archive.catalog.private import keep_private
from assistant.archive.readers.schema import bring_up_to_date
from assistant.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveReadOnly, ArchiveTooNew

__all__ = ["ReadersDatabase"]

_IDLE_READERS = 4
_KEPT_IN_MEMORY = (ArchiveReadOnly, ArchiveFull, ArchiveError)
"""Where the folder refuses these, exactly, a chat goes on without it; what is busy, damaged or newer is said."""


class ReadersDatabase:
    """Safe for several threads; several processes may have the same file open."""

    def __init__(self, file: Path) -> None:
        self.folder = file.parent
        self.is_lasting = True
        """False where everything is kept in memory only, since the folder cannot be written to."""
        self._file = file
        self._lock = Lock()
        self._idle: list[SqliteDatabase] = []
        self._idle_lock = Lock()
        self._is_closed = False
        self._is_durable = True
        try:
            self._writer = _opened(file)
        except ArchiveError as fault:
            if type(fault) not in _KEPT_IN_MEMORY:
                raise
            self.is_lasting = False
            self._writer = connect_writer(":memory:", overwrites=True)
            bring_up_to_date(self._writer, None, None)

    @contextmanager
    def writing(self, *, is_durable: bool = True) -> Iterator[Database]:
        """One write transaction. `is_durable`: it is on the disk when this returns; else a crash of the machine, not of
        the program, may take back the last moments."""
        with self._lock, translated(self.folder):
            if is_durable != self._is_durable:
                self._writer.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
                self._is_durable = is_durable
            with self._writer.transaction():
                yield self._writer

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent state, without waiting for what is being written."""
        if not self.is_lasting:
            with self._lock, translated(self.folder):
                yield self._writer
            return
        with translated(self.folder):
            connection = self._take()
            try:
                with connection.reading():
                    yield connection
            finally:
                self._give_back(connection)

    def cut_log(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log, unless another reads it just now."""
        with self._lock, translated(self.folder):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._idle_lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        with self._lock:
            self._writer.close()

    def _take(self) -> SqliteDatabase:
        with self._idle_lock:
            if self._idle:
                return self._idle.pop()
        connection = SqliteDatabase.open_uri(
            self._file, "mode=rw"
        )  # never makes the file anew, where it was taken away
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: SqliteDatabase) -> None:
        with self._idle_lock:
            if not self._is_closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()


def _opened(file: Path) -> SqliteDatabase:
    """A connection to a store of this schema, whose files are nobody else's to read. Raises ArchiveError."""
    try:
        keep_private(file.parent)
        connection = connect_writer(file, overwrites=True)
    except (sqlite3.Error, OSError) as error:
        raise _fault(error, file) from error
    try:
        bring_up_to_date(connection, file, file.parent / "backups")
        keep_private(file.parent)
    except ArchiveTooNew:
        connection.close()
        raise
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise _fault(error, file) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _fault(error: sqlite3.Error | OSError, file: Path) -> ArchiveError:
    fault = archive_fault(error, file.parent)
    if not isinstance(fault, ArchiveDamaged):
        return fault
    message = (
        f"The conversations in {file} cannot be read. Move that file out of the archive's folder to begin without "
        "them, or restore a backup."
    )
    return ArchiveDamaged(message)
