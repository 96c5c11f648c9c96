"""The words of what is cited, but for two stretches that have changed places: who did it to whom, what was before what.

A statement that would follow the cited text word for word, were two short stretches of it exchanged, says another thing
than that text; one in words of its own has no such order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.language import STOPWORDS, stem
from assistant.language.lexicon import MONTHS, SAYING, WEEKDAYS
from assistant.language.listed import listed

__all__ = ["exchange_fault", "pairing_fault"]

_STRETCH = 3
"""Words of meaning that change places together."""
_LEAST, _MOST, _MOST_CITED = 3, 24, 80
"""Words of meaning of a statement that are compared, and of a cited text."""
_NEARLY_ALL = 0.9
"""Of a statement's words that must follow the cited text once the two are exchanged."""
_LEAST_GAIN = 2
"""Words more that then follow it."""
_MOVABLE = frozenset(
    (*SAYING, *MONTHS, *WEEKDAYS, *listed("last next year month week day today yesterday tomorrow twice thrice"))
)
"""Who says it, when and how often stand anywhere in a sentence."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_AGAINST = re.compile(r";|\b(?:whereas|while|but)\b|,\s+and\b", re.IGNORECASE)
_AGAINST_CITED = re.compile(rf"{_AGAINST.pattern}|,", re.IGNORECASE)
_MOST_SIDES = 8
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ught|ld|de|t)\b", re.IGNORECASE
)


def exchange_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The two stretches, as the statement writes them, in words for the reader."""
    stated = [(match[0], root) for match, root in _read(text)]
    roots = [root for _, root in stated]
    if not _LEAST <= len(roots) <= _MOST:
        return None
    for place in quotes:
        cited = [root for _, root in _read(place)][:_MOST_CITED]
        stretches = _best_exchange(roots, cited)
        if stretches is None or len(_PASSIVE.findall(text)) != len(_PASSIVE.findall(place)):
            continue
        one, other = ([word for word, _ in stated[slice(*stretch)]] for stretch in stretches)
        beside = [
            word for start, end in stretches for word, _ in (*stated[max(0, start - 1) : start], *stated[end : end + 1])
        ]
        is_movable = any(word.lower() in _MOVABLE or word[0].isdigit() for word in (*one, *other))
        if not is_movable and not any(word.lower() in SAYING for word in beside):
            return f"what it cites has “{' '.join(one)}” and “{' '.join(other)}” the other way round"
    return None


def pairing_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Of two things set against each other each has what is the other's: "the young pay 5, whereas the old pay 3"; in
    words for the reader."""
    sides = _alone([{root for _, root in _read(part)} for part in _AGAINST.split(text)])
    for place in quotes if len(sides) > 1 else ():
        cited = _alone([{root for _, root in _read(part)} for part in _AGAINST_CITED.split(place)])
        for one, other in combinations(sides, 2):
            for first, second in combinations(cited, 2):
                if one & first and one & second and other & first and other & second:
                    return f"what it cites pairs {_written(other & first, text)} with something else"
    return None


def _alone(sides: Sequence[set[str]]) -> list[set[str]]:
    """What each side has and no other."""
    counts = Counter(root for side in sides for root in side)
    return [{root for root in side if counts[root] == 1} for side in sides][:_MOST_SIDES]


def _written(roots: set[str], text: str) -> str:
    return next(f"“{match[0]}”" for match, root in _read(text) if root in roots)


def _read(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("’", "'").removesuffix("'s")
        if low not in STOPWORDS:
            yield match, stem(low)


Stretches = tuple[tuple[int, int], tuple[int, int]]


def _best_exchange(stated: Sequence[str], cited: Sequence[str]) -> Stretches | None:
    """The stretches whose exchange makes nearly all words follow the cited text; None where too many others differ."""
    known = set(stated)
    held = [root for root in cited if root in known]
    places = {root: at for at, root in reversed(list(enumerate(held)))}
    if sum(root in places for root in stated) < _NEARLY_ALL * len(stated):
        return None
    before = _common(stated, held)
    best, found = max(before + _LEAST_GAIN - 1, _NEARLY_ALL * len(stated) - 0.001), None
    for one, other in _stretches(stated, places) if before < len(stated) else ():
        moved = [*stated[: one[0]], *stated[slice(*other)], *stated[one[1] : other[0]], *stated[slice(*one)]]
        count = _common([*moved, *stated[other[1] :]], held)
        if count > best:
            best, found = count, (one, other)
    return found


def _stretches(stated: Sequence[str], places: dict[str, int]) -> Iterator[Stretches]:
    """Two that stand the other way round in the cited text."""
    count = len(stated)
    for first in range(count):
        for second in range(first + 1, count):
            if not places.get(stated[second], 1000) < places.get(stated[first], -1):
                continue
            for end in range(first + 1, min(first + _STRETCH, second) + 1):
                for last in range(second + 1, min(second + _STRETCH, count) + 1):
                    yield (first, end), (second, last)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both have in one order."""
    row = [0] * (len(other) + 1)
    for word in one:
        last, corner = 0, 0
        for at, there in enumerate(other, start=1):
            kept = row[at]
            last = row[at] = corner + 1 if word == there else max(kept, last)
            corner = kept
    return row[-1]
