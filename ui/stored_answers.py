"""Answers as they were given, out of the readers' store, for those they were given to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Turn
from ui.jobs.answering import history_of, turns_before
from ui.jobs.state import QueuedQuestion
from ui.readers import Reader
from ui.restore import answer_from_json

if TYPE_CHECKING:
    from assistant.archive import ReaderStore, StoredTurn

__all__ = ["Exported", "Given", "find_given"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""The id of a conversation or of one of its turns."""
_MOST_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, when it was given, and what had been said before it."""

    answer: Answer
    made_at: str
    history: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export is made of."""

    title: str
    """What the conversation is called, or what was asked."""
    answers: Sequence[Given]
    is_conversation: bool


def find_given(store: "ReaderStore", reader: Reader, name: str) -> Exported | None:
    """The answers of a conversation, or of one turn; None where there is none that belongs to this reader."""
    if not _NAME.fullmatch(name):
        return None
    asked = store.turn(name)
    conversation = store.conversation(asked.conversation_id if asked else name)
    if conversation is None or conversation.owner != reader.name:
        return None
    turns = store.turns(conversation.conversation_id)
    given = [(turn, one) for at, turn in enumerate(turns) if (one := _given(turns, at)) is not None]
    if asked is not None:
        alone = [one for turn, one in given if turn.turn_id == asked.turn_id]
        return Exported(asked.question, alone, is_conversation=False) if alone else None
    answers = [one for _, one in given][-_MOST_ANSWERS:]
    return Exported(conversation.title, answers, is_conversation=True) if answers else None


def _given(turns: "Sequence[StoredTurn]", at: int) -> Given | None:
    turn = turns[at]
    answer = answer_from_json(turn.answer_json) if turn.answer_json else None
    is_alone = QueuedQuestion.was_alone(turn.filters_json)
    before = () if is_alone else turns_before(turns[: at + 1], turn.turn_id, turn.retry_of)
    return Given(answer, turn.ended_at or turn.asked_at, tuple(history_of(before))) if answer else None
