"""Who answers: each program that works on turns holds a lock of the operating system as long as it lives.

The lock ends with its program, however that ends; turns that are open under a lock nobody holds were left behind.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.locks import exclusive_lock, is_held
from assistant.archive.catalog.private import keep_private
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.turns import end_turns, note_worker
from assistant.archive.readers.values import LOST_REASON

__all__ = ["Worker", "end_lost_turns", "register"]

_FOLDER = "workers"
_IS_LEFT = "state IN ('queued', 'running') AND coalesce(worker_id, '') NOT IN (SELECT worker_id FROM workers)"
"""Open, of a worker nobody knows, as in a copy of the file; a worker is known before it has its first turn."""


class Worker:
    """One program that answers. On closing, turns that it has open end as failed."""

    def __init__(self, worker_id: str, close: Callable[[], None]) -> None:
        self.worker_id = worker_id
        self._close: Callable[[], None] | None = close

    @property
    def is_closed(self) -> bool:
        return self._close is None

    def close(self) -> None:
        close, self._close = self._close, None
        if close is not None:
            close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def register(database: ReadersDatabase) -> Worker:
    """A new worker, whose lock is held before anybody can know of it."""
    worker_id = token_hex(8)
    held = ExitStack()
    lock = _lock_of(database.folder, worker_id) if database.is_lasting else None
    try:
        if lock is not None:
            with translated(database.folder):
                lock.parent.mkdir(exist_ok=True)
                held.enter_context(exclusive_lock(lock))
            keep_private(database.folder)
        with database.writing() as connection:
            note_worker(connection, worker_id)
    except BaseException:
        held.close()
        raise

    def close() -> None:
        try:
            with database.writing() as connection:
                _end_worker(connection, worker_id)
        finally:
            held.close()
            if lock is not None:
                lock.unlink(missing_ok=True)

    return Worker(worker_id, close)


def end_lost_turns(database: ReadersDatabase) -> int:
    """End what is open and has no worker that lives; says how many turns."""
    with database.reading() as connection:
        names = [row[0] for row in connection.execute("SELECT worker_id FROM workers")]
        is_any_left = connection.execute(f"SELECT 1 FROM turns WHERE {_IS_LEFT} LIMIT 1").fetchone() is not None  # noqa: S608  # our own SQL
    lost = [name for name in names if not _is_alive(_lock_of(database.folder, name))]
    if not lost and not is_any_left:
        return 0
    with database.writing() as connection:
        count = sum(_end_worker(connection, name) for name in lost)
        count += end_turns(connection, _IS_LEFT, (), LOST_REASON)
    for name in lost:
        _lock_of(database.folder, name).unlink(missing_ok=True)
    return count


def _end_worker(connection: Database, worker_id: str) -> int:
    connection.execute("DELETE FROM workers WHERE worker_id = ?", (worker_id,))
    return end_turns(connection, "worker_id = ?", (worker_id,), LOST_REASON)


def _is_alive(lock: Path) -> bool:
    """A lock that may not even be looked at is another account's: its worker is taken to live."""
    try:
        return is_held(lock)
    except OSError:
        return True


def _lock_of(folder: Path, worker_id: str) -> Path:
    return folder / _FOLDER / f"{worker_id}.lock"
