"""So many calls a minute and no more: a loop in a script must not run up a bill."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

from assistant.errors import ModelLimit

__all__ = ["Pace"]

MINUTE = 60.0


class Pace:
    """Counts the calls of the last minute; shared by all threads."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._calls: deque[float] = deque()
        self._lock = threading.Lock()

    def count(self) -> None:
        """Count a call. Raises ModelLimit, with the seconds to wait, when the minute is used up."""
        with self._lock:
            now = self._clock()
            while self._calls and self._calls[0] <= now - MINUTE:
                self._calls.popleft()
            if len(self._calls) >= self._per_minute:
                wait = max(1, math.ceil(self._calls[0] + MINUTE - now))
                message = (
                    f"The limit of {self._per_minute} model calls a minute is reached. Wait {wait} s, or raise "
                    "COPYDESK_MODEL_CALLS_PER_MINUTE."
                )
                raise ModelLimit(message).noting(may_retry=True, retry_after=wait)
            self._calls.append(now)
