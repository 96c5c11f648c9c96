"""Quotation marks stand around verbatim text only: else they are repaired, or go."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

__all__ = ["settle_quotations"]

_QUOTED = re.compile(r"(?P<open>[\"“„«])(?P<words>[^\"“”„«»]+)(?P<close>[\"”“»])")
_LONGEST = 2000
_NEAR = 0.85
"""Likeness from which altered words are taken for a slip in copying, which the article's own words replace."""
_EDGES = " \t\n,.;:!?"


def settle_quotations(text: str, quotes: Sequence[str]) -> tuple[str, str | None]:
    """The text with each quotation as the article has it, or without its marks; and the first that lost them.

    The marks' own punctuation (a comma before the closing mark) and the kind of apostrophe do not count.
    """
    removed: list[str] = []

    def settle(match: re.Match[str]) -> str:
        wanted = match["words"]
        for quote in quotes:
            if _plain(wanted.strip(_EDGES)) in _plain(quote):
                return match[0]
        mended = next((found for quote in quotes if (found := _nearest(wanted, quote))), None)
        if mended is not None:
            return match["open"] + mended + wanted[len(wanted.rstrip(_EDGES)) :] + match["close"]
        removed.append(wanted)
        return wanted

    settled = _QUOTED.sub(settle, text)
    return settled, removed[0] if removed else None


def _nearest(wanted: str, quote: str) -> str | None:
    """The stretch of the quote that is almost what was put in marks, cut at words; None where nothing is near."""
    sought = wanted.strip(_EDGES)
    pieces = [(match.start(), match.end()) for match in re.finditer(r"\S+", quote[:_LONGEST])]
    count = len(sought.split())
    if count < 3:
        return None
    best, best_ratio = None, _NEAR
    for first in range(len(pieces)):
        for size in (count - 1, count, count + 1):
            if not 0 < size <= len(pieces) - first:
                continue
            stretch = quote[pieces[first][0] : pieces[first + size - 1][1]].strip(_EDGES + '"“”')
            ratio = SequenceMatcher(None, _plain(sought), _plain(stretch), autojunk=False).ratio()
            if ratio > best_ratio:
                best, best_ratio = stretch, ratio
    return best


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).casefold()
