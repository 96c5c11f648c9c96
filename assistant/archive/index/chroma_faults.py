"""What a failure of a Chroma server means, and when it may be asked again."""

import time
from collections.abc import Callable
from threading import Lock

from assistant.archive.index.chroma import IndexFault, load_chroma

__all__ = ["Away", "Backoff", "Failing", "Gone", "Refused", "classified"]

_PROBE_SECONDS = 15.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0


class Away(IndexFault):
    """The server does not answer now; it is asked again by itself."""


class Refused(Away):
    """The server wants another token."""


class Failing(Away):
    """The server answers, but has a fault with this collection just now."""


class Gone(IndexFault):
    """The server has no such collection."""


class Backoff:
    """When something that failed may be asked again: after pauses that grow, and by one at a time. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._fault: Away | None = None
        self._count = 0
        self._ask_at = 0.0

    @property
    def fault(self) -> Away | None:
        """The last one, while nothing went well since."""
        return self._fault

    def check(self) -> None:
        """Raises the last fault while the pause lasts. After it one caller may pass; the others wait for what it
        finds."""
        with self._lock:
            if self._fault is None:
                return
            if self._clock() < self._ask_at:
                raise self._fault
            self._ask_at = self._clock() + _PROBE_SECONDS

    def failed(self, fault: Away) -> None:
        with self._lock:
            self._fault = fault
            self._ask_at = self._clock() + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._count, 10))
            self._count += 1

    def went_well(self) -> None:
        with self._lock:
            self._fault, self._count = None, 0


def classified(error: Exception) -> IndexFault:
    """What a failure means for whoever asked. No text of the server's own is kept: it may hold what was sent."""
    errors = load_chroma().errors
    if isinstance(error, IndexFault):
        return error
    if isinstance(error, errors.NotFoundError):
        return Gone("the collection is not there")
    if isinstance(error, (errors.ChromaAuthError, errors.AuthorizationError)):
        return Refused("it refuses the token")
    if isinstance(error, errors.InternalError):
        return Failing("the server has a fault")
    if isinstance(error, errors.ChromaError) and error.code() < 429 and not isinstance(error, errors.RateLimitError):
        return IndexFault(f"the server refuses what was asked: {type(error).__name__}")
    return Away(f"it does not answer: {type(error).__name__}")
