"""A statement that is the beginning of a cited sentence, word for word, up to where its next clause begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language import words
from assistant.language.lexicon import SAYING
from assistant.language.listed import alternatives

__all__ = ["is_cut_out"]

_LEAST = 3
"""Words that must be the cited ones."""
_MOST_OF_SUBJECT = 6
"""Words that a pronoun may stand for."""
_PRONOUNS = frozenset(("it", "he", "she", "they"))
_OPENS = re.compile(r"\W*(?:(?:but|and|yet|so|however|meanwhile)\b,?\s+)?", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(
    r"\s*[;—–]|\s*\(|,\s+(?:and|but|which|who|where)\b|\s+and\s+(?=(?:was|were|had|has|have|is|are|will|would)\b)",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:if|unless|until|except|provided|only|whether|according|believ\w*|think|thought|suspect\w*|alleg\w*|accus\w*|"
    rf"not|never|no|nobody|none|false|wrong|untrue|{alternatives(SAYING)})\b|n['’]t\b",
    re.IGNORECASE,
)
"""With any of them the rest of the sentence may turn what its beginning says."""


def is_cut_out(text: str, quotes: Sequence[str]) -> bool:
    """Then no model is asked: nothing of the words is changed, and what was left out takes nothing back. "It" may stand
    for what the sentence begins with."""
    stated = words(text)
    return any(_begins(stated, quote) for quote in quotes)


def _begins(stated: Sequence[str], quote: str) -> bool:
    start = _OPENS.match(quote)
    at = start.end() if start else 0
    for parting in _NEXT_CLAUSE.finditer(quote, at):
        if not _TAKES_BACK.search(quote, parting.start()) and _are_one(stated, words(quote[at : parting.start()])):
            return True
    return False


def _are_one(stated: Sequence[str], cited: Sequence[str]) -> bool:
    if len(stated) >= _LEAST and list(stated) == list(cited):
        return True
    behind = list(stated[1:])
    is_short = len(cited) - len(behind) <= _MOST_OF_SUBJECT and len(behind) >= _LEAST
    return stated[:1] != [] and stated[0] in _PRONOUNS and is_short and list(cited)[-len(behind) :] == behind
