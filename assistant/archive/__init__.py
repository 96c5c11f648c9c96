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
    from assistant.archive.catalog.excerpts import Excerpt, find_excerpt, find_words
    from assistant.archive.catalog.listing import Order, Period
    from assistant.archive.catalog.runs import IngestRun, RunOutcome, new_run_id
    from assistant.archive.catalog.vectors import Engine, Hit
    from assistant.archive.index.chroma_address import ChromaClient
    from assistant.archive.readers import (
        Asked,
        Ending,
        ReaderStore,
        StoredConversation,
        StoredEvent,
        StoredFeedback,
        StoredTurn,
    )
    from assistant.archive.snapshot import Snapshot
    from assistant.archive.status import ArchiveStatus, GenerationStatus
    from assistant.archive.store import Archive
    from assistant.archive.upkeep.backup import Backup
    from assistant.archive.upkeep.moving import Moved, MoveProgress, move_archive
    from assistant.archive.upkeep.operations import (
        Forgotten,
        ToForget,
        back_up,
        forget_articles,
        rehearsal,
        restore,
        would_forget,
    )
    from assistant.archive.upkeep.soundness import Soundness, check_text
    from assistant.archive.writer import Embed, Progress, Writer

__all__ = [
    "Archive",
    "ArchiveStatus",
    "Article",
    "Asked",
    "Backup",
    "ChromaClient",
    "Coverage",
    "Embed",
    "Ending",
    "Engine",
    "Excerpt",
    "Filters",
    "Forgotten",
    "GenerationStatus",
    "Hit",
    "IncomingArticle",
    "IncomingPassage",
    "IngestRun",
    "MoveProgress",
    "Moved",
    "Order",
    "Outcome",
    "OutcomeKind",
    "Passage",
    "Period",
    "Progress",
    "ReaderStore",
    "RunOutcome",
    "Snapshot",
    "Soundness",
    "Span",
    "StoredConversation",
    "StoredEvent",
    "StoredFeedback",
    "StoredTurn",
    "ToForget",
    "Vectors",
    "Writer",
    "back_up",
    "check_text",
    "find_excerpt",
    "find_words",
    "forget_articles",
    "move_archive",
    "new_run_id",
    "rehearsal",
    "restore",
    "would_forget",
]

# The types above are read by every room; the rest brings SQLite and the words of the keyword index with it.
_LATE = {
    "Archive": "store",
    "ArchiveStatus": "status",
    "Asked": "readers",
    "Backup": "upkeep.backup",
    "ChromaClient": "index.chroma_address",
    "Embed": "writer",
    "Ending": "readers",
    "Engine": "catalog.vectors",
    "Excerpt": "catalog.excerpts",
    "Forgotten": "upkeep.operations",
    "GenerationStatus": "status",
    "Hit": "catalog.vectors",
    "IngestRun": "catalog.runs",
    "MoveProgress": "upkeep.moving",
    "Moved": "upkeep.moving",
    "Order": "catalog.listing",
    "Period": "catalog.listing",
    "Progress": "writer",
    "ReaderStore": "readers",
    "RunOutcome": "catalog.runs",
    "Snapshot": "snapshot",
    "Soundness": "upkeep.soundness",
    "StoredConversation": "readers",
    "StoredEvent": "readers",
    "StoredFeedback": "readers",
    "StoredTurn": "readers",
    "ToForget": "upkeep.operations",
    "Writer": "writer",
    "back_up": "upkeep.operations",
    "check_text": "upkeep.soundness",
    "find_excerpt": "catalog.excerpts",
    "find_words": "catalog.excerpts",
    "forget_articles": "upkeep.operations",
    "move_archive": "upkeep.moving",
    "new_run_id": "catalog.runs",
    "rehearsal": "upkeep.operations",
    "restore": "upkeep.operations",
    "would_forget": "upkeep.operations",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
