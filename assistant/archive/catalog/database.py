"""One connection to a database, in our words: what every statement of the archive goes through.

Statements are written once, as SQLite takes them; where another engine has other words they are put into its own below
this class. Numbers of rows come from `insert`, what is written whether it was there or not from `upsert`, and a list of
values stands in a statement as `IN_LIST`, with `in_list` as its argument.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from typing import Any, Protocol

__all__ = ["IN_LIST", "Database", "Rows", "now"]

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""Whether a column is one of the numbers that `Database.in_list` was given."""


class Rows(Protocol):
    """What a statement gives; read it before the connection runs another one."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: int) -> list[Any]: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Database(ABC):
    """A connection, for one thread at a time."""

    has_fts5 = True
    """Whether the keyword index is the engine's own; else it is kept in ordinary tables."""

    @abstractmethod
    def execute(self, statement: str, arguments: Sequence[object] = (), /) -> Rows: ...

    @abstractmethod
    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> None: ...

    @abstractmethod
    def insert(self, statement: str, arguments: Sequence[object], key: str) -> int:
        """Run an INSERT of one row, without a closing RETURNING; the number that it was given in the column `key`."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """One write transaction: all of it or nothing."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """One consistent state: what is read first fixes it for all that follows. Nothing can be written in it."""

    @staticmethod
    def in_list(values: Iterable[int]) -> str:
        """The argument that belongs to an `IN_LIST`."""
        return json.dumps(list(values))

    @abstractmethod
    def schema_version(self) -> int:
        """The number of its tables' schema, as it stands there; 0 before there are any."""

    @abstractmethod
    def wait_for_others(self, seconds: float) -> None:
        """For how long a statement waits until others let go of what it needs."""

    def wait_for_older_readers(self, seconds: float) -> bool:
        """Wait until no other connection reads a state from before now; False where one still does. Readers of a file
        hold what they use by locks in the archive's folder."""
        del seconds
        return True

    @abstractmethod
    def write_anew(self, *, whole: bool = True) -> None:
        """Leave nothing of deleted rows in the tables' own files, or at least in their logs: to write them whole takes
        twice their size. Raises ArchiveBusy while others read an old state."""

    @abstractmethod
    def close(self) -> None: ...

    def upsert(self, table: str, row: Mapping[str, object], key: str | Sequence[str]) -> None:
        """Write a row; one with the same `key` gets the other values. All names are our own."""
        self.upsert_many(table, tuple(row), [tuple(row.values())], key)

    def upsert_many(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]], key: str | Sequence[str]
    ) -> None:
        """The same for many rows of these columns."""
        keys = (key,) if isinstance(key, str) else tuple(key)
        self.executemany(_upsert(table, tuple(columns), keys), rows)

    def put_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Put in many rows whose keys are not there yet, by the quickest way. All names are our own."""
        named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" for _ in columns)
        self.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', rows)  # noqa: S608  # our own names

    @staticmethod
    def now() -> str:
        """The time it is, as the catalog holds times: UTC to the second."""
        return now()


def now() -> str:
    """The time it is, UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def _upsert(table: str, columns: tuple[str, ...], keys: tuple[str, ...]) -> str:
    others = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in keys)
    action = f"UPDATE SET {others}" if others else "NOTHING"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)}) "  # noqa: S608  # our own names
        f"ON CONFLICT ({', '.join(keys)}) DO {action}"
    )
