"""Numbers of a statement that what it cites does not have: in digits or words, in any unit, rounded or reckoned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.grounding.amounts import amount_fault, find_amounts
from assistant.answering.grounding.reckoning import reckon
from assistant.answering.grounding.said_figures import SMALL, is_said_alike
from assistant.answering.grounding.verdict import CitedSentence
from assistant.language import stem
from assistant.language.days import days_meant
from assistant.language.facts import read_sentence
from assistant.language.quantities import Quantity
from assistant.language.units import UNITS

__all__ = ["count_fault", "figure_fault", "say_as_cited"]

_NO_UNIT = frozenset({"count"})
_SHARES = frozenset({"percent", "points", "fold"})
_IMPERIAL = frozenset(
    {"inch", "foot", "yard", "mile", "acre", "pound-weight", "ounce", "stone", "gallon", "pint", "mph"}
)
_DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})
_CROWNS = frozenset({"KR", "SEK", "NOK", "DKK", "CZK"})
_UP, _DOWN = ("over", "least"), ("under", "most")
ROUNDING = Decimal("0.1")
"""How far a hedged round number may be from the cited one: "about 1,600" for 1,580, not for 1,900."""
NEAR_SHARE = Decimal("0.6")
"""Percentage points: "two thirds" and "67 percent" are the same."""
NEAR_ROUND_SHARE = Decimal(2)
"""The same where a share in words stands for reckoned numbers: "nine in ten" for 549 of 600; and a hedged one."""
_JUST = re.compile(
    r"\b(?:nearly|almost|close\s+to|not\s+quite|just\s+(?:over|under|above|below|short\s+of|shy\s+of)|barely|"
    r"(?:slightly|a\s+little|marginally)\s+(?:more|less|fewer|over|under|above|below)(?:\s+than)?)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
JUST = Decimal("0.12")
""" "Nearly 1,900" stands for 1,800 and not for 1,500."""
WITHIN = 2
""" "More than half a million" may stand for up to so many times as much."""
_HALF_YEAR = re.compile(r"\bhalf\s+of\s+(?:the\s+year|(?:19|20)\d\d)\b|\bhalf[\s-]years?\b", re.IGNORECASE)
_ANYBODY = frozenset(map(stem, ("people", "person", "men", "women", "others", "members")))
"""Who is counted again and again in one report: the dead, the hurt."""
_ITEM = r"[\w'’&.-]+(?:\s[\w'’&.-]+){0,3}"
_LIST = re.compile(rf"((?:{_ITEM},\s){{1,11}}?)({_ITEM},?\s)??(?:and|or)\s\w")


def figure_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first number that is not carried, in words for the reader."""
    held = [one for sentence in cited for one in _held(sentence)]
    quotes = " ".join(sentence.quote for sentence in cited)
    vague = find_amounts(text)
    year = next((one.published_on.year for one in cited if one.published_on), None)
    for stated in read_sentence(text).quantities:
        if any(one.start < stated.end and stated.start < one.end for one in vague):
            continue
        stated = _as_count(stated, held)
        same = _same(stated, held)
        if not same:
            if not _stands_for(stated, text, quotes, held, year):
                return _say(stated, held)
        elif (limit := _opposite_limit(stated, same)) is not None:
            return f"what it cites says “{_with_limit(limit, cited)}”"
    return amount_fault(text, [sentence.quote for sentence in cited], held)


def say_as_cited(text: str, quotes: Sequence[str]) -> str:
    """The statement with each number written as it is cited ("a quarter" for "25 percent"): a model that knows words
    reads no sums."""
    held = [one for quote in quotes for one in read_sentence(quote).quantities]
    for stated in reversed(read_sentence(text).quantities):
        same = _same(stated, held)
        if same and all(one.text.casefold() != stated.text.casefold() for one in same):
            text = f"{text[: stated.start]}{same[0].text}{text[stated.end :]}"
    return text


def _stands_for(stated: Quantity, text: str, quotes: str, held: Sequence[Quantity], year: int | None) -> bool:
    """Whether a reader comes to the number from others that are cited."""
    if not _is_just(stated, text, held):
        return False
    if is_said_alike(stated, text, quotes, held):
        return True
    return _is_carried(stated, held, year) or _is_counted(stated, quotes, held)


def count_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first number that is cited, but of other things, while these have another; in words for the reader."""
    held = [one for sentence in cited for one in _held(sentence)]
    for stated in read_sentence(text).quantities:
        same = _same(stated, held)
        other = _counted_otherwise(stated, same, held) if same else None
        if other is not None:
            return f"what it cites gives another number of these: {other}"
    return None


def _as_count(stated: Quantity, held: Sequence[Quantity]) -> Quantity:
    """Points of a game are counted; those between shares are not."""
    is_points = stated.unit is not None and stated.unit.dimension == "points"
    return replace(stated, unit=None) if is_points and not any(_is_of_shares(one) for one in held) else stated


def _is_of_shares(one: Quantity) -> bool:
    return one.unit is not None and one.unit.dimension in ("percent", "points")


def _counted_otherwise(stated: Quantity, same: Sequence[Quantity], held: Sequence[Quantity]) -> str | None:
    """What is cited of the same things with another number, where the stated number is one of other things there:
    "two mules and a coffin" for "two coffins"."""
    if not stated.is_count or not all(one.is_count and one.counted for one in same):
        return None
    if any(one.counted & stated.counted for one in same):
        return None
    others = [one for one in held if one.is_count and one.counted & stated.counted - _ANYBODY]
    return next((one.text for one in others if one.value != stated.value), None)


def _held(sentence: CitedSentence) -> Iterator[Quantity]:
    facts = read_sentence(sentence.quote)
    yield from facts.quantities
    for half in _HALF_YEAR.finditer(sentence.quote):
        yield Quantity(*half.span(), half[0], Decimal(6), unit=UNITS["month"])
    published = sentence.published_on
    for named in facts.days:
        for one in (named, *(days_meant(named, published) if published else ())):
            for number in filter(None, (one.year, one.day, one.last)):
                unit = UNITS["year"] if number == one.year else None
                yield Quantity(
                    named.start, named.end, str(number), Decimal(number), kind="ordinal" if unit else "number"
                )


def _same(stated: Quantity, held: Sequence[Quantity]) -> list[Quantity]:
    """A number without a unit ("in 12 of them") does not carry "12 months" where another says "12 weeks"."""
    same = [one for one in held if _is_same(stated, one)]
    if stated.unit is None or any(one.unit is not None for one in same):
        return same
    of_other_units = any(one.unit is not None and stated.value in one.values for one in held)
    return [] if of_other_units else same


def _is_same(stated: Quantity, held: Quantity) -> bool:
    """Whether both say one number of one thing."""
    if stated.per and held.per and stated.per != held.per:
        return False
    return any(_are_equal(one, other, stated, held) for one in stated.values for other in held.values)


def _are_equal(value: Decimal, other: Decimal, stated: Quantity, held: Quantity) -> bool:
    unit, unit_held = stated.unit, held.unit
    if unit is not None and unit.dimension in _NO_UNIT:
        unit = None
    if unit_held is not None and unit_held.dimension in _NO_UNIT:
        unit_held = None
    if unit is None or unit_held is None:
        is_share = unit is not None and unit.dimension in _SHARES
        return value == other and not is_share
    if unit.dimension != unit_held.dimension:
        return False
    if unit.dimension == "money":
        return value == other and _are_one_currency(stated, held)
    if unit.dimension == "percent" and "share" in (stated.kind, held.kind):
        return abs(value - other) <= NEAR_SHARE
    if unit.name == unit_held.name:
        return value == other
    size, size_held = value * unit.factor, other * unit_held.factor
    is_foreign = (unit.name in _IMPERIAL) != (unit_held.name in _IMPERIAL)
    return abs(size - size_held) <= size_held * Decimal("0.06" if is_foreign else "0.015")


def _are_one_currency(stated: Quantity, held: Quantity) -> bool:
    one, other = (stated.unit.name if stated.unit else ""), (held.unit.name if held.unit else "")
    is_bare = re.match(r"\$|\S*\s*dollars?", stated.text) is not None
    return one == other or {one, other} <= _CROWNS or (is_bare and {one, other} <= _DOLLARS)


def _is_carried(stated: Quantity, held: Sequence[Quantity], year: int | None) -> bool:
    """By a rounded or limited number, by two that are reckoned with, or by its parts: "one in 17"."""
    if stated.parts and all(part == 1 or any(part in one.values for one in held) for part in stated.parts):
        return True
    if any(_is_within(stated, size, size_held) for size, size_held in _comparable(stated, held)):
        return True
    return any(
        _is_within(stated, stated.value, value) or _is_near(stated, value) for value in reckon(stated, held, year)
    )


def _comparable(stated: Quantity, held: Sequence[Quantity]) -> Iterator[tuple[Decimal, Decimal]]:
    """The stated value and each held one of the same unit, in that unit's base."""
    for one in held:
        if (stated.unit is None) != (one.unit is None) or (stated.per and one.per and stated.per != one.per):
            if not (stated.unit is None and one.unit is not None and one.unit.dimension == "money"):
                continue
            yield stated.value, one.value
        elif stated.unit is None or one.unit is None:
            yield from ((stated.value, value) for value in one.values)
        elif stated.unit.dimension == one.unit.dimension and (
            stated.unit.dimension != "money" or _are_one_currency(stated, one)
        ):
            yield stated.value * stated.unit.factor, one.value * one.unit.factor


def _is_just(stated: Quantity, text: str, held: Sequence[Quantity]) -> bool:
    """Where "nearly" or "just over" stands before the number, whether one like it is so near."""
    before = text[max(0, stated.start - 32) : stated.start]
    if not _JUST.search(before) or not (compared := list(_comparable(stated, held))):
        return True
    return stated.kind != "number" or any(abs(size - other) <= JUST * size for size, other in compared)


def _is_within(stated: Quantity, size: Decimal, held: Decimal) -> bool:
    """Whether the held number keeps to what the stated one is hedged with."""
    if not stated.bound or size <= 0:
        return False
    if stated.bound == "about" and stated.kind == "share":
        return abs(held - size) <= NEAR_ROUND_SHARE
    if stated.bound == "about":
        significant = len(format(stated.value.normalize(), "f").replace(".", "").strip("0"))
        return significant <= 2 and abs(held - size) <= ROUNDING * size
    if stated.bound in _UP:
        return size <= held <= WITHIN * size
    return size >= held >= size / WITHIN


def _is_near(stated: Quantity, value: Decimal) -> bool:
    """Whether a reckoned number is the stated one, as it would be rounded."""
    if stated.kind == "share" and stated.parts and not stated.bound:
        return abs(value - stated.value) <= NEAR_ROUND_SHARE
    if stated.kind == "share" or (stated.unit is not None and stated.unit.dimension == "percent"):
        return abs(value - stated.value) <= NEAR_SHARE
    if stated.unit is not None and stated.unit.dimension == "fold":
        return not stated.bound and abs(value - stated.value) <= stated.value * Decimal("0.06")
    exponent = stated.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return abs(value - stated.value) <= (step / 2 if step < 1 else 0)


def _is_counted(stated: Quantity, quotes: str, held: Sequence[Quantity]) -> bool:
    """Whether a small number may be what a reader counts, or no count at all: "the two officers", "at first"."""
    if stated.unit is not None and not (stated.is_soft and stated.value == 1):
        return False
    if any(one.kind == stated.kind and one.counted & stated.counted for one in held):
        return False  # of the same things there are others
    is_small = stated.kind == "number" and stated.value <= SMALL
    return stated.is_soft or (is_small and stated.value in _list_lengths(quotes))


def _list_lengths(quotes: str) -> set[int]:
    """How many things are told one after another in the lists of a text: "one, another and a third"."""
    return {match[1].count(",") + bool(match[2]) + 1 for match in _LIST.finditer(quotes)}


def _opposite_limit(stated: Quantity, same: Sequence[Quantity]) -> Quantity | None:
    """The cited number where it is limited the other way: "at least ten" for "up to ten"."""
    against = _DOWN if stated.bound in _UP else _UP if stated.bound in _DOWN else ()
    if any(one.bound not in against for one in same):
        return None
    return same[0] if against else None


def _with_limit(limit: Quantity, cited: Sequence[CitedSentence]) -> str:
    """The number with the words that limit it, as they stand."""
    for sentence in cited:
        at = sentence.quote.find(limit.text)
        if at >= 0:
            words = sentence.quote[max(0, at - 30) : at].split(" ")[-3:]
            return " ".join(" ".join([*words, limit.text]).split()).strip(" ,.;:—–-")
    return limit.text


def _say(stated: Quantity, held: Sequence[Quantity]) -> str:
    same = (one for one in held if one.value == stated.value and one.unit and stated.unit and one.kind == stated.kind)
    other = next(same, None)
    if other is not None and other.text.lower() != stated.text.lower():
        return f"it says “{stated.text}”, and what it cites says “{other.text}”"
    if stated.is_count:
        return f"the number {stated.text} is not in what it cites"
    return f"“{stated.text}” is not in what it cites"
