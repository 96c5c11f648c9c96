"""The times that a report names, read from the day it was published: "until November" is the next one, not the last."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from assistant.language.facts import lies_ahead
from assistant.language.tense import tells_of_past
from assistant.language.time_phrases import TimePhrase, find_times

__all__ = ["find_told_times", "read_ahead"]

_UNTIL = re.compile(r"\b(?:until|till|up to)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:starting )?from\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)
""" "Has put off the vote until March": what is done lasts."""


def find_told_times(sentence: str, published_on: date) -> list[TimePhrase]:
    """As `find_times`, each as `read_ahead` reads it."""
    return [read_ahead(time, sentence, published_on) for time in find_times(sentence, published_on)]


def read_ahead(time: TimePhrase, sentence: str, published_on: date) -> TimePhrase:
    """A time without a year is the next one, not the last, where the sentence looks ahead to it."""
    told = time.first or time.last
    if time.has_year or told is None or told >= published_on:
        return time
    if not (lies_ahead(sentence) or _is_bound_to_come(time, sentence)):
        return time
    return replace(time, first=_year_later(time.first), last=_year_later(time.last))


def _is_bound_to_come(time: TimePhrase, sentence: str) -> bool:
    """An end or a beginning by which something of the present lasts, is due or starts."""
    if time.first is not None and (time.last is not None or not _FROM.match(sentence, time.start)):
        return False
    is_past = tells_of_past(sentence, time.start)
    return not is_past or (_UNTIL.match(sentence, time.start) is not None and _PERFECT.search(sentence) is not None)


def _year_later(day: date | None) -> date | None:
    """The same day of the next year; the end of February stays its end."""
    if day is None or day.year == date.max.year:
        return day
    last = monthrange(day.year + 1, day.month)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return day.replace(year=day.year + 1, day=last if is_end else day.day)
