"""The days, months, years and weekdays that a sentence names; "May" and "April" only where they are months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.language.lexicon import (
    COUNTED_BY_THOUSANDS,
    ENGLISH_MONTH_NUMBERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    RELATIVE_DAYS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)
from assistant.language.listed import alternatives
from assistant.language.numbers import NUMBER_WORDS

__all__ = ["NamedDay", "days_meant", "find_days", "states_date"]

_FULL = alternatives(written for name in MONTHS for written in (name.capitalize(), name.upper()))
_SHORT = alternatives(written for name in MONTH_ABBREVIATIONS for written in (name.capitalize(), name.upper()))
_MONTH = rf"(?P<month>{_FULL}|{_SHORT}(?=\.|\s\d))(?![\w’'])\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%$€£]|[.,:]\d)"
_YEAR = r"(?P<year>(?:1[4-9]|20)\d\d)(?![\w%]|[.,:]\d)"
_WEEKDAY = (
    rf"(?P<weekday>{alternatives(written for name in WEEKDAYS for written in (name.capitalize(), name.upper()))}"
    rf"|{alternatives(name.capitalize() for name in WEEKDAY_ABBREVIATIONS)}(?=\.|,))\b\.?"
)
_NO_YEARS = alternatives(COUNTED_BY_THOUSANDS)
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month_number>\d\d)-(?P<day>\d\d)\b",
        rf"(?:\b{_WEEKDAY},?\s+(?:the\s+)?)?(?<![\w$€£.,])(?:\d{{1,2}}\s?[-–]\s?)?{_DAY}(?:\s+of)?\s+{_MONTH}"
        rf"(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"(?:\b{_WEEKDAY},?\s+)?\b{_MONTH}\s+(?:the\s+)?{_DAY}(?:\s?[-–]\s?(?P<last>[12]?\d|3[01])\b)?(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"\b{_MONTH}",
        rf"\b{_WEEKDAY}(?!s\b)",
        rf"(?<![\w$€£.,’'-]){_YEAR}(?!\s+{_NO_YEARS}\b)(?!-)",
        r"\b(?P<decade>(?:1[4-9]|20)\d0)['’]?s\b",
        rf"\b(?P<relative>(?i:{alternatives(RELATIVE_DAYS)}|(?:last|this|next)\s+(?:week|month|year)))\b",
        r"\b(?P<count>\d{1,3}|(?i:a|one|two|three|four|five|six|seven|eight|nine|ten))\s+(?P<unit>day|week|month|year)s?\s+ago\b",
    )
)
_COUNTS = {**NUMBER_WORDS, "a": 1}
_MONTHS_BEFORE = re.compile(
    r"\b(?:in|since|until|during|throughout|early|late|mid|last|next|this"
    r"|(?:end|start|beginning|month|middle|half) of)[\s-]$",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(r"\b(?:by|from|to|through|before|after|between|and|of|on|for)\s$", re.IGNORECASE)
_ENDS_PHRASE = re.compile(r"\s*(?:[,.;:!?)–—-]|$|(?:and|to|until|or)\s+[A-Z])")
_NAME_BEHIND = re.compile(r"\s+[A-ZÀ-ÖØ-Þ]\w")
_VAGUE = re.compile(r"\b(?:yesterday|today|tomorrow|century|centuries|decades?|ago)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """What the words say of a time; what they leave open is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    last: int | None = None
    """The last day of a range that begins with `day`."""
    relative: str = ""
    """`yesterday`, `last month`, `3 years ago`: counted from the day of publication."""


def find_days(text: str) -> list[NamedDay]:
    """In their order, without overlaps, each with all that its phrase says."""
    found: list[NamedDay] = []
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            named = _named(match, text)
            if named is not None and all(named.end <= one.start or one.end <= named.start for one in found):
                found.append(named)
    return sorted(found, key=lambda one: one.start)


def states_date(text: str) -> bool:
    """Whether it says when, be it as vaguely as "decades ago"."""
    return bool(find_days(text)) or _VAGUE.search(text) is not None


def days_meant(named: NamedDay, published_on: date) -> list[NamedDay]:
    """What a weekday or a relative time can mean, told from the day of publication: a weekday within a week of it."""
    if named.relative:
        return [replace(named, year=year, month=month, day=day) for year, month, day in _counted(named, published_on)]
    if named.weekday is None or named.month is not None:
        return []
    near = [published_on + timedelta(days=shift) for shift in range(-7, 8)]
    return [
        replace(named, year=one.year, month=one.month, day=one.day) for one in near if one.weekday() == named.weekday
    ]


def _counted(named: NamedDay, day: date) -> Iterator[tuple[int, int | None, int | None]]:
    phrase = named.relative
    if phrase in RELATIVE_DAYS:
        meant = day + timedelta(days=RELATIVE_DAYS[phrase])
        yield meant.year, meant.month, meant.day
        return
    which, unit = phrase.split()[0], phrase.split()[1]
    shift = {"last": -1, "this": 0, "next": 1}[which] if not which.isdigit() else -int(which)
    if unit == "year":
        yield day.year + shift, None, None
    elif unit == "month":
        months = 12 * day.year + day.month - 1 + shift
        yield months // 12, months % 12 + 1, None
    else:
        middle = day.toordinal() + shift * (7 if unit == "week" else 1)
        for ordinal in range(middle - 6, middle + 7) if unit == "week" else (middle,):
            one = date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
            yield one.year, one.month, one.day


def _named(match: re.Match[str], text: str) -> NamedDay | None:
    parts = match.groupdict()
    month = parts.get("month")
    is_bare = month is not None and not parts.get("day") and not parts.get("year")
    if month is not None and is_bare and not _is_month(month.lower(), match, text):
        return None
    relative = " ".join((parts.get("relative") or "").lower().split())
    if count := parts.get("count"):
        relative = f"{_COUNTS.get(count.lower()) or int(count)} {parts['unit']}"
    if not (number := parts.get("month_number")):
        number = str(ENGLISH_MONTH_NUMBERS[month.lower()]) if month else ""
    weekday = (parts.get("weekday") or "")[:3].lower()
    return NamedDay(
        *match.span(),
        year=int(parts.get("year") or parts.get("decade") or 0) or None,
        month=int(number or 0) or None,
        day=int(parts.get("day") or 0) or None,
        weekday=next((at for at, name in enumerate(WEEKDAYS) if weekday and name.startswith(weekday)), None),
        last=int(parts.get("last") or 0) or None,
        relative=relative,
    )


def _is_month(month: str, match: re.Match[str], text: str) -> bool:
    """Whether a month without a day or a year is one, and not a verb, or a person ("Theresa May", "April Jones")."""
    before, behind = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 12]
    if _MONTHS_BEFORE.search(before):
        return True
    if month in MONTH_ABBREVIATIONS or month == "may":
        return _LINKED_BEFORE.search(before) is not None and _ENDS_PHRASE.match(behind) is not None
    return not _NAME_BEHIND.match(behind) or _LINKED_BEFORE.search(before) is not None
