"""One writer at a time: the lock, who holds it, and room on the disk."""

import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.locks import exclusive_lock, is_held
from assistant.archive.catalog.private import keep_private
from assistant.errors import ArchiveBusy, ArchiveFull

__all__ = [
    "LEAST_FREE_BYTES",
    "WRITER_PATIENCE",
    "check_space",
    "current_writer",
    "free_bytes",
    "has_space",
    "writing",
]

LEAST_FREE_BYTES = 200_000_000
_LEAST_TO_REMOVE = 4_000_000
"""What taking something out needs: it makes room, and must not wait for room."""
WRITER_PATIENCE = 1.0
"""Another process may hold the lock for a moment only to see whether it is held."""


@contextmanager
def writing(folder: Path, *, patience: float = WRITER_PATIENCE, makes_room: bool = False) -> Iterator[None]:
    """Hold the archive's writer lock; `patience`: seconds to wait for it; `makes_room`: on a nearly full disk too.

    Raises ArchiveBusy, naming the holder, ArchiveReadOnly or ArchiveFull.
    """
    check_space(folder, _LEAST_TO_REMOVE if makes_room else LEAST_FREE_BYTES)
    deadline = time.monotonic() + patience
    while True:
        with translated(folder):
            lock = exclusive_lock(folder / "writer.lock")
            is_ours = lock.__enter__()
        if is_ours:
            break
        lock.__exit__(None, None, None)
        if time.monotonic() >= deadline:
            raise ArchiveBusy(_busy_message(folder))
        time.sleep(0.05)
    card = folder / "writer.json"
    try:
        with translated(folder):
            card.write_text(json.dumps(_own_card()), encoding="utf-8")
        keep_private(folder)
        yield
        keep_private(folder)
    finally:
        card.unlink(missing_ok=True)
        lock.__exit__(None, None, None)


def current_writer(folder: Path) -> str | None:
    """Who writes to the archive now, in words; None when nobody does."""
    lock = folder / "writer.lock"
    if not (folder / "writer.json").exists() or not lock.exists() or not is_held(lock):
        return None
    return _who(folder)


def has_space(folder: Path, wanted_bytes: int) -> bool:
    """Whether the disk has this much room."""
    return free_bytes(folder) >= wanted_bytes


def free_bytes(folder: Path) -> int:
    with translated(folder):
        return shutil.disk_usage(folder).free


def check_space(folder: Path, wanted_bytes: int) -> None:
    """Raise ArchiveFull unless the disk has this much room, so that a long run does not end half way."""
    free = free_bytes(folder)
    if free < wanted_bytes:
        message = (
            f"The disk that holds the archive at {folder} has {free // 1_000_000} MB left; "
            f"{wanted_bytes // 1_000_000} MB are needed. Free some space and run it again."
        )
        raise ArchiveFull(message)


def _busy_message(folder: Path) -> str:
    return f"The archive at {folder} is being written to by {_who(folder)}. Wait until that is done, then try again."


def _who(folder: Path) -> str:
    try:
        card = json.loads((folder / "writer.json").read_text(encoding="utf-8"))
        return f"`{card['command']}` (process {card['pid']} on {card['host']}, since {card['started_at']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _own_card() -> dict[str, str | int]:
    words = [Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"]
    if len(sys.argv) > 1 and sys.argv[1].isalpha():
        words.append(sys.argv[1])  # the sub-command; what follows may be private
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(words),
    }
