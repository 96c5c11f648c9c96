"""Files that are gone while what was made beside them still stands: a loss, and no place to begin anew."""

from pathlib import Path

from assistant.archive.upkeep.backup import CATALOG, READERS
from assistant.errors import ArchiveDamaged

__all__ = ["check_no_loss", "lost_conversations"]

_SIGNS = {"generations": "its index", "segments": "its index", READERS: "its conversations"}
"""What an archive makes only after its catalog."""
_WORKERS = "workers"
"""Where whoever answers holds a lock: made after the file of conversations, and never taken away."""


def check_no_loss(path: Path) -> None:
    """Raise ArchiveDamaged where an archive's other files stand in the folder without their catalog."""
    found = list(dict.fromkeys(words for name, words in _SIGNS.items() if _holds_something(path / name)))
    if not found:
        return
    still = " and ".join(found)
    message = (
        f"The catalog of the archive at {path} is missing, though {still} {'are' if found[-1][-1] == 's' else 'is'} "
        f"still there. Put {CATALOG} back, or restore a backup with `copydesk restore BACKUP --force`; to begin anew, "
        "name another folder."
    )
    raise ArchiveDamaged(message)


def lost_conversations(path: Path) -> str | None:
    """What to say where an archive whose readers have asked something has nothing in its file of conversations."""
    if not (path / _WORKERS).is_dir() or _holds_something(path / READERS):
        return None
    return (
        f"The conversations of the archive at {path} are gone: its file {READERS} is missing or empty. Put it back, or "
        "restore a backup; the next question begins a new file."
    )


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.is_file() and path.stat().st_size > 0
