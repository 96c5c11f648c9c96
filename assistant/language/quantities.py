"""Numbers with what they are numbers of: "60fps", "half a litre", "three in four", "twice as many", "at least 10"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.language.listed import alternatives
from assistant.language.number_forms import READERS, Bound, Quantity
from assistant.language.units import CODES, CURRENCY_SIGNS, CURRENCY_WORDS, PERIODS, UNITS, Unit, unit_named

__all__ = ["Bound", "Quantity", "find_quantities"]

_UNIT_WORDS = alternatives([*UNITS, *CURRENCY_WORDS, *(code.lower() for code in CODES), *CURRENCY_SIGNS])
_UNIT_BEHIND = re.compile(
    r"[\s\u00a0]?-?(?:(?:US|U\.S\.|American|Canadian|Australian|metric|full|long|short|straight|consecutive|more|basis)"
    r"[\s-])?"
    rf"(?P<share>percentage[\s-]|per[\s-]?cent\b(?!age)|%)?(?P<unit>{_UNIT_WORDS})?(?![\w%]|-half)",
    re.IGNORECASE,
)
_MILLIONS = re.compile(rf"\s?mn?\s+(?P<unit>{alternatives(CURRENCY_WORDS)})\b", re.IGNORECASE)
""" "2,500m crowns" are no metres."""
_OF_A_UNIT = re.compile(rf"\s+of\s+an?\s+(?P<unit>{_UNIT_WORDS})\b", re.IGNORECASE)
_FRAMES = re.compile(r"\s+frames(?:\s+(?:per|a)\s+second)?\b", re.IGNORECASE)
_PER = re.compile(
    rf"(?:\s*\([^()]{{0,40}}\))?\s*(?:/|an?\s+|per\s+|each\s+|every\s+)(?P<period>{alternatives(PERIODS)})\b"
    r"|\s*(?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly)\b",
    re.IGNORECASE,
)
_TO_NEXT = re.compile(r"\s?(?:[-–—]|to|and|or)\s?")
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("most", r"not\s+(?:to\s+)?(?:exceed|surpass|top)|no\s+(?:more|later|longer|higher)\s+than|not\s+more\s+than"
             r"|at\s+most|up\s+to|as\s+(?:many|much|high|long)\s+as|(?:a\s+)?maximum(?:\s+of)?|capped\s+at|within"
             r"|limited\s+to"),
    ("least", r"no\s+(?:fewer|less)\s+than|not\s+less\s+than|at\s+least|(?:a\s+)?minimum(?:\s+of)?|as\s+few\s+as"
              r"|as\s+little\s+as"),
    ("under", r"(?:less|fewer|lower|younger|shorter|smaller|cheaper)\s+than|under|below|short\s+of|shy\s+of|nearly"
              r"|almost|not\s+quite|close\s+to"),
    ("over", r"(?:more|greater|higher|older|longer|larger)\s+than|over|above|upwards?\s+of|in\s+excess\s+of"
             r"|exceed(?:s|ed|ing)?|topp?(?:s|ed|ing)|surpass(?:es|ed|ing)?|beyond"),
    ("about", r"about|around|some|roughly|approximately|an\s+estimated|estimated|circa|or\s+so"),
)  # fmt: skip
_BOUND_BEFORE = tuple(
    (name, re.compile(rf"\b(?:{pattern})\s+(?:the\s+|an?\s+|another\s+)?$", re.IGNORECASE)) for name, pattern in _BOUNDS
)
_BOUND_BEHIND: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "least",
        re.compile(r"\s*(?:\w+\s+)?(?:or\s+(?:more|older|higher|longer|over|above|later)\b|\+)|-plus\b", re.IGNORECASE),
    ),
    ("most", re.compile(r"\s*(?:\w+\s+)?or\s+(?:less|fewer|younger|lower|under|below|earlier)\b", re.IGNORECASE)),
)
_AND = re.compile(r",?\s+(?:and\s+)?")
_SPEEDS = {"kilometre": "km/h", "mile": "mph"}
_LONGEST = 4000


def find_quantities(text: str) -> list[Quantity]:
    """In order, without overlaps. Days and years are numbers here too; who reads dates leaves them out."""
    text = text[:_LONGEST]
    found: list[Quantity] = []
    blanked = text
    for read in READERS:
        for one in read(blanked):
            if one.is_count:
                one = _with_unit(one, text)
            found.append(replace(one, bound=one.bound or _bound_of(one, text), text=text[one.start : one.end].strip()))
            blanked = blanked[: one.start] + ";" * (one.end - one.start) + blanked[one.end :]
    found = _without_periods(sorted(found, key=lambda one: one.start), text)
    return _joined_ranges(_joined_times(found, text), text)


def _without_periods(found: list[Quantity], text: str) -> list[Quantity]:
    """Without the "an hour" of "50 kilometres an hour": that says what a number is per."""
    kept: list[Quantity] = []
    for one in found:
        if not (kept and one.is_soft and _is_period(kept[-1], one, text)):
            kept.append(one)
    return kept


def _is_period(last: Quantity, one: Quantity, text: str) -> bool:
    is_beside = text[last.end : one.start].strip(" )/") == ""
    return one.start < last.end or (is_beside and last.unit != one.unit and one.text[:1] in "ae")


def _joined_times(found: list[Quantity], text: str) -> list[Quantity]:
    """ "Four years and six months", "an hour and ten minutes" are one length of time."""
    joined: list[Quantity] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and one.unit is not None and last.unit is not None and _goes_on(last, one, text):
            value = last.value + (one.value * one.unit.factor / last.unit.factor).quantize(Decimal("1e-9"))
            joined[-1] = replace(last, end=one.end, value=value, text=text[last.start : one.end], is_soft=False)
        else:
            joined.append(one)
    return joined


def _goes_on(last: Quantity, one: Quantity, text: str) -> bool:
    if last.unit is None or one.unit is None or {last.unit.dimension, one.unit.dimension} != {"time"}:
        return False
    return last.unit.factor > one.unit.factor and _AND.fullmatch(text[last.end : one.start]) is not None


def _with_unit(one: Quantity, text: str) -> Quantity:
    """What stands behind the number; "a fps" is "frames per second"."""
    if frames := _FRAMES.match(text, one.end):
        return replace(one, end=frames.end(), unit=UNITS["fps"])
    if millions := _MILLIONS.match(text, one.end):
        return replace(one, end=millions.end(), value=one.value * 10**6, unit=unit_named(millions["unit"]))
    if (whole := _OF_A_UNIT.match(text, one.end)) and one.value < 1:
        return replace(one, end=whole.end(), unit=unit_named(whole["unit"]))
    found = _UNIT_BEHIND.match(text, one.end)
    if found is None or not (found["unit"] or found["share"]):
        return one
    share, word = (found["share"] or "").strip(" -").lower(), found["unit"] or ""
    if share.startswith("percentage") or word.lower().startswith(("point", "pp", "pts")):
        unit = UNITS["points"]
        if "basis" in found[0].lower():
            return replace(one, end=found.end(), unit=unit, value=one.value / 100)
    elif share:
        return replace(one, end=found.end("share"), unit=UNITS["percent"])
    elif len(word) == 1 and one.other is None and not text[one.start : one.end].strip()[-1:].isdigit():
        return one  # "two m"
    else:
        named = unit_named(word)
        if named is None:
            return one
        unit = named
    per = _PER.match(text, found.end())
    if _period(per) == "hour" and unit.name in _SPEEDS and per is not None:
        return replace(one, end=per.end(), unit=UNITS[_SPEEDS[unit.name]])
    if unit.name == "fold":
        unit = Unit("times", "count")
    return replace(one, end=found.end(), unit=unit, per=_period(per))


def _period(per: re.Match[str] | None) -> str:
    return PERIODS[(per["period"] or per["adverb"]).lower()] if per else ""


def _bound_of(one: Quantity, text: str) -> Bound:
    before = text[max(0, one.start - 32) : one.start]
    for name, pattern in _BOUND_BEFORE:
        if pattern.search(before):
            return name
    return next((name for name, pattern in _BOUND_BEHIND if pattern.match(text, one.end)), "")


def _joined_ranges(found: list[Quantity], text: str) -> list[Quantity]:
    """In "€300–350" and "5 to 10 percent" both have the unit."""
    joined = list(found)
    for at in range(len(joined) - 1):
        one, two = joined[at], joined[at + 1]
        if not _TO_NEXT.fullmatch(text[one.end : two.start]) or one.kind != "number" or two.kind != "number":
            continue
        if one.unit is None and two.unit is not None:
            joined[at] = replace(one, unit=two.unit, per=two.per)
        elif two.unit is None and one.unit is not None and one.unit.dimension == "money":
            joined[at + 1] = replace(two, unit=one.unit)
            if (per := _PER.match(text, two.end)) is not None:
                joined[at : at + 2] = [replace(one, per=_period(per)), replace(joined[at + 1], per=_period(per))]
    return [_with_period(one, text) for one in joined]


def _with_period(one: Quantity, text: str) -> Quantity:
    """ "$5 (4 euros) a month" apart, money before the number has its period behind it."""
    if one.per or one.unit is None or one.unit.dimension != "money":
        return one
    return replace(one, per=_period(_PER.match(text, one.end)))
