"""How numbers are written: clocks, multiples, shares, fractions, ordinals and plain ones, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.language.lexicon import MONTHS, WEEKDAYS
from assistant.language.listed import alternatives, listed
from assistant.language.numbers import COUNTS, NUMBER_WORDS, SCALES, find_numbers, read_number_words
from assistant.language.stem import stem
from assistant.language.units import UNITS, Unit, unit_named
from assistant.language.words import STOPWORDS, words

__all__ = ["READERS", "Bound", "Quantity"]

Bound = Literal["", "over", "least", "under", "most", "about"]

PERCENT, FOLD, CLOCK = UNITS["percent"], UNITS["fold"], Unit("clock", "clock")
_ORDINAL_WORDS = {
    word: value
    for value, word in enumerate(
        listed(
            "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=3,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_SOFT_ORDINALS = {"first": 1, "second": 2}
_PARTS = {"half": 2, "halves": 2, "quarter": 4} | {
    word: value for word, value in _ORDINAL_WORDS.items() if value <= 12 or value in (20, 100)
}
_SPELLED = alternatives([*NUMBER_WORDS, *COUNTS])
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_SPELLED}(?:[\s-]{_SPELLED}){{0,3}})"
_OF_MANY = re.compile(rf"\b(?P<part>{_NUMBER})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>{_NUMBER})\b", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?:(?P<whole>{_NUMBER})[\s-]and[\s-](?:an?[\s-])?(?P<rest>half|quarter)(?:[\s-](?P<scale>{alternatives(SCALES)}))?"
    rf"|(?:(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|eleven)[\s-])?(?P<part>{alternatives(_PARTS)}))(?P<plural>s?)\b"
    rf"(?P<of>[\s-](?:of\s+(?:an?\s+)?|an?\s+)|[\s-])?(?P<behind>{alternatives([*SCALES, *COUNTS])}|[a-z]+)?",
    re.IGNORECASE,
)
_FOLD = re.compile(
    rf"\b(?P<count>{_NUMBER})[\s-]?fold\b"
    rf"|\b(?P<times>{_NUMBER})\s+times(?=\s+(?:as|more|higher|lower|larger|bigger|greater|less|fewer|smaller|faster|the|what|that|"
    r"its|their|over)\b)"
    r"|\b(?P<twice>twice)(?=\s+(?:as|the|that|what|its|their|his|her|our)\b)"
    r"|\b(?P<verb>doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|trebl(?:ed|es|ing)|quadrupl(?:ed|es|ing)|halv(?:ed|es|ing))\b"
    r"|\b(?P<bare>double|triple|treble|quadruple)(?=\s+(?:the|that|what|its|their|in|to|from|since)\b)",
    re.IGNORECASE,
)
_FOLD_WORDS = {"twice": 2, "doubl": 2, "tripl": 3, "trebl": 3, "quadr": 4}
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"
    rf"(?P<word>{alternatives([*_ORDINAL_WORDS, *_SOFT_ORDINALS])}))\b(?!-)",
    re.IGNORECASE,
)
_UNCOUNTED = frozenset((*STOPWORDS, *WEEKDAYS, *MONTHS))
"""Words behind a number that say when, not what there is so many of: "rose to 31 on Thursday"."""
_PAIR = re.compile(r"\ba\s+(?:couple|pair)\s+of\b|\btwice\b|\b(?P<thrice>thrice)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?P<one>one)(?=[\s-]+(?:percent|per|day|week|month|year|hour|minute|million|billion)s?\b)", re.IGNORECASE
)
_A_UNIT = re.compile(
    r"\b(?:than|within|almost|nearly|over|under|about|least|most|up\s+to)\s+(?P<one>an?)"
    r"(?=\s+(?:day|week|fortnight|month|year|hour|minute|decade|century|mile|metre|kilometre|million|billion|dozen)\b)"
    r"|\b(?P<other>an?|another|last|past|next|full|each|every|whole)"
    r"(?=\s+(?:full\s+)?(?:day|week|fortnight|month|year|hour|minute|decade|century)\b(?!\s+ago\b))",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    rf"\b(?:an?|one)\s+(?:(?P<unit>day|week|month|year|hour|minute|decade|century|mile)|(?P<scale>{alternatives(SCALES)}))"
    r"\s+and\s+a\s+(?P<rest>half|quarter)\b",
    re.IGNORECASE,
)
_BEFORE_SHARE = re.compile(
    r"\b(?:by|than|about|around|nearly|almost|over|under|roughly|some|up|down|to)\s+$", re.IGNORECASE
)
_THOUSANDS_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_HOURS = alternatives([word for word, value in NUMBER_WORDS.items() if 1 <= value <= 12])
_SPOKEN_CLOCK = re.compile(
    rf"\b(?:(?P<past>half|quarter|five|ten|twenty|twenty-five)\s+(?P<side>past|to)\s+(?P<of>{_HOURS}|\d{{1,2}})"
    rf"|(?P<hour>{_HOURS}|\d{{1,2}})(?=\s+(?:o['’]clock|in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b)"
    r"|(?P<noon>noon|midday|midnight))\b(?:\s+o['’]clock)?(?:\s+(?:in\s+the|at)\s+(?P<half>morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?(?![\d:])(?:\s?(?P<half>[ap])\.?m\b\.?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as the text states it."""

    start: int
    end: int
    text: str
    value: Decimal
    other: Decimal | None = None
    """Another reading: 1.000 may be a thousand, "5m" five million."""
    unit: Unit | None = None
    per: str = ""
    """`month`, where it is paid or done per month."""
    bound: Bound = ""
    kind: Literal["number", "share", "fold", "ordinal"] = "number"
    counted: frozenset[str] = frozenset()
    """The first words behind it: what is counted."""
    is_soft: bool = False
    """One, two, first, second in words: as often said without counting."""
    parts: tuple[Decimal, ...] = ()
    """What "three in four" is made of."""

    @property
    def is_count(self) -> bool:
        """A plain number, of whatever is counted."""
        return self.unit is None and self.kind == "number"

    @property
    def values(self) -> tuple[Decimal, ...]:
        return (self.value,) if self.other is None else (self.value, self.other)


def _read_clocks(text: str) -> Iterator[Quantity]:
    """ "4:15 p.m." in minutes from midnight; without its half of the day it may be either."""
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour > 24 or not (match["half"] or ":" in match[0]):
            continue
        minutes = Decimal(60 * (hour % 12 if match["half"] else hour) + minute)
        if match["half"]:
            yield Quantity(*match.span(), "", minutes + 720 * (match["half"].lower() == "p"), unit=CLOCK)
        else:
            yield Quantity(*match.span(), "", minutes, minutes + 720 if hour < 12 else None, unit=CLOCK)


def _read_spoken_clocks(text: str) -> Iterator[Quantity]:
    """ "Half past nine", "seven in the evening", "noon"."""
    for match in _SPOKEN_CLOCK.finditer(text):
        if match["noon"]:
            yield Quantity(*match.span(), "", Decimal(0 if match["noon"].lower() == "midnight" else 720), unit=CLOCK)
            continue
        hour = int(_value_of(match["of"] or match["hour"]))
        past = _PAST[match["past"].lower()] if match["past"] else 0
        minutes = 60 * (hour % 12) + (past if (match["side"] or "past").lower() == "past" else -past)
        half = (match["half"] or "").lower()
        known = {"morning": minutes, "": minutes}.get(half, minutes + 720)
        yield Quantity(*match.span(), "", Decimal(known), None if half else Decimal(minutes + 720), unit=CLOCK)


def _read_units_and_a_half(text: str) -> Iterator[Quantity]:
    for match in _AND_A_HALF.finditer(text):
        value = Decimal("1.5") if match["rest"].lower() == "half" else Decimal("1.25")
        if match["scale"]:
            yield Quantity(
                *match.span(), "", value * SCALES[match["scale"].lower()], counted=_words_behind(text, match.end())
            )
        else:
            yield Quantity(*match.span(), "", value, unit=unit_named(match["unit"]))


def _read_folds(text: str) -> Iterator[Quantity]:
    for match in _FOLD.finditer(text):
        if number := match["count"] or match["times"]:
            value = _value_of(number)
        else:
            word = (match["twice"] or match["verb"] or match["bare"]).lower()
            value = Decimal("0.5") if word.startswith("halv") else Decimal(_FOLD_WORDS[word[:5]])
        yield Quantity(*match.span(), "", value, unit=FOLD, kind="fold")


def _read_shares(text: str) -> Iterator[Quantity]:
    """ "Three in four", "99 in every 100"."""
    for match in _OF_MANY.finditer(text):
        part, whole = _value_of(match["part"]), _value_of(match["whole"])
        if 0 < part < whole <= 1000:
            yield Quantity(
                *match.span(), "", 100 * part / whole, unit=PERCENT, kind="share", parts=(part, whole),
            )  # fmt: skip


def _read_fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        found = _fraction(match, text)
        if found is not None:
            yield found


def _fraction(match: re.Match[str], text: str) -> Quantity | None:
    if match["whole"]:
        value = _value_of(match["whole"]) + Decimal(1) / _PARTS[match["rest"].lower()]
        return Quantity(match.start(), match.end("plural"), "", value * SCALES.get((match["scale"] or "").lower(), 1))
    part, count, behind = match["part"].lower(), (match["count"] or "").lower(), (match["behind"] or "").lower()
    of = (match["of"] or "").lower()
    share = Decimal(NUMBER_WORDS.get(count, 1)) / _PARTS[part]
    is_counted = count == "one" or (
        count == "a" and _BEFORE_SHARE.search(text[max(0, match.start() - 12) : match.start()]) is not None
    )
    is_fraction = bool(match["plural"]) or part.startswith("hal") or "of" in of or (part == "quarter" and bool(count))
    is_fraction = is_fraction or (is_counted and not behind)
    if not is_fraction or share > 1 or (count == "" and part != "half" and part != "quarter" and not match["plural"]):
        return None
    if (behind in SCALES or behind in COUNTS) and (of or part == "half"):
        return Quantity(*match.span(), "", share * (SCALES.get(behind) or COUNTS[behind]))
    if behind == "percentage" and of:
        return Quantity(match.start(), match.end("behind"), "", share, unit=UNITS["points"])
    unit = unit_named(behind) if of else None
    if unit is not None and (part in ("half", "quarter") or " a" in of):
        return Quantity(*match.span(), "", share, unit=UNITS["points"] if behind.startswith("point") else unit)
    end = match.end("plural")
    return Quantity(match.start(), end, "", 100 * share, unit=PERCENT, kind="share") if _is_share(match, text) else None


def _is_share(match: re.Match[str], text: str) -> bool:
    """Not "the first half", "half-time", "half past": a half of something, or compared with it."""
    if match["count"] and _BEFORE_SHARE.search(text[max(0, match.start() - 12) : match.start()]):
        return True
    if match["count"] or match["plural"]:
        return "of" in (match["of"] or "") or bool(match["plural"]) or match["part"].lower() == "half"
    before, behind = text[max(0, match.start() - 14) : match.start()], text[match.end("plural") :]
    if re.search(r"\b(?:first|second|other|latter|former|top|bottom|upper|lower)\s+$", before, re.IGNORECASE):
        return False
    return bool(
        re.match(r"\s+(?:of|the|that|its|their|his|her|as)\b", behind, re.IGNORECASE)
        or re.search(r"\b(?:than|by|about|nearly|almost|over|under|in|to)\s+$", before, re.IGNORECASE)
    )


def _read_ordinals(text: str) -> Iterator[Quantity]:
    for match in _ORDINAL.finditer(text):
        word = (match["word"] or "").lower()
        if word == "second" and re.search(r"\b(?:a|per|each|every)\s+$", text[: match.start()][-8:], re.IGNORECASE):
            continue
        yield Quantity(
            *match.span(), "", _ordinal_value(match), kind="ordinal", counted=_words_behind(text, match.end()),
            is_soft=word in _SOFT_ORDINALS and not match["tens"],
        )  # fmt: skip


def _ordinal_value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"])
    word = match["word"].lower()
    value = _ORDINAL_WORDS.get(word) or _SOFT_ORDINALS[word]
    return Decimal(value + NUMBER_WORDS.get((match["tens"] or "").lower(), 0))


def _read_pairs(text: str) -> Iterator[Quantity]:
    for match in _PAIR.finditer(text):
        count = Decimal(3 if match["thrice"] else 2)
        yield Quantity(*match.span(), "", count, is_soft=count == 2, counted=_words_behind(text, match.end()))


def _read_numbers(text: str) -> Iterator[Quantity]:
    for number in find_numbers(text):
        other = number.scaled
        written = text[number.start : number.end]
        if _THOUSANDS_BY_POINT.fullmatch(written):
            other = Decimal(written.replace(".", ""))
        unit = unit_named(number.money) if number.money else None
        yield Quantity(
            number.start, number.end, "", number.value, other, unit,
            is_soft=number.is_spelled and number.value in (1, 2),
            counted=_words_behind(text, number.end),
        )  # fmt: skip
    for found in _ONE.finditer(text):
        yield Quantity(*found.span("one"), "", Decimal(1), is_soft=True)
    for found in _A_UNIT.finditer(text):
        yield Quantity(*found.span("one" if found["one"] else "other"), "", Decimal(1), is_soft=True)


def _words_behind(text: str, end: int) -> frozenset[str]:
    near = [
        word for word in words(re.split(r"[,.;:()]", text[end : end + 60], maxsplit=1)[0]) if word not in _UNCOUNTED
    ]
    return frozenset(stem(word) for word in near[:2])


def _value_of(written: str) -> Decimal:
    if written[0].isdigit():
        return Decimal(written.replace(",", "").rstrip("."))
    return next(read_number_words(written), Decimal(0)) or Decimal(int(written.lower() == "one"))


READERS = (
    _read_clocks,
    _read_spoken_clocks,
    _read_units_and_a_half,
    _read_folds,
    _read_shares,
    _read_fractions,
    _read_ordinals,
    _read_pairs,
    _read_numbers,
)
"""In this order, each on what the ones before it left."""
