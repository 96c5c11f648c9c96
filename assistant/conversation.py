"""Turns -> one standalone question, without a model.

A follow-up ("How old was she?") finds nothing by itself. What it leans on is in the turns before it, so a question that
shows the signs of one carries the latest question that stands by itself, in words the reader can see, and the names the
last answer brought up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Turn
from assistant.errors import QuestionError
from assistant.language import content_words, names, words

__all__ = ["MAX_TURNS", "StandaloneQuestion", "make_standalone", "read_turns"]

MAX_TURNS = 20
"""Older turns are not looked at: a subject twenty messages back is not what "it" means."""

MAX_CARRIED_NAMES = 4
MAX_TURN_CHARACTERS = 2000

_LEANS_BACK = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|theirs|this|that|these|those|there|then|one|ones|same|"
    r"former|latter|instead|else|another|more)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^\W*(?:and|but|so|or|also|what about|how about|why|really|ok(?:ay)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StandaloneQuestion:
    """What is searched (`text`) and what is asked (`question`): they differ only for a follow-up."""

    text: str
    question: str

    @property
    def is_follow_up(self) -> bool:
        return self.text != self.question


def read_turns(history: Iterable[Turn | Mapping[str, object]]) -> tuple[Turn, ...]:
    """The last turns, oldest first; mappings have `role` (user or assistant) and `content`.

    Raises QuestionError for a turn of another shape; turns of other roles (system, tool) are passed over.
    """
    turns: list[Turn] = []
    for entry in history:
        role = entry.role if isinstance(entry, Turn) else entry.get("role")
        content = entry.content if isinstance(entry, Turn) else entry.get("content")
        if not isinstance(role, str) or not isinstance(content, str):
            message = "Each turn of the history needs a role (user or assistant) and a content, both text."
            raise QuestionError(message)
        if role in ("user", "assistant"):
            turns.append(Turn("user" if role == "user" else "assistant", content[:MAX_TURN_CHARACTERS]))
    return tuple(turns[-MAX_TURNS:])


def make_standalone(question: str, turns: Sequence[Turn]) -> StandaloneQuestion:
    """The question as it can be understood without the turns before it."""
    if not turns or not _is_follow_up(question):
        return StandaloneQuestion(question, question)
    subject = next((turn.content for turn in reversed(turns) if _stands_alone(turn)), None)
    carried = [subject] if subject else [turn.content for turn in turns if turn.role == "user"][-1:]
    carried += _names_of_last_answer(question, turns, carried)
    return StandaloneQuestion(f"{question} (about: {'; '.join(carried)})" if carried else question, question)


def _is_follow_up(question: str) -> bool:
    return bool(_LEANS_BACK.search(question) or _CONTINUES.search(question) or len(content_words(question)) < 3)


def _stands_alone(turn: Turn) -> bool:
    return turn.role == "user" and bool(names(turn.content)) and not _CONTINUES.search(turn.content)


def _names_of_last_answer(question: str, turns: Sequence[Turn], carried: Sequence[str]) -> list[str]:
    answer = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), "")
    said = set(words(" ".join([question, *carried])))
    found = dict.fromkeys(answer[start:end] for start, end in names(answer))
    return [name for name in found if not set(words(name)) <= said][:MAX_CARRIED_NAMES]
