"""What every writer offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.evidence import Evidence
from assistant.archive import Span
from assistant.retrieval import Candidate

__all__ = ["Draft", "Source", "Writer"]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A sentence that is offered as support: the passage it stands in and its span in the article."""

    candidate: Candidate
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One statement as it was written, not yet checked."""

    text: str
    sources: tuple[Source, ...]


class Writer(Protocol):
    """Writes drafts one after another, so that each can be checked and shown before the next is ready."""

    @property
    def name(self) -> str:
        """What the answer and the page call it."""

    @property
    def recipient(self) -> str | None:
        """The host that receives passages; None where nothing leaves this computer."""

    def write(self, evidence: Evidence) -> Iterator[Draft]:
        """Nothing at all is an abstention; a failure is a ModelError."""
