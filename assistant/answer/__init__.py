"""What a reader gets: the answer, what it states, what it cites, and the events on the way to it."""

from assistant.answer.answer import Answer
from assistant.answer.changes import SourceChange
from assistant.answer.events import Answered, Event, Found, Searching, Stated, Writing
from assistant.answer.kinds import KINDS, say_kind
from assistant.answer.parts import (
    AN_UNKNOWN_OUTLET,
    UNDATED,
    UNKNOWN_OUTLET,
    Citation,
    Correction,
    NearArticle,
    OtherCopy,
    Outcome,
    RankedPassage,
    ResolvedDate,
    Standing,
    Statement,
    Status,
    Turn,
    WriterChoice,
)

__all__ = [
    "AN_UNKNOWN_OUTLET",
    "KINDS",
    "UNDATED",
    "UNKNOWN_OUTLET",
    "Answer",
    "Answered",
    "Citation",
    "Correction",
    "Event",
    "Found",
    "NearArticle",
    "OtherCopy",
    "Outcome",
    "RankedPassage",
    "ResolvedDate",
    "Searching",
    "SourceChange",
    "Standing",
    "Stated",
    "Statement",
    "Status",
    "Turn",
    "WriterChoice",
    "Writing",
    "say_kind",
]
