"""Who did it to whom, and what came first: the same words the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language import STOPWORDS, content_stems, names, split_clauses, stem, words
from assistant.language.stem import is_verb_form

__all__ = ["order_fault", "roles_fault"]

_AFTER = re.compile(r"\b(?P<link>before|after|following|prior\s+to|ahead\s+of)\b", re.IGNORECASE)
_END_OF_SIDE = re.compile(rf"[,;:—–]\s|{_AFTER.pattern.replace('?P<link>', '?:')}", re.IGNORECASE)
_LATER = frozenset(("after", "following"))
_ROLE_REACH = 45
"""Characters between a verb and the name of who does it, or to whom."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got|gets)\s+(?:\w+ly\s+)?$")
_VERB = re.compile(r"\b[a-z]{3,}\b")
LEAST_SHARED = 3
"""Words of meaning that both have on the sides of "before" and "after": with fewer they tell of other things."""
_SIDES = 12
"""Words of meaning on either side of "before" and "after" that are compared."""


def order_fault(text: str, quotes: Sequence[str]) -> str | None:
    """ "A before B" for "A after B"; in words for the reader."""
    cited = [side for quote in quotes for side in _sides(quote)]
    for is_after, first, second, _ in _sides(text):
        for was_after, one, other, link in cited:
            straight = min(len(first & one), len(second & other))
            crossed = min(len(first & other), len(second & one))
            if max(len(first & one) + len(second & other), len(first & other) + len(second & one)) < LEAST_SHARED:
                continue
            if straight and crossed < straight and is_after != was_after:
                return f"what it cites says “{link}”"
            if crossed and straight < crossed and is_after == was_after:
                return f"what it cites says “{link}” the other way round"
    return None


def _sides(text: str) -> Iterator[tuple[bool, frozenset[str], frozenset[str], str]]:
    """Of each "before" or "after" what stands in front of it and behind it in its sentence."""
    for match in _AFTER.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if not content_stems(before) and "," in behind:  # "Before the storm, it rained"
            behind, before = behind.split(",", maxsplit=1)
        before, behind = _AFTER.split(before)[-1], _END_OF_SIDE.split(behind, maxsplit=1)[0]
        first = frozenset([one for one in words(before) if one not in STOPWORDS][-_SIDES:])
        second = frozenset([one for one in words(behind) if one not in STOPWORDS][:_SIDES])
        link = match["link"].lower()
        yield link in _LATER, frozenset(map(stem, first)), frozenset(map(stem, second)), link


def roles_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Two names around one verb, changed about; in words for the reader."""
    cited = [role for quote in quotes for role in _roles(quote)]
    for verb, doer, other, _ in _roles(text):
        for same, one, two, written in cited:
            if verb == same and doer & two and other & one and not doer & one and not other & two:
                return f"what it cites says “{written}”, the other way round"
    return None


def _roles(text: str) -> Iterator[tuple[str, frozenset[str], frozenset[str], str]]:
    """A verb with the name before it and the name behind it, in one clause."""
    for clause in split_clauses(text):
        spans = _name_spans(clause)
        for verb in _VERB.finditer(clause):
            if verb[0] in STOPWORDS or not is_verb_form(verb[0]) or _PASSIVE.search(clause[: verb.start()]):
                continue
            before = [span for span in spans if 0 <= verb.start() - span[1] <= _ROLE_REACH]
            behind = [span for span in spans if 0 <= span[0] - verb.end() <= _ROLE_REACH]
            if before and behind:
                one, two = max(before), min(behind)
                stems = content_stems(clause[slice(*one)]), content_stems(clause[slice(*two)])
                yield stem(verb[0]), *stems, f"{clause[slice(*one)]} {verb[0]} {clause[slice(*two)]}"


def _name_spans(clause: str) -> list[tuple[int, int]]:
    first = re.match(r"\s*([A-ZÀ-ÖØ-Þ][\w’'-]+)", clause)
    spans = names(clause)
    if first and first[1].lower() not in STOPWORDS and not any(start <= first.start(1) < end for start, end in spans):
        spans = [first.span(1), *spans]
    return spans
