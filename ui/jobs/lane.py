"""A line of jobs of one kind, so that one kind never waits behind another."""

import logging
from collections import deque
from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, Protocol, TypeVar

__all__ = ["Lane", "LaneFull"]

_log = logging.getLogger(__name__)
_MOST_LEFT_RUNNING = 16
"""Jobs that were given up while their thread waits for a model; with more, the line waits for them."""


class LaneFull(Exception):
    """So many wait already that another one is not taken."""


class Waiting(Protocol):
    """What can stand in the line."""

    @property
    def turn_id(self) -> str: ...


_Job = TypeVar("_Job", bound=Waiting)


class Lane(Generic[_Job]):
    """First come, first served, `at_once` of them at the same time, each in a thread that lives while there is work."""

    def __init__(self, name: str, run: Callable[[_Job], None], *, at_once: int, most_waiting: int) -> None:
        self._name, self._run = name, run
        self._at_once, self._most_waiting = at_once, most_waiting
        self._lock = Lock()
        self._waiting: deque[_Job] = deque()
        self._running: set[str] = set()
        self._left: set[str] = set()

    def check_room(self) -> None:
        """Raises LaneFull; a job that is put in afterwards is taken all the same."""
        with self._lock:
            if len(self._waiting) >= self._most_waiting:
                raise LaneFull

    def put(self, job: _Job) -> None:
        with self._lock:
            self._waiting.append(job)
        self._serve()

    def place(self, turn_id: str) -> int:
        """How many are served before it, itself included; 0 for one that is being answered or is not here."""
        with self._lock:
            return next((place for place, job in enumerate(self._waiting, 1) if job.turn_id == turn_id), 0)

    def leave(self, turn_id: str) -> None:
        """It was given up: whoever waits goes on; its thread ends when what it waits for lets it."""
        with self._lock:
            self._waiting = deque(job for job in self._waiting if job.turn_id != turn_id)
            if turn_id in self._running and len(self._left) < _MOST_LEFT_RUNNING:
                self._left.add(turn_id)
        self._serve()

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            Thread(target=self._work, args=(job,), name=f"{self._name}-job", daemon=True).start()

    def _next(self) -> _Job | None:
        with self._lock:
            if not self._waiting or len(self._running - self._left) >= self._at_once:
                return None
            job = self._waiting.popleft()
            self._running.add(job.turn_id)
            return job

    def _work(self, job: _Job | None) -> None:
        while job is not None:
            try:
                self._run(job)
            except Exception:  # noqa: BLE001  # the thread's outermost call: whoever waits is served all the same
                _log.exception("a job failed")
            finally:
                with self._lock:
                    self._running.discard(job.turn_id)
                    self._left.discard(job.turn_id)
            job = self._next()
