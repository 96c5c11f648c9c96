"""The readers' store in the PostgreSQL database that holds the archive's articles, for programs on several machines.

Whoever answers holds an advisory lock on a connection of its own, which ends with its program, on whichever machine.
It is lost too when the server starts anew; a thread takes it again, and nobody is taken for dead before there was time
for that.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.postgres import PostgresDatabase, PostgresPool, connect_postgres
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.schema import make_in_postgres
from assistant.errors import ArchiveError, ArchiveReadOnly, CopydeskError, InputError

__all__ = ["GRACE_SECONDS", "PostgresReaders"]

GRACE_SECONDS = 10.0
"""For so long one that answers must have been without its lock, each time it was looked at."""
_BEAT_SECONDS = 2.0
_LONGEST_STOP = 5.0
"""A server that is away may hold up the thread for longer: it ends with the program."""
_KEEPALIVE = (
    "SET tcp_keepalives_idle = 10",  # the server lets go of the lock of a machine that fell down without a word
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
)
_MAY_WRITE = (
    "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' "
    "AND bool_and(has_table_privilege(name, 'INSERT') AND has_table_privilege(name, 'UPDATE') "
    "AND has_table_privilege(name, 'DELETE')) FROM (VALUES ('conversations'), ('turns'), ('events')) AS t(name)"
)


class PostgresReaders(ReadersDatabase):
    """Raises ArchiveReadOnly where the database's user, or the server, may only read."""

    outlives_programs = False

    def __init__(self, folder: Path, address: str, *, grace_seconds: float | None = None) -> None:
        super().__init__(folder)
        self._address = address
        self._grace = GRACE_SECONDS if grace_seconds is None else grace_seconds
        self._missed: dict[str, float] = {}
        """Workers without a lock, and since when each has been looked for in vain."""
        self._looked_at = 0.0
        self._lock = Lock()
        self._writer: PostgresDatabase | None = None
        with closing(connect_postgres(address, "opens")) as database:
            make_in_postgres(database)
            if not database.execute(_MAY_WRITE).fetchone()[0]:
                message = f"The user of the database {database.name} may not write conversations to it."
                raise ArchiveReadOnly(message)
            self._writers = database.lock_number("readers")
        self._pool = PostgresPool(address)

    @contextmanager
    def writing(self, *, is_durable: bool = True) -> Iterator[Database]:
        with self._lock, _said():
            database = self._ready()
            with database.transaction_alone(self._writers, is_durable=is_durable):
                yield database

    @contextmanager
    def reading(self) -> Iterator[Database]:
        with _said(), self._pool.reading() as database:
            yield database

    def cut_log(self) -> None:
        """The server's log is the server's; docs/guides/postgresql.md says what that means."""

    @contextmanager
    def living(self, worker_id: str, come_back: Callable[[], None], look: Callable[[], None]) -> Iterator[None]:
        keeper = _Keeper(self._address, worker_id, come_back, look)
        try:
            yield
        finally:
            keeper.stop()

    def dead_among(self, workers: Collection[str]) -> list[str]:
        """Those whose lock was missing at each look for as long as one may take to come back."""
        try:
            with self._pool.reading() as database:
                held = database.held_locks() if isinstance(database, PostgresDatabase) else set()
                numbers = {worker_id: _lock_of(database, worker_id) for worker_id in workers}
        except ArchiveError:
            self._missed = {}  # what was seen before the server went away says nothing now
            raise
        moment = time.monotonic()
        if moment - self._looked_at > max(self._grace, 3 * _BEAT_SECONDS):
            self._missed = {}  # too long ago: it may have been there meanwhile
        self._looked_at = moment
        missing = {worker_id for worker_id, number in numbers.items() if number not in held}
        self._missed = {worker_id: self._missed.get(worker_id, moment) for worker_id in missing}
        return sorted(worker_id for worker_id, since in self._missed.items() if moment - since >= self._grace)

    def bury(self, worker_id: str) -> None:
        self._missed.pop(worker_id, None)

    def close(self) -> None:
        self._pool.close()
        with self._lock:
            if self._writer is not None:
                self._writer.close()

    def _ready(self) -> PostgresDatabase:
        """The connection that writes, made anew where it broke: the server may have been started anew."""
        if self._writer is not None:
            with suppress(ArchiveError):
                self._writer.execute("SELECT 1")
            if self._writer.is_broken:
                self._writer = None
        if self._writer is None:
            self._writer = connect_postgres(self._address, "keeps")
        return self._writer


class _Keeper:
    """Holds a worker's lock, and takes it again where its connection broke."""

    def __init__(self, address: str, worker_id: str, come_back: Callable[[], None], look: Callable[[], None]) -> None:
        self._address, self._worker_id = address, worker_id
        self._come_back, self._look = come_back, look
        self._stopped = Event()
        self._held: PostgresDatabase | None = self._taken()
        self._known = self._held
        """The connection whose lock the others are told of."""
        self._thread = Thread(target=self._keep, name=f"copydesk-worker-{worker_id}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(_LONGEST_STOP)
        if self._held is not None:
            self._held.close()

    def _keep(self) -> None:
        while not self._stopped.wait(_BEAT_SECONDS):
            with suppress(CopydeskError):  # away: the next beat tries again, and questions say so meanwhile
                self._beat()

    def _beat(self) -> None:
        held, self._held = self._held or self._taken(), None
        try:
            if held is not self._known:
                self._come_back()
            held.execute("SELECT 1")
        except BaseException:
            held.close()
            raise
        self._held = self._known = held
        self._look()

    def _taken(self) -> PostgresDatabase:
        database = connect_postgres(self._address, "answers")
        try:
            for setting in _KEEPALIVE:
                database.execute(setting)
            database.execute("SELECT pg_advisory_lock_shared(?)", (_lock_of(database, self._worker_id),))
        except BaseException:
            database.close()
            raise
        return database


def _lock_of(database: Database, worker_id: str) -> int:
    assert isinstance(database, PostgresDatabase)
    return database.lock_number(f"worker {worker_id}")


@contextmanager
def _said() -> Iterator[None]:
    """An id with characters that cannot be stored is nobody's."""
    try:
        with translated(Path()):
            yield
    except ValueError as error:
        if "NUL" not in str(error):
            raise
        message = "A name or id holds broken characters, which no article has. Type it again."
        raise InputError(message) from error
