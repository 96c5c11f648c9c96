"""The archive: articles, their passages and the indexes over them; the one place that knows Chroma and SQL."""

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.archive.article import (
    Article,
    Coverage,
    Filters,
    IncomingArticle,
    IncomingPassage,
    Outcome,
    OutcomeKind,
    Passage,
    Span,
    Vectors,
)

if TYPE_CHECKING:
    from assistant.archive.backup import Backup
    from assistant.archive.conversations import ConversationStore, StoredConversation, StoredTurn
    from assistant.archive.snapshot import Snapshot
    from assistant.archive.soundness import Soundness, check_text
    from assistant.archive.status import ArchiveStatus, GenerationStatus
    from assistant.archive.store import Archive
    from assistant.archive.upkeep import Forgotten, back_up, forget_articles, rehearsal, restore
    from assistant.archive.vectors import Engine, Hit
    from assistant.archive.writer import Embed, Progress, Writer

__all__ = [
    "Archive",
    "ArchiveStatus",
    "Article",
    "Backup",
    "ConversationStore",
    "Coverage",
    "Embed",
    "Engine",
    "Filters",
    "Forgotten",
    "GenerationStatus",
    "Hit",
    "IncomingArticle",
    "IncomingPassage",
    "Outcome",
    "OutcomeKind",
    "Passage",
    "Progress",
    "Snapshot",
    "Soundness",
    "Span",
    "StoredConversation",
    "StoredTurn",
    "Vectors",
    "Writer",
    "back_up",
    "check_text",
    "forget_articles",
    "rehearsal",
    "restore",
]

# The types above are read by every room; the rest brings SQLite and the words of the keyword index with it.
_LATE = {
    "Archive": "store",
    "ArchiveStatus": "status",
    "Backup": "backup",
    "ConversationStore": "conversations",
    "Embed": "writer",
    "Engine": "vectors",
    "Forgotten": "upkeep",
    "GenerationStatus": "status",
    "Hit": "vectors",
    "Progress": "writer",
    "Snapshot": "snapshot",
    "Soundness": "soundness",
    "StoredConversation": "conversations",
    "StoredTurn": "conversations",
    "Writer": "writer",
    "back_up": "upkeep",
    "check_text": "soundness",
    "forget_articles": "upkeep",
    "rehearsal": "upkeep",
    "restore": "upkeep",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
