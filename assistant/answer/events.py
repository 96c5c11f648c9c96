"""The events on the way to an answer, in the order in which they come."""

from dataclasses import dataclass

from assistant.answer.answer import Answer
from assistant.answer.parts import Citation, Outcome, RankedPassage, Statement
from assistant.archive import Filters

__all__ = ["Answered", "Event", "Found", "Searching", "Stated", "Writing"]


@dataclass(frozen=True, slots=True)
class Searching:
    """The question as it is searched, before anything is found."""

    standalone_question: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Found:
    """The ranked candidates."""

    passages: tuple[RankedPassage, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """A sign of life: how many statements are written; `notice` tells that the model is asked again, and why."""

    statement_count: int
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A checked statement, with the citations it is the first to use."""

    statement: Statement
    citations: tuple[Citation, ...]
    outcome: Outcome = "answered"
    """Of the answer it belongs to: the same for all its statements, never `nothing`."""
    reason: str | None = None
    """Of the answer, which a reader is told before its first statement; None where it is `answered`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event, always."""

    answer: Answer


Event = Searching | Found | Writing | Stated | Answered
