"""What a number must be a number of (an age, money, a length): asked for by the question, told by a unit."""

import re
from typing import Literal

from assistant.language import content_words, numbers, stem
from assistant.language.lexicon import MONTH_NUMBERS
from assistant.language.listed import alternatives
from assistant.language.units import CODES, CURRENCY_SIGNS, CURRENCY_WORDS, UNITS

__all__ = ["Unit", "counted_stems", "counts_in", "has_unit", "unit_of"]

Unit = Literal["money", "age", "percent", "length", "duration", "minute", "count"]

_ASKING: tuple[tuple[Unit, str], ...] = (
    ("minute", r"\b(?:which|what) minute\b"),
    ("percent", r"\bpercent(?:age)?\b|\bper cent\b|\bproportion\b|\bby how much\b"),
    (
        "money",
        r"\b(?:costs?|prices?|priced|fees?|fined?|salary|budget|income|wage|money|spen[dt]|worth|paid|pay|earn\w*|"
        r"profit|revenue|donat\w+|dollars?|euros?|pounds?)\b",
    ),
    ("age", r"\bhow old\b|\bwhat age\b|\bat (?:what|which) age\b|\bthe age of\b|['’]s? age\b"),
    ("length", r"\bhow (?:tall|high|far|deep|wide|big|large)\b"),
    ("duration", r"\bhow long (?:did|does|do|has|have|had|will|would|ago|after|before)\b"),
    ("count", r"\bhow many\b|\bnumber of\b"),
)
_ASKS = tuple((unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in _ASKING)
_CURRENCIES = alternatives([*CURRENCY_WORDS, *CODES])
_SIGNS = alternatives(CURRENCY_SIGNS)
_LENGTHS = alternatives(
    [
        *(word for word, unit in UNITS.items() if unit.dimension in ("length", "area") and len(word) > 2),
        *("square", "page", "pages", "storey", "storeys", "stories", "degrees"),
    ]
)
_DURATIONS = alternatives(word for word, unit in UNITS.items() if unit.dimension == "time" and len(word) > 3)
_TELLING: dict[Unit, str] = {
    "minute": r"\b\d{1,3}(?:st|nd|rd|th)\b|\bminute",
    "percent": r"%|\bper ?cent\b|\bpoints\b|\bhalf\b|\bthird\b|\bquarter\b",
    "money": rf"(?<![^\W_]){_SIGNS}\s?\d|\b(?:{_CURRENCIES})\b|\bfree\b",
    "age": r"\b(?:years?|months?|weeks?|days?)[- ]olds?\b|\baged? \w+|,\s\d{1,3}\s?(?:[,.;)]|$)|\(\d{1,3}\)|\bborn\b",
    "length": rf"\d\s?(?:m|km|cm|mm|ft|in|mi|nm)\b|\b(?:{_LENGTHS})\b",
    "duration": rf"\b{_DURATIONS}\b",
}
_TELLS = {unit: re.compile(pattern, re.IGNORECASE) for unit, pattern in _TELLING.items()}
_COUNTED = re.compile(r"\b(?:how many|number of)\s+((?:[\w'’-]+\s*){1,4})", re.IGNORECASE)
_MONTH = "|".join(sorted((name.capitalize() for name in MONTH_NUMBERS), key=len, reverse=True))
"""With a capital: as many as 40 may be trapped, and 20 march through the city."""
_SCALES = "hundred|thousand|million|billion|trillion"
_NO_COUNT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b\.?(?:,? \d{{4}}\b)?",
        rf"\b(?:{_MONTH})\b\.? (?:\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\d{{4}}\b)",
        r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Dd]uring|year) (?:19|20)\d\d\b(?! [a-z])",
        rf"\b\d{{1,2}}[.:][0-5]\d\b(?!\d| ?(?:{_SCALES}))(?: ?[ap]\.?m\b)?",
        r"\b(?:[\w-]{1,20} (?:minutes? )?)?past [\w-]+|\b[\w-]{1,20} o['’]clock\b",
        rf"(?<![^\W_]){_SIGNS}\s?\d[\d.,]*(?: ?(?:{_SCALES})\b)?|\d[\d.,]*\s?%",
    )
)
_MEASURED = re.compile(
    rf"(?<!\S)\S+(?: (?:{_SCALES}))?[ -]({_CURRENCIES}|{_LENGTHS}|{_DURATIONS}|per ?cent|points)\b", re.IGNORECASE
)


def counts_in(sentence: str, counted: frozenset[str]) -> frozenset[str]:
    """The numbers that may be a count of something: no days, times and prices, and no lengths of time or way, unless
    these are counted ("how many weeks")."""
    for pattern in _NO_COUNT:
        sentence = pattern.sub(" ", sentence)
    sentence = _MEASURED.sub(lambda found: found[0] if stem(found[1].lower()) in counted else " ", sentence)
    return frozenset(numbers(sentence))


def unit_of(question: str) -> Unit | None:
    """None where no number is asked for, or one without a unit that would tell it."""
    return next((unit for unit, pattern in _ASKS if pattern.search(question)), None)


def counted_stems(question: str) -> frozenset[str]:
    """ "How many interstellar grains did": the stems of the first two words of meaning, what is counted."""
    found = _COUNTED.search(question)
    return frozenset(stem(word) for word in content_words(found[1])[:2]) if found else frozenset()


def has_unit(unit: Unit, sentence: str) -> bool:
    """Whether the sentence states something in this unit; a count has none of its own."""
    return unit not in _TELLS or _TELLS[unit].search(sentence) is not None
