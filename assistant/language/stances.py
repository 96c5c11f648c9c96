"""Who is for something and who against it: words that take a side, a denial turned round, votes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.lexicon import NEGATORS, NOT_DOING, STOPPING, TAKING_SIDES_AGAINST, TAKING_SIDES_FOR
from assistant.language.listed import alternatives

__all__ = ["STANCE_VERBS", "Side", "Stance", "find_stances"]

Side = Literal["for", "against"]

_AGAINST, _FOR = alternatives(TAKING_SIDES_AGAINST), alternatives(TAKING_SIDES_FOR)
_BY_VOTES = r"vot(?:e|es|ed|ing)\s+(?:by\s+)?\d+\s*(?:to|-|–)\s*\d+[^.,;]{0,30}?\s"
_STANCE = re.compile(
    rf"\b(?:(?P<against>{_BY_VOTES}against|{_AGAINST})|(?P<for>{_BY_VOTES}(?:to|in\s+favou?r(?:\s+of)?)|{_FOR}))(?!\w)",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bvot(?:e|es|ed|ing)\b", re.IGNORECASE)
STANCE_VERBS = re.compile(rf"\b(?:{_AGAINST}|{_FOR})(?!\w)")
"""Behind the name of whoever takes the side."""
_DENIED = re.compile(
    rf"(?:\b(?:{alternatives(NEGATORS)}|{alternatives(NOT_DOING)}|no\s+longer)|n['’]t)\s+(?:[\w’'-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    rf"\W*(?:(?:any|a|an|the|all|further|plans?|calls?|moves?|to)\s+)*{alternatives(STOPPING)}\b", re.IGNORECASE
)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Stance:
    """The side, and where the words that take it stand."""

    side: Side
    start: int
    end: int
    is_vote: bool = False
    """What a vote is on, its report often says elsewhere."""


def find_stances(text: str) -> list[Stance]:
    """In order. "Did not support", "opposed delaying it" count for the other side."""
    text = text[:_LONGEST]
    return [_read(match, text) for match in _STANCE.finditer(text)]


def _read(match: re.Match[str], text: str) -> Stance:
    is_for = match["for"] is not None
    if _DENIED.search(text[max(0, match.start() - 60) : match.start()]):
        is_for = not is_for
    if _STOPPED.match(text, match.end()):
        is_for = not is_for
    return Stance("for" if is_for else "against", *match.span(), _VOTE.search(match[0]) is not None)
