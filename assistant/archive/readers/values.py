"""What the readers' store takes and gives."""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = [
    "DELETED_MEANWHILE_REASON",
    "ENDINGS",
    "FORGOTTEN",
    "LOST_REASON",
    "UNKNOWN_END_REASON",
    "Asked",
    "Ending",
    "State",
    "StoredConversation",
    "StoredEvent",
    "StoredFeedback",
    "StoredTurn",
    "Taken",
    "TakenTurn",
]

Ending = Literal["answered", "closest", "nothing", "failed", "stopped"]
"""How a turn ended: the three outcomes of an answer, an error, or the reader's Stop."""
State = Literal["queued", "running", "answered", "closest", "nothing", "failed", "stopped"]
"""Waiting for its place, being answered, or how it ended."""

ENDINGS: tuple[Ending, ...] = get_args(Ending)

FORGOTTEN = "(This quoted an article that has been deleted for good.)"
"""What stands in the place of a text that was forgotten."""
LOST_REASON = "The server stopped before the answer was finished. Ask again."
UNKNOWN_END_REASON = "How this question ended is not known: it was asked before endings were kept."
DELETED_MEANWHILE_REASON = "An article was deleted for good while this was being answered. Ask again."


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question was put."""

    conversation_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One step of an answer on its way."""

    seq: int
    """Counts from 1 in each turn."""
    event_json: str


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question and what became of it."""

    turn_id: str
    conversation_id: str
    question: str
    state: State
    reason: str | None
    """Why it failed or was stopped, for a reader."""
    answer_json: str | None
    """The answer as far as it was checked; None where there is none, or where it was forgotten."""
    text: str
    """The answer in plain words; empty where there is none, FORGOTTEN where it was forgotten."""
    filters_json: str | None
    writer: str | None
    retry_of: str | None
    """The turn, of this conversation, that was asked again."""
    asked_at: str
    ended_at: str | None

    @property
    def is_open(self) -> bool:
        return self.state not in ENDINGS


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """One conversation, without its turns."""

    conversation_id: str
    owner: str
    title: str
    """The name it was given, else what was asked first; empty before that."""
    is_pinned: bool
    turn_count: int
    created_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class StoredFeedback:
    """What a reader said of an answer, or of one statement or citation in it."""

    conversation_id: str
    turn_id: str
    owner: str
    kind: str
    question: str
    statement: int | None
    """Its place in the answer, from 0."""
    statement_text: str
    """Empty where no statement is meant, or the answer is there no more."""
    citation: int | None
    """The number its marker shows."""
    quote: str
    """What the citation quotes, as `statement_text`."""
    words: str
    given_at: str


@dataclass(frozen=True, slots=True)
class TakenTurn:
    """A turn that forgetting takes the text of."""

    conversation_id: str
    turn_id: str
    asked_at: str
    question: str
    is_question_taken: bool
    is_answer_taken: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What forgetting takes of the readers' store."""

    turns: tuple[TakenTurn, ...] = ()
    title_count: int = 0
    """Titles that readers gave to conversations."""
    feedback_count: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        """Of two stores: an archive that was moved may have one in its folder and one in a database."""
        return Taken(
            self.turns + other.turns,
            self.title_count + other.title_count,
            self.feedback_count + other.feedback_count,
        )
