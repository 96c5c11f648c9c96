"""An archive is its owner's: folders 700 and files 600, on POSIX, whatever the umask was when they were made.

A folder with the set-group-ID bit was shared with a group on purpose: there the group keeps what rights it has, and
only everybody else loses theirs. Rights are only ever taken away, never given.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["keep_private", "make_private"]

_log = logging.getLogger(__name__)
_OURS = ("catalog.sqlite3*", "readers.sqlite3*", "damaged-*", "writer.lock", "writer.json", "backup.json")
_OUR_FOLDERS = ("backups", "generations", "workers")
_OTHERS, _GROUP_AND_OTHERS = 0o007, 0o077


def keep_private(archive: Path) -> None:
    """Close the archive's folder and what Copydesk made in it to others; what else lies there is left alone.

    What cannot be changed, since it belongs to somebody else, stays as it is.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        mode = archive.stat().st_mode
        closed = _OTHERS if mode & stat.S_ISGID else _GROUP_AND_OTHERS
        for path in (archive, *_made_by_us(archive)):
            _close(path, closed)
        if _looks_shared(mode) and archive.stat().st_mode != mode:
            _log.warning(
                "The archive at %s was open to a group and is now open to its owner alone. To share it with the group, "
                "set its set-group-ID bit, as docs/guides/archive.md says.",
                archive,
            )


def make_private(path: Path) -> None:
    """Close a file, or a folder with everything below it, to everybody but its owner."""
    if os.name == "posix":
        for one in (path, *_below(path)):
            _close(one, _GROUP_AND_OTHERS)


def _looks_shared(mode: int) -> bool:
    """More for the group than for everybody, as no usual umask makes it, and no sign that it shall stay so."""
    return not mode & stat.S_ISGID and bool((mode >> 3) & ~mode & 0o007)


def _made_by_us(archive: Path) -> Iterator[Path]:
    for pattern in _OURS:
        yield from archive.glob(pattern)
    for name in _OUR_FOLDERS:
        yield archive / name
        yield from _below(archive / name)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(parent) / name


def _close(path: Path, closed: int) -> None:
    """Others may delete what is looked at meanwhile; a link is never followed."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & closed:
            path.chmod(stat.S_IMODE(mode) & ~closed)
