"""The readers' store: everything that may be asked of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from threading import Lock

from assistant.archive.readers import listing, remarks, traces, turns
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.folder import FolderReaders
from assistant.archive.readers.postgres import PostgresReaders
from assistant.archive.readers.sought import Sought
from assistant.archive.readers.values import (
    DELETED_MEANWHILE_REASON,
    LOST_REASON,
    Asked,
    Ending,
    StoredConversation,
    StoredEvent,
    StoredFeedback,
    StoredTurn,
    Taken,
)
from assistant.archive.readers.workers import Worker, end_lost_turns, register
from assistant.errors import ArchiveError, ArchiveReadOnly

__all__ = ["ReaderStore"]


class ReaderStore:
    """Conversations, turns with their true endings, the events of answers on their way, and feedback.

    Safe for several threads, and for several processes on one file or, with the `address` of a PostgreSQL database, on
    several machines. Raises ArchiveTooNew for a store of a later Copydesk, ArchiveDamaged for one that cannot be read.
    A folder or database that cannot be written to keeps it in memory.
    """

    def __init__(self, file: Path, address: str | None = None, *, grace_seconds: float | None = None) -> None:
        self._database = _opened(file, address, grace_seconds)
        self._lock = Lock()
        self._workers: list[Worker] = []
        self._doubtful: list[str] = []
        """Turns whose question a database had taken or not when it went away."""
        try:
            self._end_lost()
        except BaseException:
            self._database.close()
            raise

    @property
    def is_lasting(self) -> bool:
        """False where everything is kept in memory only, since the folder cannot be written to."""
        return self._database.is_lasting

    def create(self, owner: str = "") -> str:
        with self._database.writing() as connection:
            return turns.create(connection, owner)

    def ask(
        self,
        conversation_id: str | None,
        question: str,
        *,
        owner: str = "",
        filters_json: str | None = None,
        writer: str | None = None,
        retry_of: str | None = None,
    ) -> Asked:
        """Put a question: a queued turn, in a new conversation where that one is not there or is another reader's.

        Not forced onto the disk, where that only helps against a fallen machine: forty who ask at once would wait for
        forty writes. The end of a turn is, with all before it."""
        worker_id, turn_id = self._own_worker().worker_id, token_hex(16)
        try:
            with self._database.writing(is_durable=not self._database.outlives_programs) as connection:
                return turns.ask(
                    connection, conversation_id, question, owner, worker_id, turn_id=turn_id,
                    filters_json=filters_json, writer=writer, retry_of=retry_of,
                )  # fmt: skip
        except ArchiveError:
            self._doubtful.append(turn_id)
            raise

    def start(self, turn_id: str, worker_id: str) -> bool:
        """Begin to answer; False where the turn has ended, as by Stop while it waited."""
        with self._database.writing(is_durable=False) as connection:
            return turns.start(connection, turn_id, worker_id)

    def add_event(self, turn_id: str, event_json: str) -> int:
        """Its number in the turn, from 1; 0 where the turn has ended, and nothing is kept."""
        with self._database.writing(is_durable=False) as connection:
            return turns.add_event(connection, turn_id, event_json)

    def events(self, turn_id: str, after: int = 0) -> list[StoredEvent]:
        """Those of an open turn beyond a number; the end of a turn drops them."""
        with self._database.reading() as connection:
            return turns.events(connection, turn_id, after)

    def end(
        self,
        turn_id: str,
        ending: Ending,
        *,
        reason: str | None = None,
        answer_json: str | None = None,
        text: str = "",
    ) -> bool:
        """Give an open turn its end, which is on the disk when this returns; False where it has ended before."""
        with self._database.writing() as connection:
            return turns.end(connection, turn_id, ending, reason=reason, answer_json=answer_json, text=text)

    def turn(self, turn_id: str) -> StoredTurn | None:
        with self._database.reading() as connection:
            return turns.turn_of(connection, turn_id)

    def turns(self, conversation_id: str, last: int | None = None) -> list[StoredTurn]:
        """In the order in which they were asked, or only so many of the latest; empty for an unknown conversation."""
        with self._database.reading() as connection:
            return turns.turns_of(connection, conversation_id, last)

    def conversation(self, conversation_id: str) -> StoredConversation | None:
        with self._database.reading() as connection:
            return listing.conversation_of(connection, conversation_id)

    def conversations(self, owner: str = "", query: str = "", limit: int = 200) -> list[StoredConversation]:
        """A reader's, pinned ones first, then the last asked in; only those in whose questions, answers or title each
        word of `query` stands."""
        with self._database.reading() as connection:
            return listing.conversations_of(connection, owner, query, limit)

    def rename(self, conversation_id: str, title: str) -> bool:
        """An empty title gives back the first question. False for an unknown conversation, as the next two."""
        with self._database.writing() as connection:
            return listing.rename(connection, conversation_id, title)

    def pin(self, conversation_id: str, is_pinned: bool) -> bool:
        with self._database.writing() as connection:
            return listing.pin(connection, conversation_id, is_pinned=is_pinned)

    def delete(self, conversation_id: str) -> bool:
        """With its turns and what was said of them, no byte of them left in the file's own pages."""
        with self._database.writing() as connection:
            is_gone = listing.delete(connection, conversation_id)
        self._database.cut_log()
        return is_gone

    def add_feedback(
        self,
        turn_id: str,
        owner: str,
        kind: str,
        *,
        statement: int | None = None,
        citation: int | None = None,
        words: str = "",
    ) -> bool:
        """`statement`: its place in the answer, from 0; `citation`: its number. What the same reader said of the same
        before gives way. False for an unknown turn; raises InputError where there is too much of it."""
        with self._database.writing() as connection:
            return remarks.add_feedback(connection, turn_id, owner, kind, statement, citation, words)

    def feedback(self, limit: int = 200) -> list[StoredFeedback]:
        """Everybody's, newest first."""
        with self._database.reading() as connection:
            return remarks.feedback_of(connection, limit)

    def register_worker(self) -> Worker:
        """Be known as one who answers, until the worker or the store is closed, or the program ends in any way."""
        self._end_lost()
        worker = register(self._database, self._end_lost)
        with self._lock:
            self._workers.append(worker)
        return worker

    @contextmanager
    def forgetting(self, sought: Sought) -> Iterator[Callable[[], int]]:
        """Take their text from whatever has what is sought, before what is done inside and, of what was answered
        meanwhile, after it; gives a function that says from how many turns.

        Turns that are being answered end as failed: what they found may be what is forgotten.
        """
        found, count = self._take_out(sought, None)
        yield lambda: count
        count += self._take_out(sought, found)[1]

    def forget(self, sought: Sought) -> int:
        with self.forgetting(sought) as count:
            pass
        return count()

    def would_forget(self, sought: Sought) -> Taken:
        """What `forget` would take now; nothing is touched."""
        with self._database.reading() as connection:
            return traces.would_take(connection, sought)

    def close(self) -> None:
        """Open turns of this store's own workers end as failed; where that cannot be stored now, whoever comes next
        finds them as lost."""
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            with suppress(ArchiveError):
                worker.close()
        self._database.close()

    def _own_worker(self) -> Worker:
        """Whoever asks answers for it that the turn ends."""
        with self._lock:
            for worker in self._workers:
                if not worker.is_closed:
                    return worker
            self._workers.append(register(self._database, self._end_lost))
            return self._workers[-1]

    def _take_out(self, sought: Sought, before: traces.Found | None) -> tuple[traces.Found, int]:
        """Readers may ask while it is looked through; what they add is looked at before anything is written."""
        with self._database.writing() as connection:
            turns.end_turns(connection, "state = 'running'", (), DELETED_MEANWHILE_REASON)
        with self._database.reading() as connection:
            found = traces.look(connection, sought, before)
        with self._database.writing() as connection:
            count = traces.take_out(connection, sought, found)
            added = traces.look(connection, sought, found)
            return added, count + traces.take_out(connection, sought, added)

    def _end_lost(self) -> None:
        """Also what was perhaps stored, though whoever asked was told that it was not."""
        if not self.is_lasting:
            return
        end_lost_turns(self._database)
        for turn_id in tuple(self._doubtful):
            with self._database.writing() as connection:
                turns.end_turns(connection, "turn_id = ?", (turn_id,), LOST_REASON)
            with suppress(ValueError):  # another thread has looked, too
                self._doubtful.remove(turn_id)


def _opened(file: Path, address: str | None, grace_seconds: float | None) -> ReadersDatabase:
    if address is None:
        return FolderReaders(file)
    try:
        return PostgresReaders(file.parent, address, grace_seconds=grace_seconds)
    except ArchiveReadOnly:
        return FolderReaders(None, file.parent)
