"""Numbers that a reader can work out from those that are cited: sums, differences, shares, products, years since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from assistant.language.quantities import Quantity
from assistant.language.units import UNITS

__all__ = ["MOST_RECKONED", "reckon"]

MOST_RECKONED = 12
"""Numbers that are reckoned with, two at a time."""
_LEAST_PRODUCT = 12
"""Smaller ones come out of any two numbers too easily."""
_HALF = 50
""" "A ninth of theirs": theirs is nine times as much."""
_SHARES = frozenset({"percent", "fold"})
_YEAR = UNITS["year"]
_WEEK_AND_YEAR = (Decimal(7), Decimal(12), Decimal(52))
"""Days, months and weeks: "every three months" is four times a year."""


def reckon(stated: Quantity, held: Sequence[Quantity], published_year: int | None) -> Iterator[Decimal]:
    """What the stated number could be, in its own unit."""
    plain = [one for one in held if one.kind != "fold" or one.unit == UNITS["fold"]][:MOST_RECKONED]
    dimension = _dimension(stated)
    for one in plain:
        yield from _from_one(stated, one, published_year)
    for one, other in permutations(plain, 2):
        if dimension in _SHARES:
            yield from _shares(one, other, is_fold=dimension == "fold")
        elif dimension == "points":
            if _dimension(one) in ("percent", "points") and one.value > other.value and _are_alike(one, other):
                yield one.value - other.value
        elif stated.kind == "number":
            yield from _sizes(stated, one, other)


def _from_one(stated: Quantity, one: Quantity, published_year: int | None) -> Iterator[Decimal]:
    dimension = _dimension(stated)
    if dimension == "fold" and one.kind == "share" and 0 < one.value < _HALF:
        yield 100 / one.value
    elif dimension == "percent" and _dimension(one) == "percent" and not stated.bound:
        yield 100 - one.value
    elif dimension == "time" and stated.unit is not None and one.kind == "ordinal" and _is_anniversary(one):
        yield one.value * _YEAR.factor / stated.unit.factor
    elif stated.unit is None and one.unit is None and one.kind == "ordinal" and stated.value < _LEAST_PRODUCT:
        yield one.value - 1
    elif stated.unit is not None and dimension == "time" and published_year and _is_year(one):
        since = (published_year - one.value) * _YEAR.factor / stated.unit.factor
        if stated.unit.factor >= _YEAR.factor:
            yield from (since, since - _YEAR.factor / stated.unit.factor)
    elif stated.is_count and _dimension(one) == "time" and one.value > 0:
        yield from (count / one.value for count in _WEEK_AND_YEAR if count % one.value == 0 and count > one.value)


def _shares(one: Quantity, other: Quantity, *, is_fold: bool) -> Iterator[Decimal]:
    """The first number as a share of the second, as one of a whole, or as how much more or less it is."""
    if one.value <= 0 or other.value <= 0 or not _are_alike(one, other):
        return
    if is_fold:
        if one.value > other.value:
            yield one.value / other.value
        return
    if one.value <= other.value:
        yield 100 * one.value / other.value
    yield 100 * abs(other.value - one.value) / other.value
    yield 100 * one.value / (one.value + other.value)


def _sizes(stated: Quantity, one: Quantity, other: Quantity) -> Iterator[Decimal]:
    """Sums, differences and products of two numbers, where at least one is of what is stated."""
    if _is_year(one) and _is_year(other):
        if stated.unit is not None and stated.unit.dimension == "time" and stated.unit.factor >= _YEAR.factor:
            yield abs(one.value - other.value) * _YEAR.factor / stated.unit.factor
        return
    first, second = _in_unit_of(stated, one), _in_unit_of(stated, other)
    if first is not None and second is not None and (one.unit is not None or stated.unit is None):
        yield from (first + second, abs(first - second))
    if first is None or one.kind == "ordinal" or (stated.unit is None and stated.value < _LEAST_PRODUCT):
        return
    if _dimension(other) == "percent":
        yield from (first * other.value / 100, first * (100 - other.value) / 100, first * (100 + other.value) / 100)
    elif (_dimension(other) == "fold" and other.value > 0) or (other.is_count and other.value > 1):
        yield from (first * other.value, first / other.value)


def _in_unit_of(stated: Quantity, one: Quantity) -> Decimal | None:
    """The number in the stated unit; one without a unit may have left it out ("8.6 million crowns and 11.2 to run")."""
    if stated.unit is None:
        return one.value if one.unit is None and not _is_year(one) else None
    if one.unit is None:
        return one.value if one.kind == "number" and not _is_year(one) else None
    if one.unit.dimension == "clock" and stated.unit.dimension == "time":
        return one.value * 60 / stated.unit.factor
    if one.unit.dimension != stated.unit.dimension or (one.unit.dimension == "money" and one.unit != stated.unit):
        return None
    return one.value * one.unit.factor / stated.unit.factor


def _is_anniversary(one: Quantity) -> bool:
    return any(root.startswith("annivers") for root in one.counted)


def _is_year(one: Quantity) -> bool:
    return one.kind == "ordinal" and (one.unit == _YEAR or (one.unit is None and one.value > 1000))


def _dimension(one: Quantity) -> str:
    return one.unit.dimension if one.unit else ""


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Of one unit, which one of them may leave out."""
    return (one.unit is None or other.unit is None or one.unit == other.unit) and not (_is_year(one) or _is_year(other))
