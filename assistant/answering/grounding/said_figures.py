"""Numbers as people say them: an hour by its figure alone, "the four", a unit that is said once for two numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.language import names
from assistant.language.quantities import Quantity

__all__ = ["SMALL", "is_said_alike"]

SMALL = 12
"""What a reader counts at a glance, and the hours of a clock."""
_TOGETHER = re.compile(r"\b(?:the|all|these|those)\s+(?:other\s+)?$", re.IGNORECASE)
_AT = re.compile(
    r"\b(?P<way>at|by|until|till|from|since|before|after|past|around|about|towards?)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_TWELVE_HOURS, _SHORTLY = 720, 30
"""Minutes: "at eight" is 8 a.m. and 8 p.m., "shortly before three" 2.52 p.m."""
_BELOW = re.compile(r"\b(?:below|above|under|sub)[\s-]+$", re.IGNORECASE)
_SCALES = tuple(Decimal(10) ** power for power in (3, 6, 9, 12))
_SCALE_WORD = re.compile(r"\b(?:thousand|million|billion|trillion)s?\b", re.IGNORECASE)
_PLAIN = re.compile(r"[\d.,]+")


def is_said_alike(stated: Quantity, text: str, quotes: str, held: Sequence[Quantity]) -> bool:
    """Whether the number is the cited ones, `held`, in the way that people say it."""
    is_together = stated.unit is None and _TOGETHER.search(text[max(0, stated.start - 16) : stated.start])
    if is_together and stated.value <= min(SMALL, len(names(quotes))):  # "the four": a reader counts who is named
        return True
    if not stated.value and _BELOW.search(text[max(0, stated.start - 8) : stated.start]):
        return True  # "below zero"
    return _is_hour(stated, text, held) or _is_written_alike(stated, text, quotes) or _is_left_out(stated, text, held)


def _is_hour(stated: Quantity, text: str, held: Sequence[Quantity]) -> bool:
    """ "At eight" for 8 a.m., "shortly before three" for 2.52 p.m."""
    way = _AT.search(text[max(0, stated.start - 24) : stated.start])
    if not way or not stated.is_count or not 1 <= stated.value <= SMALL:
        return False
    later = [(one.value - stated.value * 60) % _TWELVE_HOURS for one in held if one.unit and one.unit.name == "clock"]
    if way["way"].lower() in ("before", "towards", "toward"):
        return any(_TWELVE_HOURS - minutes <= _SHORTLY or not minutes for minutes in later)
    return any(not minutes or (way["way"].lower() in ("after", "past") and minutes <= _SHORTLY) for minutes in later)


def _is_written_alike(stated: Quantity, text: str, quotes: str) -> bool:
    """A share in the same words, though nothing says of what: "half", "a third"."""
    article = "a " if stated.kind == "ordinal" and text[: stated.start].lower().endswith("a ") else ""
    is_share = stated.kind == "share" or bool(article)
    return is_share and re.search(rf"\b{article}{re.escape(stated.text)}\b", quotes, re.IGNORECASE) is not None


def _is_left_out(stated: Quantity, text: str, held: Sequence[Quantity]) -> bool:
    """Where the percent or million beside another number goes for this one too: "58 percent for it, 31 against"."""
    if stated.unit is not None and stated.unit.dimension == "percent":
        of_shares = [one for one in held if one.unit is not None and one.unit.dimension == "percent"]
        bare = [one for one in held if one.is_count and one.value == stated.value]
        return any(one.counted & stated.counted for one in bare) and bool(of_shares)
    is_bare = stated.unit is None and _PLAIN.fullmatch(stated.text) is not None
    if not is_bare or not _SCALE_WORD.search(f"{text[: stated.start]} {text[stated.end :]}"):
        return False
    return any(stated.value * scale == one.value for scale in _SCALES for one in held)
