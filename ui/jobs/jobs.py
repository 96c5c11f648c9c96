"""All jobs of one process: asking, stopping, following. Nothing of a reader is kept here once a turn has ended."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import ArchiveError, CopydeskError
from ui.desk import Desk
from ui.jobs.answering import Job, answer_job
from ui.jobs.bell import Bell
from ui.jobs.door import Door
from ui.jobs.lane import Lane, LaneFull
from ui.jobs.progress import Progress
from ui.jobs.state import OPEN_STATES, Mark, QueuedQuestion, TurnState
from ui.memory import Tidying

if TYPE_CHECKING:
    from assistant.archive.readers import ReaderStore, StoredTurn, Worker

__all__ = ["Jobs", "TooManyWaiting"]

_QUOTES_AT_ONCE = 2
_MODELS_AT_ONCE = 4
_MOST_WAITING = 200
_PLACE_SECONDS = 1.0
"""A place in the line is told anew this often: ninety who wait would otherwise all be told at every step."""
_NEAR = 10
"""Whoever stands farther back is told more seldom: telling forty each second took a fifth of a core from answering."""
_LOOK_SECONDS = 1.0
"""How often the store is looked at for a turn that another process answers."""


class TooManyWaiting(CopydeskError):
    """The line is full."""

    def __init__(self) -> None:
        super().__init__("Too many questions are waiting for an answer. Ask again in a minute.")


@dataclass(frozen=True, slots=True)
class _Registered:
    store: "ReaderStore"
    worker: "Worker"


class Jobs:
    """Safe for several threads. Quotes and models have lines of their own."""

    def __init__(
        self,
        desk: Desk,
        *,
        quotes_at_once: int = _QUOTES_AT_ONCE,
        models_at_once: int = _MODELS_AT_ONCE,
        most_waiting: int = _MOST_WAITING,
    ) -> None:
        self._desk = desk
        self.door = Door()
        """Whoever takes in a question holds it open until the reader has been told."""
        self._bell = Bell()
        self._tidying = Tidying()
        self._lock = Lock()
        self._running: dict[str, Job] = {}
        self._registered: _Registered | None = None
        self._lanes = {
            name: Lane(name, self._answer, at_once=at_once, most_waiting=most_waiting)
            for name, at_once in (("quotes", quotes_at_once), ("model", models_at_once))
        }

    def ask(self, asking: QueuedQuestion, owner: str) -> TurnState:
        """Store the question and put it in line. Raises TooManyWaiting, and ArchiveError where there is no archive."""
        assistant = self._desk.assistant()
        chosen = asking.writer if asking.writer in assistant.writers else None
        lane = self._lanes["model" if assistant.has_model and chosen != "extractive" else "quotes"]
        try:
            lane.check_room()
        except LaneFull:
            raise TooManyWaiting from None
        store = self._store()
        asked = store.ask(
            asking.conversation_id,
            asking.question,
            owner=owner,
            filters_json=asking.narrowed_json(),
            writer=chosen,
            retry_of=asking.retry_of,
        )
        job = Job(asked.turn_id, asked.conversation_id, owner, asking, chosen, lane)
        with self._lock:
            self._running[job.turn_id] = job
        turn = store.turn(job.turn_id)
        assert turn is not None  # only the end of its conversation takes a turn away
        lane.put(job)
        return TurnState(turn, Progress(asking.question), Mark(0, lane.place(job.turn_id)))

    def stop(self, turn_id: str, owner: str) -> TurnState | None:
        """End it, wherever it is answered; what was checked is kept. None for a turn that is not this reader's."""
        state = self.state(turn_id, owner)
        if state is None or not state.is_open:
            return state
        job = self._job(turn_id)
        if job is not None:
            job.stop(self._store())
            job.lane.leave(turn_id)
            self._forget(turn_id)
        elif state.progress is not None:
            partial = state.progress.partial(state.turn.writer or "")
            Job.end_stored(self._store(), turn_id, "stopped", partial=partial)
        self._bell.ring(turn_id)
        return self.state(turn_id, owner)

    def state(self, turn_id: str, owner: str) -> TurnState | None:
        """How the turn stands; None for one that is not this reader's."""
        store = self._store()
        turn = store.turn(turn_id)
        conversation = store.conversation(turn.conversation_id) if turn else None
        if turn is None or conversation is None or conversation.owner != owner:
            return None
        return self.standing(turn)

    def standing(self, turn: "StoredTurn") -> TurnState:
        """How a turn of a conversation that is this reader's stands."""
        if turn.state not in OPEN_STATES:
            return TurnState(turn, None, Mark())
        progress, seq = Progress(turn.question), 0
        for event in self._store().events(turn.turn_id):
            progress.read(event.event_json)
            seq = event.seq
        return TurnState(turn, progress, Mark(seq, self._place(turn.turn_id), len(progress.statements)))

    async def follow(self, turn_id: str, owner: str, mark: Mark, *, seconds: float) -> TurnState | None:
        """The turn as soon as there is more of it than `mark`, or as it stands when the seconds are over."""
        begun = time.monotonic()
        with self._bell.listen(turn_id) as rung:
            while True:
                rung.clear()
                left = seconds - (time.monotonic() - begun)
                if self._has_news(turn_id, mark, time.monotonic() - begun) or left <= 0:
                    state = await asyncio.to_thread(self.state, turn_id, owner)
                    if state is None or not state.is_open or state.mark != mark or left <= 0:
                        return state
                try:
                    await asyncio.wait_for(rung.wait(), min(left, _LOOK_SECONDS))
                except TimeoutError:
                    continue

    def close(self) -> None:
        """End what is on its way: the server goes."""
        with self._lock:
            jobs, self._running = tuple(self._running.values()), {}
        for job in jobs:
            job.give_up(self._store())
            job.lane.leave(job.turn_id)
        if self._registered is not None:
            with suppress(ArchiveError):  # what it leaves open is found as lost by whoever comes next
                self._registered.worker.close()
            self._registered = None

    def _has_news(self, turn_id: str, mark: Mark, waited: float) -> bool:
        job = self._job(turn_id)
        if job is None:  # another process has it, or it has ended: the store knows
            return True
        if job.seq != mark.seq:
            return True
        return waited >= _PLACE_SECONDS * max(1.0, mark.place / _NEAR) and job.lane.place(turn_id) != mark.place

    def _answer(self, job: Job) -> None:
        self.door.wait()
        registered = self._register()
        try:
            answer_job(job, self._desk.assistant(), registered.store, registered.worker, self._bell)
        finally:
            self._forget(job.turn_id)
            self._bell.ring(job.turn_id)
            self._tidying.note_answer()

    def _place(self, turn_id: str) -> int:
        job = self._job(turn_id)
        return job.lane.place(turn_id) if job else 0

    def _job(self, turn_id: str) -> Job | None:
        with self._lock:
            return self._running.get(turn_id)

    def _forget(self, turn_id: str) -> None:
        with self._lock:
            self._running.pop(turn_id, None)

    def _store(self) -> "ReaderStore":
        return self._register().store

    def _register(self) -> _Registered:
        store = self._desk.assistant().archive.readers
        with self._lock:
            if (
                self._registered is None or self._registered.store is not store
            ):  # before the first question, as it must be
                self._registered = _Registered(store, store.register_worker())
            return self._registered
