"""One request at a time to each host, with a pause between two; waits are cut short when the run ends."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ingest.web.faults import Stopped

__all__ = ["Clock", "Politeness"]


class Clock:
    """Time, and waiting that can be ended from another thread."""

    def __init__(self) -> None:
        self._is_over = threading.Event()

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Raises Stopped when the run ends before, or has ended."""
        if self._is_over.wait(max(seconds, 0.0)):
            raise Stopped

    def stop(self) -> None:
        """End every wait, now and later."""
        self._is_over.set()


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Politeness:
    def __init__(self, delay: float, clock: Clock) -> None:
        """`delay`: seconds from the end of one request to a host to the start of the next."""
        self._delay = delay
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, crawl_delay: float = 0.0) -> Iterator[None]:
        """Wait for this host to be free, and keep it while the request runs. Raises Stopped."""
        known = self._host(host)
        with known.lock:
            self._clock.wait(known.free_at - self._clock.now())
            try:
                yield
            finally:
                known.free_at = self._clock.now() + max(self._delay, crawl_delay)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while: it asked for it, or it has trouble."""
        known = self._host(host)
        with known.lock:
            known.free_at = max(known.free_at, self._clock.now() + seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())
