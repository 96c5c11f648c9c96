"""What came first: the same words the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language import STOPWORDS, content_stems, stem, words

__all__ = ["order_fault"]

_AFTER = re.compile(
    r"\b(?P<link>before|after|(?<!the\s)(?<!a\s)following|prior\s+to|ahead\s+of|followed\s+by)\b", re.IGNORECASE
)
_END_OF_SIDE = re.compile(rf"[,;:—–]\s|{_AFTER.pattern.replace('?P<link>', '?:')}", re.IGNORECASE)
_LATER = frozenset(("after", "following"))
LEAST_SHARED = 3
"""Words of meaning that both have on the sides of "before" and "after": with fewer they tell of other things."""
_SIDES = 12
"""Words of meaning on either side of "before" and "after" that are compared."""


@dataclass(frozen=True, slots=True)
class _Sides:
    is_after: bool
    """Whether what stands first came later."""
    first: frozenset[str]
    second: frozenset[str]
    link: str


def order_fault(text: str, quotes: Sequence[str]) -> str | None:
    """ "A before B" for "A after B"; in words for the reader."""
    cited = [side for quote in quotes for side in _sides(quote)]
    for stated in _sides(text):
        ways = [(_way(stated, one), one.link) for one in cited]
        if any(way == "same" for way, _ in ways):
            continue
        found = next(((way, link) for way, link in ways if way), None)
        if found is not None:
            return f"what it cites says “{found[1]}”{' the other way round' if found[0] == 'crossed' else ''}"
    return None


def _way(stated: _Sides, cited: _Sides) -> Literal["", "same", "turned", "crossed"]:
    """`turned`: the sides stand alike and the word between them says the opposite; `crossed`: the sides have changed
    places and the word has not."""
    straight = min(len(stated.first & cited.first), len(stated.second & cited.second))
    crossed = min(len(stated.first & cited.second), len(stated.second & cited.first))
    alike = len(stated.first & cited.first) + len(stated.second & cited.second)
    if max(alike, len(stated.first & cited.second) + len(stated.second & cited.first)) < LEAST_SHARED:
        return ""
    if straight and crossed < straight:
        return "same" if stated.is_after == cited.is_after else "turned"
    if crossed and straight < crossed:
        return "crossed" if stated.is_after == cited.is_after else "same"
    return ""


def _sides(text: str) -> Iterator[_Sides]:
    """Of each "before" or "after" what stands in front of it and behind it in its sentence."""
    for match in _AFTER.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if not content_stems(before) and "," in behind:  # "Before the storm, it rained"
            behind, before = behind.split(",", maxsplit=1)
        before, behind = _AFTER.split(before)[-1], _END_OF_SIDE.split(behind, maxsplit=1)[0]
        first = frozenset([one for one in words(before) if one not in STOPWORDS][-_SIDES:])
        second = frozenset([one for one in words(behind) if one not in STOPWORDS][:_SIDES])
        link = match["link"].lower()
        yield _Sides(link in _LATER, frozenset(map(stem, first)), frozenset(map(stem, second)), link)
