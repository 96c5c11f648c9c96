"""What every writer offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answer import Standing, Writing
from assistant.answering.evidence import Evidence
from assistant.archive import Span
from assistant.retrieval import Candidate

__all__ = ["Draft", "Source", "Writer", "Written"]


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
    label: str | None = None
    conflict: int | None = None
    standing: Standing | None = None
    """The last three as in `Statement`."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer has to say of its work, at its end."""

    tokens: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes drafts one after another, so that each can be checked and shown before the next is ready."""

    @property
    def name(self) -> str:
        """What the answer and the page call it."""

    @property
    def recipient(self) -> str | None:
        """The host that receives passages; None where nothing leaves this computer."""

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft | Writing | Written]:
        """Drafts; between them signs of life, and at the end what there is to say of the work.

        No draft at all says that the evidence holds no answer; a failure is a ModelError. `ends_at`, on the monotonic
        clock, is when the answer must be whole.
        """
