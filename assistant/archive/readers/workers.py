"""Who answers: each program that works on turns holds a lock as long as it lives.

The lock ends with its program, however that ends; turns that are open under a lock nobody holds were left behind.
"""

from collections.abc import Callable
from contextlib import ExitStack
from secrets import token_hex
from types import TracebackType
from typing import Self

from assistant.archive.catalog.database import Database
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.turns import end_turns, note_worker
from assistant.archive.readers.values import LOST_REASON

__all__ = ["Worker", "end_lost_turns", "register"]

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


def register(database: ReadersDatabase, look: Callable[[], None] = lambda: None) -> Worker:
    """A new worker, whose lock is held before anybody can know of it. `look`: to be called now and then, where others
    may die without anybody's coming who looks."""
    worker_id = token_hex(8)
    held = ExitStack()

    def note() -> None:
        with database.writing() as connection:
            note_worker(connection, worker_id)

    try:
        held.enter_context(database.living(worker_id, note, look))
        note()
    except BaseException:
        held.close()
        raise

    def close() -> None:
        try:
            with database.writing() as connection:
                _end_worker(connection, worker_id)
        finally:
            held.close()

    return Worker(worker_id, close)


def end_lost_turns(database: ReadersDatabase) -> int:
    """End what is open and has no worker that lives; says how many turns."""
    with database.reading() as connection:
        names = [row[0] for row in connection.execute("SELECT worker_id FROM workers")]
        is_any_left = connection.execute(f"SELECT 1 FROM turns WHERE {_IS_LEFT} LIMIT 1").fetchone() is not None  # noqa: S608  # our own SQL
    lost = database.dead_among(names)
    if not lost and not is_any_left:
        return 0
    with database.writing() as connection:
        count = sum(_end_worker(connection, name) for name in lost)
        count += end_turns(connection, _IS_LEFT, (), LOST_REASON)
    for name in lost:
        database.bury(name)
    return count


def _end_worker(connection: Database, worker_id: str) -> int:
    connection.execute("DELETE FROM workers WHERE worker_id = ?", (worker_id,))
    return end_turns(connection, "worker_id = ?", (worker_id,), LOST_REASON)
