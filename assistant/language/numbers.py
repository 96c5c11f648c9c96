"""The numbers a text states, in one notation, so that "1,600" and "two million" can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.language.listed import listed

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
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_COUNTS = {"dozen": 12, "hundred": 100}
_SPELLED = {**_UNITS, **_TENS}

# Behind a letter a digit is part of a name (G20, B52). Single letters scale only an amount of money: 5m is five metres.
_DIGITS = re.compile(
    r"(?P<money>[$€£¥]\s?)?(?<![^\W_])(?P<number>\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion)\b|(?P<short>bn|tn|mn|[kmb])\b)?",
    re.IGNORECASE,
)
_WORD = "|".join([*_SPELLED, *_COUNTS, *_SCALES])
_WORDS = re.compile(rf"\b(?:an?\s+)?(?:{_WORD})s?(?:(?:[\s-]+|\s+and\s+)(?:{_WORD})s?){{0,15}}\b", re.IGNORECASE)


def numbers(text: str) -> list[str]:
    """The numbers of `text` in order, as plain decimals: "1,600" gives "1600", "two million" "2000000", "15%" "15".

    A bare "one" is taken for a pronoun and left out, as are ordinals in words. "3,5" is two numbers: a decimal comma
    cannot be told from a list.
    """
    found = [(match.start(), _plain(_from_digits(match))) for match in _DIGITS.finditer(text)]
    in_words = _DIGITS.sub(lambda match: ";" * len(match.group()), text)
    for match in _WORDS.finditer(in_words):
        found.extend((match.start(), _plain(value)) for value in _from_words(match.group()))
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def _from_digits(match: re.Match[str]) -> Decimal:
    value = Decimal(re.sub(r"[,\s]", "", match["number"]))
    if match["scale"]:
        return value * _SCALES[match["scale"].lower()]
    short = (match["short"] or "").lower()
    return value * _SHORT_SCALES[short] if len(short) == 2 or (short and match["money"]) else value


def _from_words(spelled: str) -> Iterator[Decimal]:
    written = [token for token in re.split(r"[\s-]+", spelled.lower()) if token not in ("a", "an", "and")]
    tokens = [token if token in _SPELLED else token.removesuffix("s") for token in written]
    if tokens == ["one"] or (tokens != written and not _SPELLED.keys() & tokens):
        return  # the pronoun; "thousands", "dozens": a quantity, no number
    total = part = 0
    last = 10**18
    for token in tokens:
        if token in _SCALES:
            total, part, last = total + max(part, 1) * _SCALES[token], 0, 10**18
        elif token in _COUNTS:
            part, last = max(part, 1) * _COUNTS[token], 100
        else:
            value = _SPELLED.get(token, 0)
            if value >= last:  # "two three", "nineteen eighty-four": two numbers side by side
                yield Decimal(total + part)
                total = part = 0
            part, last = part + value, 10 if value >= 20 else 0
    yield Decimal(total + part)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
