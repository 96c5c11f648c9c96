"""The catalog in PostgreSQL: the same statements, through psycopg."""

import hashlib
import os
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.archive.catalog.database import Database, Rows
from assistant.archive.catalog.dialect import BOOLEANS, arguments_for_postgres, to_postgres
from assistant.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveReadOnly, InputError

__all__ = ["PostgresDatabase", "PostgresPool", "connect_postgres", "name_of", "translated_fault"]

_PATIENCE_SECONDS = 10
_SETTINGS = (
    "SET client_encoding = 'UTF8'",
    "SET synchronous_commit = on",  # what was acknowledged is on the disk, whatever the server's default is
    "SET max_parallel_workers_per_gather = 0",  # sums of weights are made in one order
    "SET work_mem = '64MB'",
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = 0",
    "SET timezone = 'UTC'",
)
_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_IDLE_READERS = 8


class PostgresDatabase(Database):
    """A connection of psycopg's, which commits by itself outside of `transaction` and `reading`."""

    has_fts5 = False

    def __init__(self, connection: Any, name: str) -> None:
        self.connection = connection
        self.name = name
        """Server and database for a person, without a password."""
        self._schema: str | None = None

    def execute(self, statement: str, arguments: Sequence[object] = (), /) -> Rows:
        with translated_fault(self.name):
            ours = to_postgres(statement)
            rows: Rows = self.connection.execute(ours, arguments_for_postgres(ours, arguments))
            return rows

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> None:
        with translated_fault(self.name), self.connection.cursor() as cursor:
            ours = to_postgres(statement)
            cursor.executemany(ours, [arguments_for_postgres(ours, tuple(row)) for row in rows])

    def put_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        named = ", ".join(f'"{column}"' for column in columns)
        yes_or_no = [place for place, column in enumerate(columns) if column in BOOLEANS]
        statement = f'COPY "{table}" ({named}) FROM STDIN'
        with translated_fault(self.name), self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                values = list(row)
                for place in yes_or_no:
                    values[place] = bool(values[place])
                copy.write_row(values)

    def insert(self, statement: str, arguments: Sequence[object], key: str) -> int:
        return int(self.execute(f"{statement} RETURNING {key}", arguments).fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def transaction_alone(self, number: int, *, is_durable: bool = True) -> Iterator[None]:
        """One write transaction while no other that names this number is open: each sees what those before have done.
        Without `is_durable` a crash of the server may take back its last moments."""
        how = "" if is_durable else "SET LOCAL synchronous_commit = off; "
        with translated_fault(self.name):
            try:  # several statements in one message, which cannot be prepared
                self.connection.execute(f"BEGIN; {how}SELECT pg_advisory_xact_lock({number})", prepare=False)
            except _psycopg().Error:
                self._roll_back()
                raise
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.execute(_READING)
        try:
            yield
        finally:
            self._roll_back()

    def schema_version(self) -> int:
        if self.execute("SELECT to_regclass('copydesk_schema')").fetchone()[0] is None:
            return 0
        return int(self.execute("SELECT version FROM copydesk_schema").fetchone()[0])

    def wait_for_others(self, seconds: float) -> None:
        self.execute(f"SET lock_timeout = {round(seconds * 1000)}")

    def wait_for_older_readers(self, seconds: float) -> bool:
        started = self.execute("SELECT clock_timestamp()").fetchone()[0]
        deadline = time.monotonic() + seconds
        while True:
            count = self.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND xact_start < CAST(? AS timestamptz) "
                "AND application_name LIKE 'copydesk reads%'",
                (started,),
            ).fetchone()[0]
            if not count or time.monotonic() > deadline:
                return not count
            time.sleep(0.05)

    def write_anew(self, *, whole: bool = True) -> None:
        """The files of the tables are new then; of logs, replicas and dumps see docs/guides/postgresql.md."""
        if not whole:
            return
        tables = self.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            self.execute(f'VACUUM (FULL, ANALYZE) "{table}"')

    @property
    def is_broken(self) -> bool:
        """Whether the connection is over, on whichever side it ended."""
        return bool(self.connection.closed or self.connection.broken)

    def lock_number(self, what: str) -> int:
        """The number of an advisory lock; those are a whole database's, so each schema has others."""
        if self._schema is None:
            self._schema = str(self.execute("SELECT current_schema()").fetchone()[0])
        digest = hashlib.sha256(f"copydesk {what} {self._schema}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

    def held_locks(self) -> set[int]:
        """The numbers of all advisory locks that anybody holds in this database."""
        rows = self.execute(
            "SELECT CAST(classid AS BIGINT), CAST(objid AS BIGINT) FROM pg_locks WHERE locktype = 'advisory' "
            "AND granted AND objsubid = 1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        numbers = ((high << 32) | low for high, low in rows)
        return {number - (1 << 64) if number >= 1 << 63 else number for number in numbers}

    def close(self) -> None:
        self.connection.close()

    def _roll_back(self) -> None:
        """What a connection that breaks off has begun is undone by the server."""
        if self.is_broken:
            return
        try:
            self.connection.execute("ROLLBACK")
        except _psycopg().Error:
            self.connection.close()


class PostgresPool:
    """Reading connections, kept for the next question; each is used by one snapshot at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._idle: list[PostgresDatabase] = []
        self._lock = Lock()
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """A connection inside one read transaction: what it reads first fixes the state for all that follows."""
        database = self._take()
        is_sound = False
        try:
            with database.reading():
                yield database
            is_sound = True
        finally:
            self._give_back(database, is_sound=is_sound)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def _take(self) -> PostgresDatabase:
        """One that answers: the server may have been started anew since the last question."""
        while True:
            with self._lock:
                database = self._idle.pop() if self._idle else None
            if database is None:
                return connect_postgres(self._address, "reads")
            try:
                database.execute("SELECT 1")
            except ArchiveError:
                database.close()
            else:
                return database

    def _give_back(self, database: PostgresDatabase, *, is_sound: bool) -> None:
        with self._lock:
            if is_sound and not self._is_closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(database)
                return
        database.close()


def connect_postgres(address: str, purpose: str) -> PostgresDatabase:
    """A connection; the server shows what it is for. Raises InputError without psycopg or for an address that is none,
    and ArchiveError where no server answers."""
    psycopg, name = _psycopg(), name_of(address)
    with translated_fault(name):
        command = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
        shown = f"copydesk {purpose}: {command[:16]} {os.getpid()} {socket.gethostname()}"[:63]
        connection = psycopg.connect(
            address, autocommit=True, connect_timeout=_PATIENCE_SECONDS, application_name=shown
        )
        for setting in _SETTINGS:
            connection.execute(setting)
    return PostgresDatabase(connection, name)


def name_of(address: str) -> str:
    """Server and database of an address, for a person: never the password."""
    psycopg = _psycopg()
    try:
        parts = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        message = "COPYDESK_DATABASE is no address of a PostgreSQL database, such as postgresql://user@host/name."
        raise InputError(message) from None
    place = f"{parts.get('host') or 'this machine'}{':' + str(parts['port']) if parts.get('port') else ''}"
    return f"{parts.get('dbname') or parts.get('user') or 'postgres'} on {place}"


@contextmanager
def translated_fault(name: str) -> Iterator[None]:
    """Turn psycopg's errors into the archive's own."""
    errors = _psycopg().errors
    try:
        yield
    except _psycopg().Error as error:
        raise _fault(errors, error, name) from error


def _fault(errors: Any, error: Exception, name: str) -> Exception:
    kinds: tuple[tuple[tuple[type[Exception], ...], type[Exception], str], ...] = (
        (
            (errors.LockNotAvailable, errors.SerializationFailure, errors.DeadlockDetected, errors.TooManyConnections),
            ArchiveBusy,
            "The database {} is being changed by another program. Try again in a moment.",
        ),
        ((errors.DiskFull, errors.OutOfMemory), ArchiveFull, "The server of the database {} has no room left."),
        (
            (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction),
            ArchiveReadOnly,
            "The user of the database {} may not write to it. Use another one in COPYDESK_DATABASE.",
        ),
        (
            (errors.DuplicateTable, errors.DuplicateFunction),
            ArchiveDamaged,
            "The database {} holds tables of something else. Name a database, or a schema of it, that is empty.",
        ),
        (
            (errors.ProgramLimitExceeded,),
            ValueError,
            "An id, address or name is too long for the indexes of the database {}: at most 2,700 bytes.",
        ),
    )
    for types, ours, words in kinds:
        if isinstance(error, types):
            return ours(words.format(name))
    if isinstance(error, _psycopg().OperationalError):
        return ArchiveError(f"The database {name} does not answer. See that its server runs, and try again.")
    if "NUL (0x00)" in str(error):
        return ValueError("A text holds the character NUL, which PostgreSQL cannot keep.")
    return ArchiveError(f"The database {name} failed: {type(error).__name__}.")


def _psycopg() -> Any:
    try:
        return import_module("psycopg")
    except ImportError as error:
        message = "An archive in PostgreSQL needs psycopg. Install it with `pip install 'copydesk[postgres]'`."
        raise InputError(message) from error
