"""Amounts without a number of their own: "dozens of people", "several hundred", "in his forties"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.language.listed import alternatives
from assistant.language.numbers import SCALES
from assistant.language.quantities import Quantity

__all__ = ["Amount", "amount_fault", "find_amounts"]

_SIZES = {"dozen": 12, "score": 20, "hundred": 100, **SCALES}
_SIZE = alternatives(_SIZES)
_AMOUNT = re.compile(
    rf"\b(?:(?P<few>several|a\s+few|a\s+couple\s+of|many)\s+(?P<of>{_SIZE})s?"
    rf"|(?P<group>tens|dozens|scores|hundreds|thousands)\s+of\s+(?P<scale>{alternatives(SCALES)})s|(?P<plural>{_SIZE})s)\b",
    re.IGNORECASE,
)
_GROUPS = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
_FEW: dict[str, tuple[int | Decimal, int]] = {
    "several": (2, 11),
    "few": (2, 7),
    "couple": (Decimal("1.5"), 3),
    "many": (2, 20),
}
_PLURAL: tuple[int | Decimal, int] = (Decimal("1.4"), 20)
"""What "hundreds" may stand for: from 140 to 2,000."""
_AGE = re.compile(
    r"\bin\s+(?:his|her|their)\s+(?:early\s+|mid[\s-]?|late\s+)?"
    r"(?P<age>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0s)\b",
    re.IGNORECASE,
)
_AGES = {
    word: 10 * place
    for place, word in enumerate(
        ("teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=1
    )
}


@dataclass(frozen=True, slots=True)
class Amount:
    start: int
    end: int
    text: str
    least: Decimal
    most: Decimal
    is_age: bool = False


def find_amounts(text: str) -> list[Amount]:
    """In order, without overlaps."""
    return sorted((*_sizes(text), *_ages(text)), key=lambda one: one.start)


def amount_fault(text: str, quotes: Sequence[str], held: Sequence[Quantity]) -> str | None:
    """The first amount that no cited number or amount keeps to, in words for the reader."""
    cited = [one for quote in quotes for one in find_amounts(quote)]
    for stated in find_amounts(text):
        if any(_meet(stated, one) for one in cited if one.is_age == stated.is_age):
            continue
        if not any(stated.least <= value <= stated.most for one in held for value in one.values):
            return f"“{stated.text}” is not in what it cites"
    return None


def _meet(one: Amount, other: Amount) -> bool:
    return one.least <= other.most and other.least <= one.most


def _sizes(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        if match["few"]:
            size, bounds = _SIZES[match["of"].lower()], _FEW[match["few"].lower().removeprefix("a ").split()[0]]
        elif match["group"]:
            size, bounds = _GROUPS[match["group"].lower()] * SCALES[match["scale"].lower()], _PLURAL
        else:
            size, bounds = _SIZES[match["plural"].lower()], _PLURAL
        least, most = (Decimal(bound) * size for bound in bounds)
        yield Amount(*match.span(), match[0], least, most)


def _ages(text: str) -> Iterator[Amount]:
    for match in _AGE.finditer(text):
        word = match["age"].lower()
        first = Decimal(_AGES.get(word) or word.removesuffix("s"))
        yield Amount(*match.span(), match[0], first, first + 9, is_age=True)
