"""Locks of the operating system on files: they end with their process, so none can be left behind.

`fcntl.flock` where there is one. Windows has only exclusive locks on byte ranges: a shared lock is one byte of its own,
an exclusive lock is the whole range.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["exclusive_lock", "is_held", "shared_lock"]

if sys.platform == "win32":
    import msvcrt

    _RANGE = 1 << 20

    def _lock(descriptor: int, *, shared: bool) -> bool:
        start = (os.getpid() * 2654435761 + descriptor) % _RANGE if shared else 0
        os.lseek(descriptor, start, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else _RANGE)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def exclusive_lock(path: Path) -> Iterator[bool]:
    """Try to hold the file alone, making it if need be; gives whether that worked. Never waits."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        yield _lock(descriptor, shared=False)
    finally:
        os.close(descriptor)


def shared_lock(path: Path) -> int | None:
    """Hold the file together with others, until `os.close` of the descriptor; None if it is held alone or gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return None
    if _lock(descriptor, shared=True) and path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
        return descriptor
    os.close(descriptor)
    return None


def is_held(path: Path) -> bool:
    """Whether another holds the file alone."""
    descriptor = shared_lock(path)
    if descriptor is not None:
        os.close(descriptor)
    return descriptor is None and path.exists()
