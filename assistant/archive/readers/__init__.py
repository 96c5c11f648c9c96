"""What belongs to readers: conversations, their turns, the events of answers on their way, and feedback.

A database of its own (`readers.sqlite3`), so that a running ingest never blocks a reader; in memory where the folder
cannot be written to. Turns are known by ids, never by their text.
"""

from assistant.archive.readers.sought import Sought
from assistant.archive.readers.store import ReaderStore
from assistant.archive.readers.values import (
    ENDINGS,
    FORGOTTEN,
    LOST_REASON,
    UNKNOWN_END_REASON,
    Asked,
    Ending,
    State,
    StoredConversation,
    StoredEvent,
    StoredFeedback,
    StoredTurn,
    Taken,
    TakenTurn,
)
from assistant.archive.readers.workers import Worker

__all__ = [
    "ENDINGS",
    "FORGOTTEN",
    "LOST_REASON",
    "UNKNOWN_END_REASON",
    "Asked",
    "Ending",
    "ReaderStore",
    "Sought",
    "State",
    "StoredConversation",
    "StoredEvent",
    "StoredFeedback",
    "StoredTurn",
    "Taken",
    "TakenTurn",
    "Worker",
]
