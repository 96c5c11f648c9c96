"""Times that a follow-up counts from the one that was asked about: "and the month before?", "the November after"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.language import TimePhrase, find_times
from assistant.language.lexicon import MONTHS
from assistant.language.listed import alternatives
from assistant.question.times import FAR_AHEAD

__all__ = ["count_time", "move_time"]

_UNIT = rf"year|month|day|{alternatives(MONTHS)}"
_COUNTED = re.compile(
    rf"(?:\b(?:in|for|during|on)\s+)?\b(?:(?:the|a)\s+(?P<unit>{_UNIT})\s+(?P<way>before|earlier|prior|after|later)"
    rf"(?:\s+(?:that|then))?|the\s+(?P<which>previous|preceding|prior|following|next)\s+(?P<named>{_UNIT}))"
    r"(?=\W*$|,|\s+(?:it|there|they|the (?:figure|number|rate|total|share))\b)",
    re.IGNORECASE,
)
_AHEAD = ("after", "later", "following", "next")
_LONGEST_MONTH = 31


def count_time(text: str, earlier: str, told_on: date | None = None) -> str:
    """The text with the time itself in the place of the one that it counts from `earlier`, as far as that names one.

    `told_on`: the day that a time without a year is of; None where nobody knows.
    """
    found = _COUNTED.search(text)
    base = _only_time(earlier, told_on)
    if found is None or base is None or base.first is None or base.last is None:
        return text
    unit, way = (found["unit"] or found["named"]).lower(), (found["way"] or found["which"]).lower()
    said = _say(unit, 1 if way in _AHEAD else -1, base, base.first, base.last)
    return f"{text[: found.start()]}{said}{text[found.end() :]}" if said else text


def move_time(subject: str, later: Sequence[str]) -> str:
    """What was asked about, at the time to which the elliptic questions behind it moved it: "And in 2024?"."""
    for question in later:
        counted = count_time(question, subject)
        if (time := _only_time(counted)) is not None:
            subject = _at_time(subject, counted[time.start : time.end])
    return subject


def _at_time(question: str, time: str) -> str:
    """The question with that time in the place of its own, or at its end."""
    times = find_times(question, FAR_AHEAD)
    if not times:
        return f"{question.rstrip(' ?.!')} {time}?"
    start, end = times[-1].start, times[-1].end
    return f"{question[:start]}{time}{question[end:]}" if len(times) == 1 else question


def _only_time(text: str, told_on: date | None = None) -> TimePhrase | None:
    """The only one that is named, or of those of a sentence that was told some day the first."""
    found = find_times(text, told_on or FAR_AHEAD)
    times = [one for one in found if not one.is_as_of and (told_on is not None or not one.is_relative)]
    times = [one for one in times if not (one.is_day and not re.search(r"\d", text[one.start : one.end]))]
    if told_on is not None and times:
        return replace(times[0], has_year=True)
    return times[0] if len(times) == 1 else None


def _say(unit: str, step: int, base: TimePhrase, first: date, last: date) -> str | None:
    """None where the one cannot be counted from the other: a month from a year."""
    days = (last - first).days
    if unit in MONTHS:
        return _month_near(MONTHS.index(unit) + 1, step, first if step < 0 else last) if base.has_year else None
    if unit == "day":
        return _day(first + timedelta(days=step)) if base.is_day and base.has_year else None
    if unit == "month":
        if days >= _LONGEST_MONTH:
            return None
        month = first.year * 12 + first.month - 1 + step
        return _month(month, has_year=base.has_year)
    if not base.has_year or first.year != last.year:
        return None
    if days < _LONGEST_MONTH:
        return _month((first.year + step) * 12 + first.month - 1)
    return f"in {first.year + step}"


def _month_near(month: int, step: int, day: date) -> str:
    year = day.year
    if step < 0 and month >= day.month:
        year -= 1
    if step > 0 and month <= day.month:
        year += 1
    return _month(year * 12 + month - 1)


def _month(months: int, *, has_year: bool = True) -> str:
    name = MONTHS[months % 12].capitalize()
    return f"in {name} {months // 12}" if has_year else f"in {name}"


def _day(day: date) -> str:
    return f"on {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
