"""Lets those who arrive in the same instant all in before anybody is served."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

__all__ = ["Door"]

_MOST_SECONDS = 0.25
"""However many keep arriving, who is in line is served after this long."""


class Door:
    """Of forty questions in one instant the first answers took the processor from those who were not told yet that
    they are in line: the last of them waited for half of the answers."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._is_quiet = Event()
        self._is_quiet.set()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        with self._lock:
            self._count += 1
            self._is_quiet.clear()
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1
                if not self._count:
                    self._is_quiet.set()

    def wait(self) -> None:
        """Until nobody is arriving, or for a moment at most."""
        self._is_quiet.wait(_MOST_SECONDS)
