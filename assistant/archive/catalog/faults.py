"""What the storage engine says, in our words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveReadOnly, InputError

__all__ = ["archive_fault", "conversations_damaged", "translated"]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CORRUPT_KEYWORD_INDEX = sqlite3.SQLITE_CORRUPT_VTAB
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def translated(path: Path, damaged: str | None = None) -> Iterator[None]:
    """Turn SQLite's and the operating system's errors into the archive's own; `path` is the archive's folder, `damaged`
    what is said of a database that cannot be read, where that is not the catalog.

    Raises InputError for a name or id that SQLite cannot even be asked for: half a character, as a shell hands it over.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise archive_fault(error, path, damaged) from error
    except UnicodeEncodeError as error:
        message = "A name or id holds broken characters, which no article has. Type it again."
        raise InputError(message) from error


def conversations_damaged(file: Path) -> str:
    return (
        f"The conversations in {file} are damaged. Restore a backup, or move that file out of the archive's folder to "
        "go on without them."
    )


def archive_fault(error: sqlite3.Error | OSError, path: Path, damaged: str | None = None) -> ArchiveError:
    """The archive error that tells the person what to do about `error`."""
    if isinstance(error, OSError):
        return _system_fault(error, path)
    full_code = getattr(error, "sqlite_errorcode", 0)
    code = full_code & 0xFF
    if full_code == _CORRUPT_KEYWORD_INDEX:
        message = f"The keyword index of the archive at {path} is damaged. Run `copydesk rebuild` to make it anew."
        return ArchiveDamaged(message)
    if code == sqlite3.SQLITE_FULL:
        return _full(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        message = f"The archive at {path} is being changed by another program. Try again in a moment."
        return ArchiveBusy(message)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return _read_only(path)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        message = f"The disk refused to read or write the archive at {path}. Check its space, permissions and health."
        return ArchiveError(message)
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
        message = damaged or (
            f"The catalog of the archive at {path} cannot be read. Restore a backup from its folder `backups`, "
            "or ingest the articles again into a new folder."
        )
        return ArchiveDamaged(message)
    return ArchiveError(f"The archive at {path} failed: {type(error).__name__}.")


def _system_fault(error: OSError, path: Path) -> ArchiveError:
    if error.errno in _FULL:
        return _full(path)
    if error.errno in _READ_ONLY:
        return _read_only(path)
    message = f"The archive at {path} cannot be used: {error.strerror or type(error).__name__}."
    return ArchiveError(message)


def _full(path: Path) -> ArchiveFull:
    message = f"The disk that holds the archive at {path} is full. Nothing was lost; free some space and run it again."
    return ArchiveFull(message)


def _read_only(path: Path) -> ArchiveReadOnly:
    message = (
        f"The archive at {path} cannot be written to. Change the folder's permissions, or copy it to another place."
    )
    return ArchiveReadOnly(message)
