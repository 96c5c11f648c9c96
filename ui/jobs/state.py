"""What is asked of the jobs, and how a turn stands."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from assistant.answer import WriterChoice
from assistant.archive import Filters
from assistant.errors import FilterError
from ui.jobs.progress import Progress
from ui.narrowing import Narrowing

if TYPE_CHECKING:
    from assistant.archive.readers import StoredTurn

__all__ = ["OPEN_STATES", "Ending", "Mark", "QueuedQuestion", "TurnState"]

Ending = Literal["answered", "closest", "nothing", "failed", "stopped"]
OPEN_STATES = frozenset({"queued", "running"})


@dataclass(frozen=True, slots=True)
class QueuedQuestion:
    """A question as it is put in line."""

    question: str
    filters: Filters
    reads_filters: bool = True
    """Whether what the question says about time, outlet, author and kind narrows it, too."""
    writer: WriterChoice | None = None
    conversation_id: str | None = None
    """None, or one that is unknown or somebody else's, begins a new one."""
    retry_of: str | None = None
    """The turn that is asked again: it means what it meant there."""
    is_alone: bool = False
    """Whether nothing is taken over from the turns before."""

    def narrowed_json(self) -> str:
        kept = {"given": Narrowing.of(self.filters).model_dump(), "reads": self.reads_filters}
        return json.dumps(kept | ({"alone": True} if self.is_alone else {}))

    @staticmethod
    def was_alone(stored: str | None) -> bool:
        """Whether a stored turn took nothing over from the turns before it."""
        try:
            return json.loads(stored or "{}").get("alone") is True
        except (ValueError, AttributeError):
            return False

    @staticmethod
    def read_narrowed(stored: str | None) -> tuple[Filters, bool]:
        """The filters a stored turn was given, and whether its question was read for more."""
        try:
            kept = json.loads(stored or "{}")
            return Narrowing.model_validate(kept.get("given", {})).to_filters(), bool(kept.get("reads", True))
        except (ValueError, ValidationError, AttributeError, FilterError):
            return Filters(), True


@dataclass(frozen=True, slots=True)
class Mark:
    """How much of a turn a page has seen: the last event, its place in the line, how many statements were said."""

    seq: int = 0
    place: int = 0
    said: int = 0


@dataclass(frozen=True, slots=True)
class TurnState:
    """A turn as it stands; `progress` while it is open."""

    turn: "StoredTurn"
    progress: Progress | None
    mark: Mark

    @property
    def is_open(self) -> bool:
        return self.turn.state in OPEN_STATES
