"""One job: the assistant's events go into the store until the turn has its ending."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Answered, Turn, WriterChoice
from assistant.archive.readers import FORGOTTEN
from assistant.errors import ArchiveBusy, ArchiveError, ArchiveFull, CopydeskError, ModelError
from ui.jobs.bell import Bell
from ui.jobs.lane import Lane
from ui.jobs.progress import Progress
from ui.jobs.state import OPEN_STATES, Ending, QueuedQuestion

if TYPE_CHECKING:
    from assistant.archive.readers import ReaderStore, StoredTurn, Worker
    from assistant.pipeline import Assistant

__all__ = ["Job", "answer_job", "history_of", "turns_before"]

UNFORESEEN = "Copydesk failed. The terminal where it runs shows why; try again, or run `copydesk doctor`."
_SERVER_ENDS = "The server was stopped before the answer was finished."
_LOOK_SECONDS = 1.0
"""How often a job looks whether another process has stopped it."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0
_PASSING = (ArchiveError, ArchiveBusy, ArchiveFull)
"""What may be otherwise in a moment, exactly."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """A question on its way to an answer. It ends once: whoever ends it first has the last word."""

    turn_id: str
    conversation_id: str
    owner: str
    asking: QueuedQuestion
    writer: WriterChoice | None
    lane: Lane[Any]
    seq: int = 0
    """Of its last stored event."""
    is_over: bool = False
    progress: Progress = field(init=False)
    _lock: Lock = field(default_factory=Lock)
    _given_up: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.progress = Progress(self.asking.question)

    def take(self, store: "ReaderStore", event: Any) -> bool:
        """Store the event, unless the turn has ended; whether there is something new to see."""
        with self._lock:
            written = None if self.is_over else self.progress.take(event)
            if written is None:
                return False
            seq = store.add_event(self.turn_id, written)
            self.seq, self.is_over = seq or self.seq, not seq  # another process may have ended it
            return not self.is_over

    def end(self, store: "ReaderStore", ending: Ending, answer: Answer | None, reason: str | None = None) -> None:
        """Raises ArchiveError where that cannot be stored: it is not over then."""
        with self._lock:
            if not self.is_over:
                self.end_stored(store, self.turn_id, ending, partial=answer, reason=reason)
                self.is_over = True

    def end_at_last(
        self, store: "ReaderStore", ending: Ending, answer: Answer | None, reason: str | None = None
    ) -> None:
        """Store the end as soon as that is possible."""
        self._at_last(lambda: self.end(store, ending, answer, reason))

    def start_at_last(self, store: "ReaderStore", worker: "Worker") -> bool:
        """Begin as soon as that is possible; False where it is not to be answered any more."""
        return not self.is_over and bool(self._at_last(lambda: store.start(self.turn_id, worker.worker_id)))

    def stop(self, store: "ReaderStore") -> None:
        """As the reader wished; what was checked is kept."""
        self.end(store, "stopped", self.progress.partial(self.writer or ""))

    def give_up(self, store: "ReaderStore") -> None:
        """The server goes: what cannot be stored now is found as lost by whoever comes next."""
        self._given_up.set()
        with suppress(ArchiveError):
            self.end(store, "failed", self.progress.partial(self.writer or ""), _SERVER_ENDS)

    def leave_ended(self) -> None:
        """Another process has ended it."""
        with self._lock:
            self.is_over = True

    def _at_last(self, store_it: Callable[[], bool | None]) -> bool | None:
        """A database may be away for a while, a disk be full; None where it is for good, or the server goes."""
        pause = _FIRST_PAUSE
        while True:
            try:
                return store_it()
            except ArchiveError as error:
                if type(error) not in _PASSING or self._given_up.is_set():
                    _log.warning("how a question stands could not be stored: %s", error)
                    return None
            self._given_up.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    @staticmethod
    def end_stored(
        store: "ReaderStore", turn_id: str, ending: Ending, *, partial: Answer | None, reason: str | None = None
    ) -> None:
        answer_json = json.dumps(partial.to_json()) if partial is not None else None
        store.end(turn_id, ending, reason=reason, answer_json=answer_json, text=partial.text if partial else "")


def answer_job(job: Job, assistant: "Assistant", store: "ReaderStore", worker: "Worker", bell: Bell) -> None:
    """Answer it; whatever happens, the turn has an ending afterwards."""
    try:
        if not job.start_at_last(store, worker):
            return
        _answer(job, assistant, store, bell)
    except ModelError as error:
        job.end_at_last(store, "failed", error.partial, str(error))
    except CopydeskError as error:
        job.end_at_last(store, "failed", job.progress.partial(job.writer or ""), str(error))
    except Exception:  # noqa: BLE001  # the thread's outermost call: the reader is told, the log has it
        _log.exception("a question could not be answered")
        job.end_at_last(store, "failed", job.progress.partial(job.writer or ""), UNFORESEEN)


def _answer(job: Job, assistant: "Assistant", store: "ReaderStore", bell: Bell) -> None:
    asking, looked_at = job.asking, time.monotonic()
    history = history_of(_before(store.turns(job.conversation_id), job))
    stream = assistant.stream(
        asking.question,
        history=history,
        filters=asking.filters,
        writer=job.writer,
        read_filters=asking.reads_filters,
    )
    with closing(stream) as events:  # type: ignore[type-var]  # a generator, whatever it is annotated as
        for event in events:
            if job.is_over:
                return
            if isinstance(event, Answered):
                job.end_at_last(store, event.answer.outcome, event.answer)
                return
            if job.take(store, event):
                bell.ring(job.turn_id)
            if time.monotonic() - looked_at > _LOOK_SECONDS:
                looked_at = time.monotonic()
                stored = store.turn(job.turn_id)
                if stored is None or stored.state not in OPEN_STATES:
                    job.leave_ended()


def _before(turns: "Sequence[StoredTurn]", job: Job) -> "Sequence[StoredTurn]":
    return () if job.asking.is_alone else turns_before(turns, job.turn_id, job.asking.retry_of)


def turns_before(turns: "Sequence[StoredTurn]", turn_id: str, retry_of: str | None) -> "Sequence[StoredTurn]":
    """The turns that led to a question when it was asked, so that asked again it means the same."""
    places = {turn.turn_id: place for place, turn in enumerate(turns)}
    first, seen = retry_of, {turn_id}
    while first in places and first not in seen:  # an answer asked for again, and that one again
        seen.add(first)
        again = turns[places[first]].retry_of
        if again not in places:
            break
        first = again
    place = places.get(first or "", places.get(turn_id, len(turns)))
    return turns[:place]


def history_of(turns: "Sequence[StoredTurn]") -> list[Turn]:
    """Questions and what was said to them, as the assistant reads them."""
    history: list[Turn] = []
    for turn in turns:
        history.append(Turn("user", turn.question))
        if turn.text not in ("", FORGOTTEN) and turn.state not in OPEN_STATES:
            history.append(Turn("assistant", turn.text))
    return history
