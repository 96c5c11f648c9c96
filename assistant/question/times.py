"""The time of the event that a question asks about, and what a text says of it: that time, another, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assistant.language import TimePhrase, find_times

__all__ = ["FAR_AHEAD", "AskedTime", "AskedTimes", "TimeFit", "years_told"]

TimeFit = Literal["named", "near", "open", "other"]
"""`named`: it tells of the time that is asked about; `near`: it names none, and was published in that time or just
behind it; `open`: nothing says of which time it tells; `other`: of another time alone."""

_NEAR = timedelta(days=45)
"""Figures of a month or a year are published in the weeks behind it."""
_COMPARED = re.compile(
    r"\b(?:than|from|compared (?:with|to)|against|versus|vs\.?|since|until|by|before|after|over the|following)\b"
    r"(?:[^.;:?!]|\.(?=\d)){0,30}$",
    re.IGNORECASE,
)
"""What stands before a time that something is measured by: "more than in 2024", "up from 19 in 2024"."""
_BOUND = re.compile(r"(?:since|until|till|before|after|by|from|prior|ahead|up|no|ever|starting)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£])(?:1[4-9]|20)\d\d(?![\d%]|[.,]\d)")
_YEAR_EARLIER = re.compile(
    r"\b(?:the|a) (?:year|twelve months) (?:before|earlier)\b|\bthe (?:previous|preceding|prior) year\b", re.IGNORECASE
)
""" "up from 12,700 the year before": the year before the one that was named."""
_LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_LONGEST_MONTH = 31
_LOOKED_BACK = 40
"""Characters before a time."""
FAR_AHEAD = date(2999, 12, 31)
"""Stands for the day of an undated article, or for today where nobody needs it: what is named lies behind it."""


@dataclass(frozen=True, slots=True)
class AskedTime:
    """From one day to another. Without a year or counted from today (`is_guess`), the year may not be meant so: an
    archive may end years ago."""

    first: date
    last: date
    is_guess: bool = False
    names_month: bool = False

    def meets(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class AskedTimes:
    times: tuple[AskedTime, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.times)

    @classmethod
    def of(cls, question: str, times: Iterable[TimePhrase]) -> "AskedTimes":
        """Those with a beginning and an end: "since 2015" asks about no time of its own."""
        return cls(tuple(_asked(question, time) for time in times if time.first and time.last and not time.is_as_of))

    def fit(self, text: str, published_on: date | None, context: str = "") -> TimeFit:
        """How the text, of an article of that day, fits. `context`, such as its headline, may name the time as well."""
        told = self._told(text, published_on)
        if told == "named" or self._told(context, published_on) == "named":
            return "named"
        if told == "other":
            return "other"
        if published_on is None:
            return "open"
        if all(published_on < time.first and not time.is_guess for time in self.times):
            return "other"  # nobody can have told it yet
        return "near" if any(time.first <= published_on <= time.last + _NEAR for time in self.times) else "open"

    def _told(self, text: str, published_on: date | None) -> TimeFit | None:
        """None where the text names no time that tells the asked one apart."""
        years = years_told(text, published_on)
        if any(
            time.first.year == time.last.year and time.first.year in years and _is_year(time) for time in self.times
        ):
            return "named"
        named = _times_in(text, published_on)
        if any(_is_meant(asked, phrase) for phrase, _ in named for asked in self.times):
            return "named"
        rivals = [phrase for phrase, is_compared in named if not is_compared and self._is_another(phrase)]
        is_ahead = published_on is not None and any(phrase.first > published_on for phrase in rivals)
        return "other" if rivals and not is_ahead else None

    def _is_another(self, told: AskedTime) -> bool:
        """ "In 2024" is another time than 2025, and "in September" another than October; "on Monday" says nothing of
        either."""
        return all(
            (asked.names_month and told.names_month) or not (asked.is_guess or told.is_guess) for asked in self.times
        )


def years_told(text: str, published_on: date | None) -> set[int]:
    """The years that a text names, also as "last year", and as "the year before" one of them."""
    years = {int(year) for year in _YEAR.findall(text)}
    if published_on is not None and _LAST_YEAR.search(text):
        years.add(published_on.year - 1)
    return years | {year - 1 for year in years} if _YEAR_EARLIER.search(text) else years


def _asked(text: str, time: TimePhrase) -> AskedTime:
    last = time.last
    assert last is not None  # what has no end is no time of its own
    first = time.first or last
    names_month = bool(_MONTH.search(text[time.start : time.end])) and (last - first).days < _LONGEST_MONTH
    return AskedTime(first, last, time.is_relative or not time.has_year or _is_weekday(text, time), names_month)


def _is_weekday(text: str, time: TimePhrase) -> bool:
    return time.is_day and not re.search(r"\d", text[time.start : time.end])


def _is_year(time: AskedTime) -> bool:
    return (time.first.month, time.first.day, time.last.month, time.last.day) == (1, 1, 12, 31)


def _times_in(text: str, published_on: date | None) -> Sequence[tuple[AskedTime, bool]]:
    """The times a text names, each with whether something is only measured by it."""
    found = find_times(text, published_on or FAR_AHEAD)
    return [
        (_asked(text, time), _is_compared(text, time))
        for time in found
        if (published_on is not None or not time.is_relative) and (time.is_as_of or (time.first and time.last))
    ]


def _is_compared(text: str, time: TimePhrase) -> bool:
    before = text[max(0, time.start - _LOOKED_BACK) : time.start]
    return _COMPARED.search(before) is not None or _BOUND.match(text, time.start) is not None


def _is_meant(asked: AskedTime, told: AskedTime) -> bool:
    if asked.is_guess or told.is_guess:
        if asked.names_month and told.names_month:
            same_day = asked.days > 1 or told.days > 1 or asked.first.day == told.first.day
            is_known = not asked.is_guess and told.last.year < FAR_AHEAD.year - 1  # of a dated article
            same_year = not is_known or asked.first.year - told.first.year in (0, 1)  # its latest one, or the next
            return asked.first.month == told.first.month and same_day and same_year
        is_as_long = min(asked.days, told.days) * 3 > max(asked.days, told.days)  # "on Monday" names no year
        return not asked.names_month and asked.meets(told.first, told.last) and is_as_long
    return asked.meets(told.first, told.last)
