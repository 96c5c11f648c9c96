"""A word of the statement stands where what is cited has its opposite: "loss" for "profit", "wider" for "narrower"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language import STOPWORDS, stem
from assistant.language.antonyms import ANTONYMS
from assistant.language.opposites import OPPOSITES

__all__ = ["opposite_fault"]

_BESIDE = 2
"""Words of meaning on either side of the two opposites, of which both texts must share one."""
_BEFORE, _BEHIND = 45, 30
"""Characters around a word in which a denial or a "than" turns what it says."""
_DEGREES = frozenset(("more", "most", "few", "above", "below", "up", "down", "off", "on", "before", "after"))
"""Function words that have an opposite."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TURNS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fail\w*|refus\w*|declin\w*|reject\w*|den(?:y|ied|ies)|"
    r"lack\w*|hardly|rarely|instead|rather|far from|unlike|than|stop\w*|end(?:ed|s|ing)?|avoid\w*|prevent\w*|against|"
    r"less|loss|lost|lose)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXES = ("un", "in", "im", "dis", "non", "il", "ir")
_IRREGULAR = {"better": "good", "best": "good", "worse": "bad", "worst": "bad"}
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    keys: frozenset[str]
    """Its stem, and that of the word it compares: "larger" is "large" too."""
    start: int


def _pairs() -> dict[str, set[str]]:
    opposites: dict[str, set[str]] = {}
    for ones, others in (*(((one,), (other,)) for one, other in ANTONYMS), *OPPOSITES):
        for one in map(stem, ones):
            for other in map(stem, others):
                opposites.setdefault(one, set()).add(other)
                opposites.setdefault(other, set()).add(one)
    return opposites


_OPPOSITES = _pairs()


def opposite_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The cited word whose opposite the statement has in its place, in words for the reader."""
    cited = " ".join(quotes)
    here, there = list(_read(text)), list(_read(cited))
    keys_here = frozenset[str]().union(*(word.keys for word in here))
    keys_there = frozenset[str]().union(*(word.keys for word in there))
    for at, word in enumerate(here):
        if word.keys & keys_there:
            continue
        for place, other in enumerate(there):
            if other.keys & keys_here or not _are_opposite(word, other):
                continue
            turns = _turns(text, word)
            if "than" not in turns and turns == _turns(cited, other) and _around(here, at) & _around(there, place):
                return f"what it cites says “{other.text}”"
    return None


def _read(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("’", "'").removesuffix("'s")
        if low not in STOPWORDS or low in _DEGREES:
            yield _Word(match[0], frozenset(map(stem, _forms(low))), match.start())


def _forms(word: str) -> Iterator[str]:
    """The word, and what it is a degree of: "larger", "busiest", "bigger"."""
    yield word
    yield from filter(None, [_IRREGULAR.get(word)])
    for ending in ("er", "est"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= _LEAST_STEM:
            yield from (base, f"{base}e")
            if base.endswith("i"):
                yield f"{base[:-1]}y"
            elif base[-1] == base[-2]:
                yield base[:-1]
    if word.endswith("ly"):
        yield word.removesuffix("ly")


def _are_opposite(one: _Word, other: _Word) -> bool:
    if any(_OPPOSITES.get(key, set()) & other.keys for key in one.keys):
        return True
    return _denies(one, other) or _denies(other, one)


def _denies(one: _Word, other: _Word) -> bool:
    """Whether one is the other with a prefix of denial: "unlawful", "irregular"."""
    low = one.text.lower()
    return any(
        low.startswith(prefix) and len(low) > len(prefix) + _LEAST_STEM and stem(low.removeprefix(prefix)) in other.keys
        for prefix in _PREFIXES
    )


def _around(read: Sequence[_Word], at: int) -> set[str]:
    beside = [*read[max(0, at - _BESIDE) : at], *read[at + 1 : at + 1 + _BESIDE]]
    return {key for word in beside for key in word.keys}


def _turns(text: str, word: _Word) -> Counter[str]:
    """What near the word turns what it says, the word itself apart."""
    end = word.start + len(word.text)
    around = f"{text[max(0, word.start - _BEFORE) : word.start]} ; {text[end : end + _BEHIND]}"
    return Counter(match[0].lower() for match in _TURNS.finditer(around))
