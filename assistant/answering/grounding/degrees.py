"""How much and how surely: amounts that move the other way, "all" for "some", "will" or "has" for "may"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language import STOPWORDS, split_clauses, stem
from assistant.language.facts import read_sentence
from assistant.language.listed import alternatives
from assistant.language.opposites import DOWNWARD, HEDGES, MAYBE, PART, UPWARD, WHOLE

__all__ = ["direction_fault", "quantifier_fault", "surety_fault"]

_BESIDE = 40
"""Characters on either side of an amount in which a word says which way it moved."""
_MOVES = re.compile(
    rf"\b(?:(?P<up>{alternatives(UPWARD)}|up)|(?P<down>{alternatives(DOWNWARD)}|down))\b", re.IGNORECASE
)
_LIMITS = re.compile(
    r"\b(?:more|less|fewer|higher|lower)\s+than\b|\bup\s+to\b|\bg(?:ives?|ave|iv(?:en|ing))\s+up\b"
    r"|\b(?:turn|shut|step|stand|hand|track|sit|sign|call)(?:s|ed|ing)?\s+(?:down|up)\b"
    r"|\b(?:stood|struck|strikes?|sat|made|makes?|making|taken|took|takes?|broken?|breaks?|tore|torn)\s+(?:down|up)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WHOLE, _PART = frozenset(WHOLE) - {"any"}, frozenset((*PART, "only"))
_ONLY = re.compile(r"\b(?:only|just)\s+(?:a\s+few|an?|\d+|[a-z]+)\s+of\s+", re.IGNORECASE)
""" "Only one of the matches"."""
_FEW = frozenset(("some", "several", "sometimes"))
_REACH = 3
"""Words of meaning behind "all" or "some" that it may belong to."""
_HEDGED = re.compile(
    rf"\b(?P<hedge>{alternatives(HEDGES)})\s+(?:(?:not|now|also|still|even|soon|only|then|again|eventually|to|be|been|being|have|has|that|the|it|"
    rf"\w+ly)\s+){{0,4}}(?P<verb>[a-z]+)\b"
)
_ASKED = re.compile(
    r"\b(?P<hedge>advis(?:e[sd]?|ing)|urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|wants?|wanted|order(?:s|ed|ing)?|invit(?:e[sd]?|ing)|"
    r"encourag(?:e[sd]?|ing)|call(?:s|ed|ing)?\s+(?:on|for))\s+(?:[\w’'-]+\s+){1,5}?to\s+(?P<verb>[a-z]+)\b"
)
"""What somebody is asked to do is not therefore done."""
_SURE = re.compile(
    r"\b(?P<sure>will|must|has|have|had|did|was|were|is|are|already)\s+(?:(?:now|also|already|been|be|to|\w+ly)\s+){0,3}(?P<verb>[a-z]+)\b"
)
_PAST = re.compile(r"\b(?P<verb>[a-z]+(?:ed|ought|aught|ade|old|ent|ook|ave|ew))\b")
_ANY_HEDGE = re.compile(rf"\b{alternatives(word for word in HEDGES if word != 'will')}\b", re.IGNORECASE)
_NOT_YET = re.compile(rf"\b(?:{alternatives(HEDGES)}|to|can|could)\s+(?:\w+\s+){{0,2}}$")
_DENIED = re.compile(r"(?:\b(?:not|never)|n['’]t)\s+(?:\w+\s+)?$")
_MAYBE = frozenset(MAYBE)


def direction_fault(text: str, quotes: Sequence[str]) -> str | None:
    """An amount that rose here and fell there, in words for the reader."""
    cited = " ".join(quotes)
    for stated in read_sentence(text).quantities:
        here = _direction(text, stated.start, stated.end)
        if not here:
            continue
        there = [
            (_direction(cited, one.start, one.end), one.text)
            for one in read_sentence(cited).quantities
            if one.value == stated.value and one.unit == stated.unit
        ]
        if there and all(way and way != here for way, _ in there):
            return f"what it cites says of {there[0][1]} that it went {there[0][0]}"
    return None


def _direction(text: str, start: int, end: int) -> str:
    """Which way the words nearest to an amount say that it went, within its clause; empty where they do not."""
    before = re.split(r"[,;:()“”\"]", text[max(0, start - _BESIDE) : start])[-1]
    behind = re.split(r"[,;:()“”\"]|\.\s", text[end : end + _BESIDE])[0]
    before, behind = _LIMITS.sub(lambda found: "-" * len(found[0]), before), _LIMITS.sub(" ", behind)
    found = [(len(before) - match.end(), match) for match in _MOVES.finditer(before)]
    found += [(match.start(), match) for match in _MOVES.finditer(behind)]
    if not found:
        return ""
    return "up" if min(found, key=lambda pair: pair[0])[1]["up"] else "down"


def quantifier_fault(text: str, quotes: Sequence[str]) -> str | None:
    """ "All" or "every" where what is cited says "some" or "most" of the same thing; in words for the reader."""
    cited = " ".join(quotes)
    whole = {root for word, roots in _quantified(cited) if word in _WHOLE for root in roots}
    parts = [(word, roots) for word, roots in _quantified(cited) if word in _PART]
    for word, roots in _quantified(text):
        if word in _WHOLE:
            found = next((part for part, of in parts if _are_one(of, roots) and not whole.intersection(roots)), None)
        elif word == "most":
            found = next((part for part, of in parts if part in _FEW and roots and of[:1] == roots[:1]), None)
        else:
            continue
        if found is not None:
            return f"what it cites says “{found}”, not “{word}”"
    return None


def _are_one(of: Sequence[str], roots: Sequence[str]) -> bool:
    """Whether two words of how much belong to one thing: the next word of meaning of one is near to the other."""
    return bool(of and roots) and (of[0] in roots or roots[0] in of)


def _quantified(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words of how much, with the stems of the words behind them in their clause."""
    for clause in split_clauses(text):
        found = [match[0] for match in _WORD.finditer(_ONLY.sub("only ", clause).lower())]
        for at, word in enumerate(found):
            is_superlative = word == "most" and at and found[at - 1] in ("the", "its", "their", "s")
            if (word in _WHOLE or word in _PART) and not is_superlative:
                behind = [one for one in found[at + 1 :] if one not in STOPWORDS and one not in _WHOLE | _PART]
                behind = behind[:_REACH]
                before = [one for one in found[:at] if one not in STOPWORDS][-2:] if word.endswith("ly") else []
                yield word, tuple(stem(one.removesuffix("'s").removesuffix("’s")) for one in (*behind, *before))


def surety_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Something told as done or certain that what is cited only says may or will be; in words for the reader."""
    cited = " ".join(quotes)
    unsure = [*_HEDGED.finditer(cited), *_ASKED.finditer(cited)]
    hedged = {stem(match["verb"]): match for match in unsure if match["verb"] not in STOPWORDS}
    if not hedged:
        return None
    plain = _ASKED.sub(" ", _HEDGED.sub(" ", cited))
    unhedged = {stem(word) for word in re.findall(r"[a-z]+", plain)}
    is_hedged = _ANY_HEDGE.search(text) is not None
    for match in (*_SURE.finditer(text), *_PAST.finditer(text)):
        root = stem(match["verb"])
        found = hedged.get(root)
        if found is None or root in unhedged or is_hedged or "not" in found[0].split():
            continue
        if _DENIED.search(text[: match.start("verb")]):
            continue
        is_future = match.groupdict().get("sure") == "will"
        if not is_future and _NOT_YET.search(text[max(0, match.start("verb") - 40) : match.start("verb")]):
            continue
        if is_future and found["hedge"] not in _MAYBE:
            continue
        return f"what it cites says “{' '.join(found[0].split())}”"
    return None
