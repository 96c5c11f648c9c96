"""So much a day is not so much a week: what a number is per, wherever in its phrase that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language.facts import read_sentence
from assistant.language.lexicon import PREPOSITIONS
from assistant.language.listed import alternatives
from assistant.language.quantities import Quantity
from assistant.language.units import PERIODS

__all__ = ["rate_fault"]

_OTHER = alternatives(word for word in PREPOSITIONS if word != "of")
_RATE = re.compile(
    rf"(?:\s+(?!{_OTHER}\b)[\w’'-]+){{0,4}}?\s+(?:an?|per|each|every)\s+(?P<period>{alternatives(PERIODS)})\b"
    r"(?!\s+(?:after|before|earlier|later|ago|of|or|and|since|when|in)\b)",
    re.IGNORECASE,
)
""" "90,000 barrels of oil a day"; not "a week ago"."""


def rate_fault(text: str, quotes: Sequence[str]) -> str | None:
    """A number that is per day here and per week there, in words for the reader."""
    cited = [one for quote in quotes for one in _rates(quote)]
    for stated, period, _ in _rates(text):
        same = [(other, written) for one, other, written in cited if stated.value == one.value]
        if same and all(other != period for other, _ in same):
            return f"what it cites says “{same[0][1]}”"
    return None


def _rates(text: str) -> Iterator[tuple[Quantity, str, str]]:
    """Each number with what it is per, and as that is written."""
    for one in read_sentence(text).quantities:
        found = _RATE.match(text, one.end)
        period = one.per or (PERIODS[found["period"].lower()] if found else "")
        if period:
            yield one, period, text[one.start : found.end() if found else one.end].strip()
