"""The times a question names: "since 2015", "between 3 and 7 May 2012", "before June 2009", "as of 1 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.language.lexicon import COUNTED_BY_THOUSANDS
from assistant.language.listed import alternatives, listed
from assistant.language.numbers import NUMBER_WORDS
from assistant.language.periods import MONTH, PERIOD, YEAR, Period, read_period

__all__ = ["TimePhrase", "find_parts_of_year", "find_times"]

_LONGEST = 4000
_NO_YEARS = alternatives(COUNTED_BY_THOUSANDS)
_AFTER_YEAR = rf"(?!(?:[,.]\d|%|\s+{_NO_YEARS}\b))"
_BETWEEN = re.compile(
    rf"\b(?:(?:in|during) )?(?:between|from) (?:(?P<one>{PERIOD})|(?P<number>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"(?: ?[-–] ?| (?:and|to|until|till|through) )(?P<two>{PERIOD}){_AFTER_YEAR}",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"\b(?:in|during|over) (?P<one>{YEAR}) ?[-–/] ?(?P<two>{YEAR}){_AFTER_YEAR}", re.IGNORECASE)
_DAYS = re.compile(
    rf"\b(?:on |in )?(?P<one>(?P<month>{MONTH}) \d{{1,2}}) ?[-–] ?(?P<rest>\d{{1,2}}(?:,? {YEAR})?)"
    rf"|\b(?:on |in )?(?P<number>\d{{1,2}}) ?[-–] ?(?P<two>\d{{1,2}} {MONTH}(?:,? {YEAR})?)",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?P<link>as (?:(?:things|matters|it|they) st(?:ood|ands?) (?:on|at|by)|(?:it was )?known (?:on|by|at)|of|at|on)"
    r"|starting from|ever since|since|following|after|from|before|prior to|ahead of|until"
    r"|till|up to|by the end of|no later than|by|in|during|on|throughout|within|over|dated|at|around"
    r"|(?<=news )of|(?<=reports )of|(?<=articles )of|(?<=coverage )of|(?<=stories )of|(?<=headlines )of)"
    rf" (?P<period>{PERIOD}){_AFTER_YEAR}"
    rf"(?:(?P<onwards> on(?:wards?)?\b)|(?P<also>(?:,? (?:and|or) {YEAR}{_AFTER_YEAR})+))?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w-])(?P<period>{PERIOD}){_AFTER_YEAR}", re.IGNORECASE)
_BARE_IS_CERTAIN = re.compile(
    rf"\d{{4}}-\d\d|{MONTH}[ ,].*\d|\d.*{MONTH}.* {YEAR}|\b(?:Q[1-4]|quarter|spring|summer|autumn|fall|winter|half"
    r"|early|late|mid|last|past|previous|this|these|today|tonight|yesterday|ago)\b",
    re.IGNORECASE,
)
_ORDINALS = listed("first second third fourth")
_WHICH_PART = alternatives(_ORDINALS)
_QUARTERS = re.compile(
    rf"\b(?P<which>{_WHICH_PART})(?:(?:,?\s+(?:and|or|to|with)\s+|,\s+)(?:the\s+)?(?P<also>{_WHICH_PART}))?"
    r"[\s-](?P<unit>quarter|half|halves)s?\b",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(
    rf"\b(?:in|with|to|than|from|and|or|against|versus|vs\.?)\s+(?:in\s+|that of\s+)?the\s+(?P<which>{_WHICH_PART})"
    r"(?=\s*(?:$|[?.,;:)]))",
    re.IGNORECASE,
)
"""Of two parts the second: "in the first quarter compared with the second"."""
_SHORT_QUARTER = re.compile(r"\b(?P<unit>[QH])(?P<number>[1-4])\b")
_FIRST_MONTHS = re.compile(
    rf"\bfirst\s+(?P<count>{alternatives(word for word, count in NUMBER_WORDS.items() if 2 <= count <= 11)}"
    r"|[2-9]|1[01])\s+months\b",
    re.IGNORECASE,
)
_OPEN_START = frozenset(
    ("before", "prior to", "ahead of", "until", "till", "up to", "by", "by the end of", "no later than")
)
_EXCLUSIVE = frozenset(("before", "prior to", "ahead of"))
_OPEN_END = frozenset(("since", "ever since", "starting from"))


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Where the phrase stands (`start`, `end` in characters) and the days it means; None is open."""

    start: int
    end: int
    first: date | None
    last: date | None
    is_relative: bool = False
    """Counted from today: "last week"."""
    has_year: bool = True
    """False where the year is a guess: the latest one that makes it past."""
    is_as_of: bool = False
    """Asks for the state of a day (`last`), not for what happened in it."""

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last


def find_times(text: str, today: date) -> list[TimePhrase]:
    """The times named, in order, without overlaps. A year that is part of a name ("the 2018 World Cup") is none."""
    text = text[:_LONGEST]
    found: list[TimePhrase] = []
    for phrase in (*_ranges(text, today), *_singles(text, today), *_bare(text, today)):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in found):
            found.append(phrase)
    return sorted(found, key=lambda phrase: phrase.start)


def find_parts_of_year(text: str) -> frozenset[tuple[int, int]]:
    """The quarters, halves and first months named, of whatever year, each by its first and last month."""
    found = {_months(match["unit"], match[name]) for match in _QUARTERS.finditer(text) for name in ("which", "also")}
    units = [match["unit"] for match in _QUARTERS.finditer(text)]
    found |= {_months(unit, match["which"]) for match in _CUT_SHORT.finditer(text) for unit in units[:1]}
    found |= {_months(match["unit"], match["number"]) for match in _SHORT_QUARTER.finditer(text)}
    counts = [match["count"].lower() for match in _FIRST_MONTHS.finditer(text)]
    found |= {(1, NUMBER_WORDS.get(count) or int(count)) for count in counts}
    return frozenset(part for part in found if part is not None and part[1] <= 12)


def _months(unit: str, which: str | None) -> tuple[int, int] | None:
    if which is None:
        return None
    number = int(which) if which.isdigit() else _ORDINALS.index(which.lower()) + 1
    length = 6 if unit[0].lower() == "h" else 3
    return length * (number - 1) + 1, length * number


def _ranges(text: str, today: date) -> Iterator[TimePhrase]:
    for pattern in (_BETWEEN, _YEARS, _DAYS):
        for match in pattern.finditer(text):
            ends = _ends_of(match, today)
            if ends is not None and ends[0].first <= ends[1].last:
                first, last = ends
                is_relative, has_year = first.is_relative or last.is_relative, first.has_year or last.has_year
                yield TimePhrase(*match.span(), first.first, last.last, is_relative, has_year)


def _ends_of(match: re.Match[str], today: date) -> tuple[Period, Period] | None:
    parts = match.groupdict()
    if parts.get("rest"):
        parts["two"] = f"{parts['month']} {parts['rest']}"
    last = read_period(parts["two"] or "", today)
    if last is None:
        return None
    year = last.last.year if last.has_year and not last.is_relative else None
    if parts["one"]:
        first = read_period(parts["one"], today, year)
        if first is not None and not last.has_year and first.has_year:
            last = read_period(parts["two"] or "", today, first.first.year) or last
    else:
        first = _same_month(int(parts["number"] or 0), last)
    return None if first is None else (first, last)


def _same_month(day: int, last: Period) -> Period | None:
    if not last.is_day or not 1 <= day <= last.last.day:
        return None
    return Period(*2 * (last.last.replace(day=day),), has_year=last.has_year)


def _singles(text: str, today: date) -> Iterator[TimePhrase]:
    for match in _SINGLE.finditer(text):
        period = read_period(match["period"], today)
        if period is None:
            continue
        link, end = match["link"].lower(), match.end()
        if link.startswith("as "):
            day = min(period.last, max(today, period.first))
            yield TimePhrase(match.start(), end, None, day, period.is_relative, period.has_year, is_as_of=True)
            continue
        first, last = _stretch(link, period, match)
        end = end if match["onwards"] or match["also"] else match.end("period")
        yield TimePhrase(match.start(), end, first, last, period.is_relative, period.has_year)


def _stretch(link: str, period: Period, match: re.Match[str]) -> tuple[date | None, date | None]:
    if link in _OPEN_END or (link == "from" and match["onwards"]):
        return period.first, None
    if link in ("after", "following"):
        return period.last + timedelta(days=1), None
    if link in _OPEN_START:
        return None, period.first - timedelta(days=1) if link in _EXCLUSIVE else period.last
    # "in 2010 and 2015": the stretch that holds both
    also = [int(year) for year in re.findall(YEAR, match["also"] or "")]
    return min(period.first, *(date(year, 1, 1) for year in also), period.first), max(
        period.last, *(date(year, 12, 31) for year in also), period.last
    )


def _bare(text: str, today: date) -> Iterator[TimePhrase]:
    """Without a preposition only what can be nothing else: "in 2010" is a time, "2010" may be a number."""
    for match in _BARE.finditer(text):
        if _BARE_IS_CERTAIN.search(match["period"]):
            period = read_period(match["period"], today)
            if period is not None:
                yield TimePhrase(*match.span(), period.first, period.last, period.is_relative, period.has_year)
