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
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|theirs|these|those|there|same|former|latter|instead|else)\b"
    r"|\b(?:this|that|one|ones|then|more|another)\b(?=\W*$)",
    re.IGNORECASE,
)
_KNOWN_SUBJECT = re.compile(
    r"\b(?:did|had) the \w+\b"
    r"(?! (?:of|that|which|who|whose|where|in|on|at|for|from|to|between|with)\b)",
    re.IGNORECASE,
)
"""A subject is mostly known to both, an object news: "did the spacecraft …", not "who invented the saxophone". Nothing
behind it says which, as in "the chair of the council"; and it is of the past: "how does the heart …" is about any."""
_ASIDE = re.compile(r"\([^()]{0,80}\)")
"""As in a dateline, "OMBERSUND (Omber Valley Courier) —": who wrote it, not whom it is about."""
_CONTINUES = re.compile(r"^\W*(?:and|but|so|or|also|what about|how about|really|ok(?:ay)?)\b", re.IGNORECASE)

MIN_WORDS_ALONE = 2
"""A question with fewer words of meaning ("Why?", "How old?") says nothing by itself."""
WORDS_WITH_NAME = 4
"""With a name and so many words of meaning, a pronoun most likely means something in the question itself."""


@dataclass(frozen=True, slots=True)
class StandaloneQuestion:
    """What is searched (`text`) and what is asked (`question`): they differ only for a follow-up."""

    text: str
    question: str

    @property
    def earlier(self) -> str:
        """What the search adds from the turns before; empty where the question stands alone or was written anew."""
        return self.text[len(self.question) :].strip() if self.text.startswith(self.question) else ""

    @property
    def is_follow_up(self) -> bool:
        return self.text != self.question


def read_turns(history: Iterable[Turn | Mapping[str, object]]) -> tuple[Turn, ...]:
    """The last turns, oldest first; mappings have `role` (user or assistant) and `content`.

    Raises QuestionError for a turn of another shape; turns of other roles (system, tool) are passed over.
    """
    turns: list[Turn] = []
    for entry in history:
        role, content = _role_and_content(entry)
        if not isinstance(role, str) or not isinstance(content, str):
            message = "Each turn of the history needs a role (user or assistant) and a content, both text."
            raise QuestionError(message)
        if role in ("user", "assistant"):
            turns.append(Turn("user" if role == "user" else "assistant", _readable(content)))
    return tuple(turns[-MAX_TURNS:])


def _role_and_content(entry: object) -> tuple[object, object]:
    if isinstance(entry, Turn):
        return entry.role, entry.content
    return (entry.get("role"), entry.get("content")) if isinstance(entry, Mapping) else (None, None)


def _readable(content: str) -> str:
    """Without what no UTF-8 output can hold: pieces of it stand in the standalone question."""
    return content[:MAX_TURN_CHARACTERS].replace("\x00", " ").encode("utf-8", "replace").decode()


def make_standalone(question: str, turns: Sequence[Turn]) -> StandaloneQuestion:
    """The question as it can be understood without the turns before it."""
    if not turns or not _is_follow_up(question, turns):
        return StandaloneQuestion(question, question)
    subject = next((turn.content for turn in reversed(turns) if _stands_alone(turn)), None)
    carried = [subject] if subject else [turn.content for turn in turns if turn.role == "user"][-1:]
    carried += _names_of_last_answer(question, turns, carried)
    return StandaloneQuestion(f"{question} (about: {'; '.join(carried)})" if carried else question, question)


def _is_follow_up(question: str, turns: Sequence[Turn]) -> bool:
    meaning = set(content_words(question))
    if _CONTINUES.search(question) or len(meaning) < MIN_WORDS_ALONE:
        return True
    has_name = bool(names(question))
    if _LEANS_BACK.search(question):
        return not has_name or len(meaning) < WORDS_WITH_NAME
    return not has_name and (bool(_KNOWN_SUBJECT.search(question)) or _shares_words(meaning, turns[-2:]))


def _shares_words(meaning: set[str], turns: Sequence[Turn]) -> bool:
    return bool(meaning & set(content_words(" ".join(turn.content for turn in turns))))


def _stands_alone(turn: Turn) -> bool:
    return turn.role == "user" and bool(names(turn.content)) and not _CONTINUES.search(turn.content)


def _names_of_last_answer(question: str, turns: Sequence[Turn], carried: Sequence[str]) -> list[str]:
    answer = _ASIDE.sub(" ", next((turn.content for turn in reversed(turns) if turn.role == "assistant"), ""))
    said = set(words(" ".join([question, *carried])))
    found = dict.fromkeys(answer[start:end] for start, end in names(answer))
    return [name for name in found if not set(words(name)) <= said][:MAX_CARRIED_NAMES]
