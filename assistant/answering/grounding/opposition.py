"""A word of the statement stands where what is cited has its opposite: "loss" for "profit", "wider" for "narrower"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language import STOPWORDS, stem
from assistant.language.antonyms import ANTONYMS
from assistant.language.listed import alternatives
from assistant.language.opposites import CONVERSES, MORE_OPPOSITES, OPPOSITES

__all__ = ["opposite_fault"]

_BESIDE = 2
"""Words of meaning on either side of the two opposites, of which both texts must share one."""
_SIDE = 5
"""Words of meaning before such a verb, and behind it, among which are those who do it and those it is done to."""
_ALIKE = 4
"""Words that both texts share, from which one "un-" is enough wherever it stands."""
_BEFORE, _BEHIND = 45, 30
"""Characters around a word in which a denial or a "than" turns what it says."""
_DEGREES = frozenset(
    ("more", "most", "few", "above", "below", "up", "down", "off", "on", "before", "after", "toward", "towards", "away")
)
"""Function words that have an opposite."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TURNS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fail\w*|refus\w*|declin\w*|reject\w*|den(?:y|ied|ies)|"
    r"lack\w*|hardly|rarely|instead|rather|far from|unlike|than|stop\w*|end(?:ed|s|ing)?|avoid\w*|prevent\w*|"
    r"(?:vot|warn|argu|spoke|campaign)\w*\s+against|"
    r"less|loss|lost|lose)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXES = ("un", "in", "im", "dis", "non", "il", "ir")
_IRREGULAR = {"better": "good", "best": "good", "worse": "bad", "worst": "bad"}
_LEAST_STEM = 3


_PHRASES = {
    "laid off": "dismissed", "lay off": "dismiss", "lays off": "dismiss", "laying off": "dismiss",
    "called off": "cancelled", "call off": "cancel", "scale back": "reduce", "scaled back": "reduced",
    "cut back": "reduce", "struck down": "overturned", "strike down": "overturn", "ruled out": "excluded",
    "turned down": "rejected", "turn down": "reject", "voted down": "rejected", "set up": "founded",
    "shut down": "closed", "gave up": "abandoned", "in custody": "detained", "behind bars": "jailed",
    "at large": "free", "on the run": "free", "forced out": "ousted", "stepped down": "left", "took over": "gained",
    "badly hit": "harmed", "hard hit": "harmed", "brought forward": "hastened", "put off": "delayed",
    "put forward": "proposed", "on the rise": "rising", "on the decline": "falling", "threw out": "rejected",
    "thrown out": "rejected", "backed down": "retreated", "pulled out": "withdrew", "advised against": "discouraged",
    "played down": "downplayed", "plays down": "downplayed", "advise against": "discourage", "fell short of": "missed",
}  # fmt: skip
"""Verbs of two words as one word that means the same."""
_PHRASE = re.compile(rf"\b(?:{alternatives(_PHRASES)})\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:years?|months?|weeks?|days?)[\s-]olds?\b", re.IGNORECASE)
""" "A 23-year-old" is young."""


_BEATING = {"defeated": "beat", "defeating": "beat"}
"""Who does so wins; who was defeated does not."""
_WAS = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_FIRST_SINCE = re.compile(r"\bfirst\b[^.;]{0,60}?\bsince\b", re.IGNORECASE)
""" "For the first time since 1987": the last time before was in 1987."""
_FIRST, _LAST = stem("first"), stem("last")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    keys: frozenset[str]
    """Its stem, and that of the word it compares: "larger" is "large" too."""
    start: int


def _pairs() -> dict[str, set[str]]:
    opposites: dict[str, set[str]] = {}
    for ones, others in (*(((one,), (other,)) for one, other in ANTONYMS), *OPPOSITES, *MORE_OPPOSITES):
        for one in map(stem, ones):
            for other in map(stem, others):
                opposites.setdefault(one, set()).add(other)
                opposites.setdefault(other, set()).add(one)
    return opposites


_OPPOSITES = _pairs()
_CONVERSES = frozenset(
    frozenset((one, other)) for ones, others in CONVERSES for one in map(stem, ones) for other in map(stem, others)
)


def opposite_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The cited word whose opposite the statement has in its place, in words for the reader."""
    cited = " ".join(quotes)
    here, there = list(_read(text)), list(_read(cited))
    keys_here = frozenset[str]().union(*(word.keys for word in here))
    keys_there = frozenset[str]().union(*(word.keys for word in there))
    is_alike = len(keys_here & keys_there) >= _ALIKE
    for at, word in enumerate(here):
        if word.keys & keys_there:
            continue
        for place, other in enumerate(there):
            if other.keys & keys_here or not _are_opposite(word, other):
                continue
            if {_FIRST, _LAST} <= word.keys | other.keys and _FIRST_SINCE.search(f"{text} ; {cited}"):
                continue
            if _are_converse(word, other) and not _have_one_side(here, at, there, place):
                continue
            turns = _turns(text, word)
            is_near = _around(here, at) & _around(there, place) or (_is_denied_form(word, other) and is_alike)
            if "than" not in turns and turns == _turns(cited, other) and is_near:
                return f"what it cites says “{other.text}”"
    return None


def _read(text: str) -> Iterator[_Word]:
    text = _AGE.sub(lambda match: " " * len(match[0]), text)
    phrases = {match.start(): match for match in _PHRASE.finditer(text)}
    end = 0
    for match in _WORD.finditer(text):
        if match.start() < end:
            continue
        if phrase := phrases.get(match.start()):
            end = phrase.end()
            low = _PHRASES[" ".join(phrase[0].lower().split())]
            yield _Word(phrase[0], frozenset(map(stem, _forms(low))), match.start())
            continue
        low = match[0].lower().replace("’", "'").removesuffix("'s")
        if low in _BEATING and not _WAS.search(text[max(0, match.start() - 32) : match.start()]):
            low = _BEATING[low]
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
    return _is_denied_form(one, other)


def _is_denied_form(one: _Word, other: _Word) -> bool:
    return _denies(one, other) or _denies(other, one)


def _are_converse(one: _Word, other: _Word) -> bool:
    return any(frozenset((key, against)) in _CONVERSES for key in one.keys for against in other.keys)


def _have_one_side(here: Sequence[_Word], at: int, there: Sequence[_Word], place: int) -> bool:
    """Whether the same stands before both words, and not before one and behind the other: "A sold", "A bought"."""
    before = {key for word in here[max(0, at - _SIDE) : at] for key in word.keys}
    other = {key for word in there[max(0, place - _SIDE) : place] for key in word.keys}
    behind = {key for word in there[place + 1 : place + 1 + _SIDE] for key in word.keys}
    return bool(before & other) and not before & behind


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
