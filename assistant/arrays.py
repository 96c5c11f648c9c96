"""numpy's files, read in whatever thread."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

__all__ = ["read_arrays"]

Arrays = TypeVar("Arrays")

_TRIES = 5
_LOCK = Lock()


def read_arrays(read: Callable[[], Arrays]) -> Arrays:
    """What `read` gives by `numpy.load`, one thread at a time, and again where Python itself was disturbed.

    numpy reads the head of a file with `ast`, and Python 3.11 counts the depth of that for all threads together: where
    another one that uses it has its turn in the middle (a collection of garbage that calls Python is enough), it raises
    SystemError, "AST constructor recursion depth mismatch", though nothing is wrong with the file.
    """
    for _ in range(_TRIES - 1):
        try:
            with _LOCK:
                return read()
        except SystemError:
            continue
    with _LOCK:
        return read()
