"""Spans that look like names, by their capitals."""

from __future__ import annotations

import re

from assistant.language.lexicon import HONORIFICS, MONTHS, OPENING_MARKS, WEEKDAYS
from assistant.language.listed import listed
from assistant.language.sentences import split_sentences
from assistant.language.words import STOPWORDS

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŹŻŽΑ-ΩЀ-Я"
_CAPITALISED = rf"(?:[{_UPPER}]\.){{1,4}}|[{_UPPER}][\w]*(?:['’&-]\w+)*"
_JOINING = r"of|the|de|da|del|della|der|di|du|la|le|van|von|zu|bin|ibn|al|el|y|e"
_NAME = re.compile(rf"(?<![\w'’])(?:{_CAPITALISED})(?:(?:\s|\s(?:(?:{_JOINING})\s){{1,2}})(?:{_CAPITALISED}))*")
_SENTENCE_OPENERS = re.compile(rf"[{re.escape(OPENING_MARKS)}•*–—-]+\s*")
_POSSESSIVE = re.compile(r"['’][sS]?$")
_NOT_NAMES = frozenset((*WEEKDAYS, *MONTHS, *HONORIFICS, *listed("i i'm i've i'll i'd i’m i’ve i’ll i’d ok")))


def names(text: str) -> list[tuple[int, int]]:
    """Spans of capitalised words that are likely names, in order.

    A single capitalised word at the start of a sentence or quotation is left out; in a longer run there, leading
    function words are ("In Paris" gives "Paris"). Days, months and bare titles are no names.
    """
    starts = {_after_openers(text, start) for start, _ in split_sentences(text)}
    found = []
    for match in _NAME.finditer(text):
        start = _after_function_words(match)
        opens = start == match.start() and (start in starts or text[max(0, start - 1)] in OPENING_MARKS)
        end = match.end() - _possessive_length(match.group())
        name = text[start:end]
        if name and name.lower() not in _NOT_NAMES and not (opens and len(name.split()) == 1):
            found.append((start, end))
    return found


def _after_openers(text: str, start: int) -> int:
    opener = _SENTENCE_OPENERS.match(text, start)
    return opener.end() if opener else start


def _after_function_words(match: re.Match[str]) -> int:
    """Where the name begins, without the function words the run begins with."""
    start = match.start()
    for piece in re.finditer(r"\S+", match.group()):
        start = match.start() + piece.start()
        if piece.group().lower() not in STOPWORDS:
            return start
    return match.end()


def _possessive_length(name: str) -> int:
    possessive = _POSSESSIVE.search(name)
    return len(possessive.group()) if possessive else 0
