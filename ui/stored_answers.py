"""Answers as they were given, out of the readers' store: the one place that knows how they are kept there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Turn
from ui.readers import THIS_MACHINE, Reader
from ui.restore import answer_from_json

if TYPE_CHECKING:
    from assistant.archive import ConversationStore, StoredTurn

__all__ = ["Exported", "Given", "find_given"]

_NAME = re.compile(r"([A-Za-z0-9_]{1,64})(?:-(\d{1,6}))?")
"""A conversation's id; one turn of it is `ID-4`, counted from 1."""
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
    """What was asked first."""
    answers: Sequence[Given]
    is_conversation: bool


def find_given(store: "ConversationStore", reader: Reader, name: str) -> Exported | None:
    """The answers of a conversation, or of one turn of it; None where there is none that belongs to this reader."""
    found = _NAME.fullmatch(name)
    if found is None or not _is_theirs(reader):
        return None
    turns = store.turns(found[1])
    asked = next((turn.content for turn in turns if turn.role == "user"), "")
    if found[2] is None:
        given = [one for number in range(len(turns)) if (one := _given(turns, number)) is not None][-_MOST_ANSWERS:]
        return Exported(asked, given, is_conversation=True) if given else None
    number = int(found[2]) - 1
    one = _given(turns, number) if 0 <= number < len(turns) else None
    return Exported(one.answer.question, [one], is_conversation=False) if one else None


def _is_theirs(reader: Reader) -> bool:
    """Conversations name no owner yet: they are those of the reader at this machine, where nobody signs in."""
    return reader.name == THIS_MACHINE.name


def _given(turns: "Sequence[StoredTurn]", number: int) -> Given | None:
    turn = turns[number]
    answer = answer_from_json(turn.answer_json) if turn.answer_json else None
    if answer is None:
        return None
    before = [Turn("user" if one.role == "user" else "assistant", one.content) for one in turns[:number]]
    while before and before[-1].role == "user" and before[-1].content.strip() == answer.question.strip():
        before.pop()  # the question that this answers
    return Given(answer, turn.created_at, tuple(before))
