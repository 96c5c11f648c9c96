"""What the C library keeps of memory that is free again: held down, for a server that answers for days.

A model takes some megabytes for each text and gives them back, in whichever thread; glibc keeps them, for each thread
apart. Elsewhere nothing is done.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from threading import Lock

__all__ = ["Tidying", "hold_down"]

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
_ARENAS = 2
_LARGE = 256 * 1024
"""Bytes. glibc raises its threshold with the first large piece that is given back, and keeps such pieces from then on:
after 360 questions, four at a time, 575 MB with a threshold that stays and 600 without, in the same processor time."""
_ANSWERS = 8


def hold_down() -> bool:
    """All threads share two stores of free memory, and large pieces go back at once; to be said before there are
    threads. Whether it could be said."""
    library = _glibc()
    if library is None:
        return False
    said = [library.mallopt(_ARENA_MAX, _ARENAS), library.mallopt(_MMAP_THRESHOLD, _LARGE)]
    return said == [1, 1]


class Tidying:
    """Gives free memory back to the system after every so many answers."""

    def __init__(self, answers: int = _ANSWERS, give_back: Callable[[], object] | None = None) -> None:
        self._answers = answers
        self._give_back = give_back or _give_back
        self._count = 0
        self._lock = Lock()

    def note_answer(self) -> None:
        with self._lock:
            self._count += 1
            is_due = self._count % self._answers == 0
        if is_due:
            self._give_back()


def _give_back() -> None:
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
