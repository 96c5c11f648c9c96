"""Wakes those who wait for a turn, from whichever thread something happened in; who waits holds no thread."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

__all__ = ["Bell"]


class Bell:
    """One for all turns. A wake-up says that it is worth looking, not what has happened."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listening: dict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}

    @contextmanager
    def listen(self, turn_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the turn is rung for; begin to listen before looking, or a ring is missed."""
        listener = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._listening.setdefault(turn_id, set()).add(listener)
        try:
            yield listener[1]
        finally:
            with self._lock:
                others = self._listening[turn_id]
                others.discard(listener)
                if not others:
                    del self._listening[turn_id]

    def ring(self, turn_id: str) -> None:
        with self._lock:
            listeners = tuple(self._listening.get(turn_id, ()))
        for loop, event in listeners:
            with suppress(RuntimeError):  # a loop that has ended waits for nothing
                loop.call_soon_threadsafe(event.set)
