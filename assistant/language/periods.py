"""Stretches of days as a question names them: "4 May", "March 2010", "the 1990s", "last week", "two years ago".

English only: a question in another language keeps its words and narrows nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from assistant.language.lexicon import ENGLISH_MONTH_NUMBERS, WEEKDAYS
from assistant.language.listed import alternatives, listed
from assistant.language.numbers import NUMBER_WORDS

__all__ = ["MONTH", "PERIOD", "YEAR", "Period", "read_period"]

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_COUNTS = {word: count for word, count in NUMBER_WORDS.items() if 1 <= count <= 12} | {
    "a": 1, "an": 1, "couple of": 2, "few": 3, "several": 7
}  # fmt: skip

MONTH = alternatives(ENGLISH_MONTH_NUMBERS) + r"\b\.?"
YEAR = r"(?:1[4-9]|20)\d\d\b(?![,.]?\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![.:,]\d)"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = r"(?:day|week|month|year|decade)"
_PART = (
    r"(?:the )?(?:(?:very )?(?:first|second) half|(?:very )?(?:start|beginning|middle|end)|early|mid|late)(?: of)?[ -]"
)
_WEEKDAY = alternatives(WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    is_relative: bool = False
    """Counted from today."""
    has_year: bool = True

    @property
    def is_day(self) -> bool:
        return self.first == self.last


_Reader = Callable[[re.Match[str], date, int | None], Period]


def read_period(text: str, today: date, year: int | None = None) -> Period | None:
    """The days a phrase means, or None. `year` is taken where the phrase names none; else the latest not to come."""
    for pattern, read in _READERS:
        match = pattern.fullmatch(text.strip())
        if match is not None:
            try:
                return read(match, today, year)
            except (ValueError, OverflowError):
                return None  # 31 February, ten thousand years ago
    return None


def _iso(match: re.Match[str], today: date, year: int | None) -> Period:
    del today, year
    if match[3] is None:
        return _month_of(int(match[1]), int(match[2]))
    return _day_of(date(int(match[1]), int(match[2]), int(match[3])))


def _written_day(match: re.Match[str], today: date, year: int | None) -> Period:
    month, day = _month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    given = int(match["year"]) if match["year"] else year
    if given:
        return Period(*2 * (date(given, month, day),), has_year=bool(match["year"]))
    this_year = date(today.year, month, day)
    return Period(*2 * (this_year if this_year <= today else date(today.year - 1, month, day),), has_year=False)


def _month(match: re.Match[str], today: date, year: int | None) -> Period:
    month = _month_number(match["month"])
    given = int(match["year"]) if match["year"] else year
    found = _month_of(given or (today.year if month <= today.month else today.year - 1), month)
    return Period(found.first, found.last, has_year=bool(match["year"]))


def _year(match: re.Match[str], today: date, year: int | None) -> Period:
    del today, year
    return _years(int(match[1]), int(match[1]))


def _decade(match: re.Match[str], today: date, year: int | None) -> Period:
    del today, year
    return _years(int(match[1]), int(match[1]) + 9)


def _season(match: re.Match[str], today: date, year: int | None) -> Period:
    """Of the northern half of the world; a winter is named after the year it begins in."""
    month = _SEASONS[match["season"].lower()]
    which = (match["which"] or "").lower()
    given = int(match["year"]) if match["year"] else year or today.year
    if which and date(given, month, 1) > today - timedelta(days=0 if which == "this" else 90):
        given -= 0 if which == "this" else 1
    end = date(given + (month == 12), (month + 1) % 12 + 1, 1)
    return Period(
        date(given, month, 1),
        _month_of(end.year, end.month).last,
        is_relative=bool(which),
        has_year=bool(match["year"]),
    )


def _quarter(match: re.Match[str], today: date, year: int | None) -> Period:
    del today, year
    number = int(match[1]) if match[1] else listed("first second third fourth").index(match[2].lower()) + 1
    return Period(date(int(match[3]), 3 * number - 2, 1), _month_of(int(match[3]), 3 * number).last)


def _part(match: re.Match[str], today: date, year: int | None) -> Period:
    """Halves are halves; early, mid and late are thirds, of a year by its months."""
    whole = read_period(match["whole"], today, year)
    if whole is None:
        raise ValueError
    begin, end = next(share for word, share in _PARTS.items() if word in match["part"].lower())
    first, last = whole.first, whole.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        last = _month_of(first.year, round(12 * end)).last
        first = date(first.year, round(12 * begin) + 1, 1)
    else:
        days = (last - first).days + 1
        first, last = first + timedelta(int(begin * days)), first + timedelta(max(1, int(end * days)) - 1)
    return Period(first, last, whole.is_relative, whole.has_year)


_PARTS = {
    "first": (0.0, 0.5), "second": (0.5, 1.0), "start": (0.0, 1 / 3), "beginning": (0.0, 1 / 3),
    "early": (0.0, 1 / 3), "mid": (1 / 3, 2 / 3), "end": (2 / 3, 1.0), "late": (2 / 3, 1.0),
}  # fmt: skip


def _near_today(match: re.Match[str], today: date, year: int | None) -> Period:
    del year
    phrase = match[0].lower()
    back = 2 if "before" in phrase else 1 if "yesterday" in phrase or "last night" in phrase else 0
    return _day_of(today - timedelta(days=back), is_relative=True)


def _this_or_last(match: re.Match[str], today: date, year: int | None) -> Period:
    del year
    back, unit = int(match["which"].lower() not in ("this", "the")), match["unit"].lower()
    if unit == "day":
        return _day_of(today - timedelta(days=back), is_relative=True)
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Period(monday, min(monday + timedelta(days=6), today), is_relative=True)
    if unit == "weekend":
        saturday = today - timedelta(days=(today.weekday() - 5) % 7 + (7 if back and today.weekday() >= 5 else 0))
        return Period(saturday, min(saturday + timedelta(days=1), today), is_relative=True)
    if unit == "month":
        month = _month_of(*_months_back(today, back))
        return Period(month.first, min(month.last, today), is_relative=True)
    return Period(date(today.year - back, 1, 1), min(date(today.year - back, 12, 31), today), is_relative=True)


def _last_few(match: re.Match[str], today: date, year: int | None) -> Period:
    del year
    count = _count(match["count"]) if match["count"] else 1
    return Period(_back(today, count, match["unit"].lower()), today, is_relative=True)


def _ago(match: re.Match[str], today: date, year: int | None) -> Period:
    """A day for days, else the week, month or year around it: "two months ago" names no day."""
    del year
    unit, then = match["unit"].lower(), _back(today, _count(match["count"]), match["unit"].lower())
    if unit == "day":
        return _day_of(then, is_relative=True)
    if unit == "week":
        monday = then - timedelta(days=then.weekday())
        return Period(monday, monday + timedelta(days=6), is_relative=True)
    whole = _month_of(then.year, then.month) if unit == "month" else _years(then.year, then.year)
    return Period(whole.first, whole.last, is_relative=True)


def _weekday(match: re.Match[str], today: date, year: int | None) -> Period:
    """The latest one before today. Not relative: in a question about a report, Monday may be the report's own."""
    del year
    back = (today.weekday() - WEEKDAYS.index(match["weekday"].lower()) - 1) % 7 + 1
    return _day_of(today - timedelta(days=back))


def _last_month_of_name(match: re.Match[str], today: date, year: int | None) -> Period:
    del year
    month = _month_number(match["month"])
    found = _month_of(today.year if month < today.month else today.year - 1, month)
    return Period(found.first, found.last, is_relative=True)


def _back(today: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return today - timedelta(days=count * (7 if unit == "week" else 1))
    year, month = _months_back(today, count * {"month": 1, "year": 12, "decade": 120}[unit])
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _months_back(today: date, count: int) -> tuple[int, int]:
    months = 12 * today.year + today.month - 1 - count
    return months // 12, months % 12 + 1


def _count(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


def _month_number(name: str) -> int:
    return ENGLISH_MONTH_NUMBERS[name.lower().rstrip(".")]


def _day_of(day: date, *, is_relative: bool = False) -> Period:
    return Period(day, day, is_relative=is_relative)


def _month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(min(last, MAXYEAR), 12, 31))


_FORMS: tuple[tuple[str, _Reader], ...] = (
    (r"(\d{4})-(\d{2})(?:-(\d{2}))?\b(?![-\d])", _iso),
    (
        rf"(?:{_WEEKDAY},? )?(?:the )?(?P<day>{_DAY})(?: of)? (?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?",
        _written_day,
    ),
    (rf"(?:{_WEEKDAY},? )?(?P<month>{MONTH}) (?:the )?(?P<day>{_DAY})(?:(?:,| of)? ?(?P<year>{YEAR}))?", _written_day),
    (rf"(?:the month of )?(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?", _month),
    (rf"(?:the year )?({YEAR})(?!s)", _year),
    (r"(?:the )?((?:1[4-9]|20)\d0)['’]?s\b", _decade),
    (
        r"(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?(?P<which>)(?P<year>" + YEAR + ")",
        _season,
    ),
    (r"(?P<which>this|last) (?P<season>spring|summer|autumn|fall|winter)\b(?P<year>)", _season),
    (rf"(?:the )?(?:Q([1-4])|(first|second|third|fourth) quarter)(?: of)? ({YEAR})", _quarter),
    (r"today|tonight|this (?:morning|afternoon|evening)|last night|(?:the day before )?yesterday\b", _near_today),
    (r"(?P<which>this|last)(?: past| calendar)? (?P<unit>week|weekend|month|year)\b(?! of\b)", _this_or_last),
    (r"(?P<which>the) (?P<unit>weekend)\b(?! (?:of|edition|before|after)\b)", _this_or_last),
    (r"(?:the )?(?P<which>previous) (?P<unit>week|weekend|month|year)\b(?! of\b)", _this_or_last),
    (rf"(?:(?:the|these) )?(?:past|last|previous) (?P<count>{_COUNT}) (?P<unit>{_UNIT})s?\b(?! of\b)", _last_few),
    (r"the (?:past|last) (?P<count>)(?P<unit>week|month|year|decade)\b(?! of\b)", _last_few),
    (rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? ago\b", _ago),
    (rf"(?:last |this past )?(?P<weekday>{_WEEKDAY})\b(?!s)", _weekday),
    (rf"last (?P<month>{MONTH})", _last_month_of_name),
)
_PLAIN = "|".join(re.sub(r"\((?:\?P<\w+>)?(?!\?)", "(?:", form) for form, _ in _FORMS)
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    *((re.compile(form, re.IGNORECASE), read) for form, read in _FORMS),
    (re.compile(rf"(?P<part>{_PART})(?P<whole>{_PLAIN})", re.IGNORECASE), _part),
)
PERIOD = rf"(?:(?:{_PART})?(?:{_PLAIN}))"
"""A pattern without groups for what `read_period` reads; it may match more."""
