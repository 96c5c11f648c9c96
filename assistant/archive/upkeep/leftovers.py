"""Copies of an archive in the making, so that what a killed process left of one is found and taken away.

A copy may be made anywhere: a backup beside its target, a rehearsal in the system's folder for temporary files. A note
in the archive's folder `copying/` says where, and its process holds a lock on the note as long as it lives.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from assistant.archive.catalog.locks import exclusive_lock

__all__ = ["NOTES", "RESTORING", "copying", "remove_leftovers"]

NOTES = "copying"
RESTORING = "restoring-"
"""How the folder in the archive begins in which a backup is unpacked to be restored."""


@contextmanager
def copying(archive: Path, folder: Path) -> Iterator[None]:
    """Note that `folder` is being filled with a copy, until it has its name or is gone. Where the archive's folder
    cannot be written to, nothing is noted."""
    note = archive / NOTES / f"{token_hex(8)}.json"
    with ExitStack() as stack:
        is_ours = False
        with suppress(OSError):
            note.parent.mkdir(mode=0o700, exist_ok=True)
            is_ours = stack.enter_context(exclusive_lock(note))
        if is_ours:  # not where a writer looks through the notes at this very moment: it must find none it may clean
            stack.callback(note.unlink, missing_ok=True)
            with suppress(OSError):  # a full disk: the copy itself will say so
                note.write_text(json.dumps({"folder": str(folder.absolute())}), encoding="utf-8")
        yield


def remove_leftovers(archive: Path) -> list[Path]:
    """Take away what was left of copies whose process is gone; says which folders those were. The caller holds the
    writer's lock, under which alone a backup is unpacked to be restored."""
    removed = []
    for left in archive.glob(f"{RESTORING}*"):
        shutil.rmtree(left, ignore_errors=True)
        removed.append(left)
    for note in sorted((archive / NOTES).glob("*.json")):
        with suppress(OSError), exclusive_lock(note) as is_ours:
            if not is_ours:
                continue
            folder = _folder_in(note)
            if folder is not None and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
                removed.append(folder)
            if folder is None or not os.path.lexists(folder):
                note.unlink(missing_ok=True)
    return removed


def _folder_in(note: Path) -> Path | None:
    """Only a folder of the kinds that are noted: a note that somebody changed removes nothing else."""
    try:
        written = Path(json.loads(note.read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_ours = written.name.endswith(".unfinished") or written.name.startswith("copydesk-")
    return written if written.is_absolute() and is_ours else None
