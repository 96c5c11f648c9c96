"""The numbers a text states, in one notation, so that "1,600" and "two million" can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.language.listed import alternatives, listed
from assistant.language.units import CODES, CURRENCY_SIGNS

__all__ = ["COUNTS", "NUMBER_WORDS", "SCALES", "Number", "find_numbers", "numbers", "read_number_words"]

_UNITS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES = {
    "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12
}  # fmt: skip
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
COUNTS = {"dozen": 12, "hundred": 100}
NUMBER_WORDS = {**_UNITS, **_TENS}

# Behind a letter a digit is part of a name (G20, B52), unless that is a currency (RM6, US$6). Single letters scale only
# an amount of money: 5m is five metres.
_MONEY = alternatives([*CURRENCY_SIGNS, *(code.lower() for code in CODES)])
_DIGITS = re.compile(
    rf"(?:(?<![^\W_])(?P<money>{_MONEY})[\s\u00a0]?|(?<![^\W_]))"
    r"(?P<number>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[\s\u00a0-]?(?P<scale>{alternatives(SCALES)})s?\b|(?P<short>bn|tn|mn|[kmb])\b)?",
    re.IGNORECASE,
)
_WORD = alternatives([*NUMBER_WORDS, *COUNTS, *SCALES])
_WORDS = re.compile(rf"\b(?:an?\s+)?{_WORD}s?(?:(?:[\s-]+|\s+and\s+){_WORD}s?){{0,15}}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, its scale ("million") and the currency before it included."""

    start: int
    end: int
    value: Decimal
    money: str = ""
    """The sign or code right before it, as written."""
    is_spelled: bool = False
    scaled: Decimal | None = None
    """What it is where a lone letter behind it is a scale and not a unit: "5m"."""


def numbers(text: str) -> list[str]:
    """The numbers of `text` in order, as plain decimals: "1,600" gives "1600", "two million" "2000000", "15%" "15".

    A bare "one" is taken for a pronoun and left out, as are ordinals in words. "3,5" is two numbers: a decimal comma
    cannot be told from a list.
    """
    return [_plain(number.value) for number in find_numbers(text)]


def find_numbers(text: str) -> list[Number]:
    """The same with their places; those of one run of words ("nineteen eighty-four") share theirs."""
    found = [_from_digits(match) for match in _DIGITS.finditer(text)]
    in_words = _DIGITS.sub(lambda match: ";" * len(match.group()), text)
    for match in _WORDS.finditer(in_words):
        found.extend(Number(*match.span(), value, is_spelled=True) for value in read_number_words(match.group()))
    return sorted(found, key=lambda number: number.start)


def _from_digits(match: re.Match[str]) -> Number:
    value = Decimal(re.sub(r"[,\s]", "", match["number"]))
    money, scaled, end = match["money"] or "", None, match.end()
    if match["scale"]:
        value *= SCALES[match["scale"].lower()]
    elif short := (match["short"] or "").lower():
        if len(short) == 2 or money:
            value *= _SHORT_SCALES[short]
        else:
            scaled, end = value * _SHORT_SCALES[short], end - 1
    return Number(match.start(), end, value, money, scaled=scaled)


def read_number_words(spelled: str) -> Iterator[Decimal]:
    """The numbers that words spell, one after another."""
    written = [token for token in re.split(r"[\s-]+", spelled.lower()) if token not in ("a", "an", "and")]
    tokens = [token if token in NUMBER_WORDS else token.removesuffix("s") for token in written]
    if tokens == ["one"] or (tokens != written and not NUMBER_WORDS.keys() & tokens):
        return  # the pronoun; "thousands", "dozens": a quantity, no number
    total = part = 0
    last = 10**18
    for token in tokens:
        if token in SCALES:
            total, part, last = total + max(part, 1) * SCALES[token], 0, 10**18
        elif token in COUNTS:
            part, last = max(part, 1) * COUNTS[token], 100
        else:
            value = NUMBER_WORDS.get(token, 0)
            if value >= last:  # "two three", "nineteen eighty-four": two numbers side by side
                yield Decimal(total + part)
                total = part = 0
            part, last = part + value, 10 if value >= 20 else 0
    yield Decimal(total + part)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
