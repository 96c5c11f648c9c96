"""Days, months, weekdays and years of a statement that neither stand in what it cites nor follow from its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.grounding.verdict import CitedSentence
from assistant.language.days import NamedDay, days_meant
from assistant.language.facts import read_sentence

__all__ = ["time_fault"]


_DECADE = re.compile(r"(\d{3})0s\b")
_REPORTS = re.compile(r"\b(?:report|publish|writ|wrote|article|according)", re.IGNORECASE)


def time_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first time that is not carried, in words for the reader."""
    held = [one for sentence in cited for one in _held(sentence)]
    years = {one.year for one in held if one.year} or {one.published_on.year for one in cited if one.published_on}
    written = {number for sentence in cited for number in read_sentence(sentence.quote).numbers}
    for stated in read_sentence(text).days:
        if stated.relative or any(_agrees(stated, one, years) for one in held):
            continue
        if _REPORTS.search(text) and any(_is_published(stated, one) for one in cited):
            continue
        if _is_in_decade(stated, text, held, years):
            continue
        if stated.month is None and stated.weekday is None and stated.year is not None:
            if stated.year in years or str(stated.year) in written:
                continue
        elif stated.month is None and stated.day is None and _follows(stated, cited):
            continue
        return f"the date {text[stated.start : stated.end].rstrip('.,')} is not in what it cites"
    return None


def _held(sentence: CitedSentence) -> Iterator[NamedDay]:
    """What the sentence names, ranges day by day, and what its weekdays and its "today" mean."""
    for named in read_sentence(sentence.quote).days:
        yield named
        if named.last and named.day:
            yield from (replace(named, day=day) for day in range(named.day + 1, named.last + 1))
        if sentence.published_on is not None:
            yield from days_meant(named, sentence.published_on)
            if named.month is not None and named.year is None:
                yield replace(named, year=sentence.published_on.year)


def _agrees(stated: NamedDay, held: NamedDay, years: set[int]) -> bool:
    """Whether all that the statement says of the time is said there, or follows from it."""
    if stated.month != held.month and stated.month is not None:
        return False
    if stated.day is not None and stated.day != held.day:
        return False
    if stated.year is not None and stated.year != held.year and not (held.year is None and stated.year in years):
        return False
    if stated.weekday is None:
        return True
    return stated.weekday in (held.weekday, _weekday_of(held))


def _is_in_decade(stated: NamedDay, text: str, held: Sequence[NamedDay], years: set[int]) -> bool:
    """ "The 1990s" for 1994."""
    decade = _DECADE.match(text, stated.start)
    named = {one.year for one in held if one.year} & years
    return decade is not None and any(year // 10 == int(decade[1]) for year in named)


def _weekday_of(day: NamedDay) -> int | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day).weekday()
    except ValueError:
        return None


def _is_published(stated: NamedDay, sentence: CitedSentence) -> bool:
    """ "The Lantern reported on 6 May": the day of the article, which stands above it and not in it."""
    day = sentence.published_on
    return day is not None and _agrees(stated, NamedDay(0, 0, day.year, day.month, day.day), {day.year})


def _follows(stated: NamedDay, cited: Sequence[CitedSentence]) -> bool:
    """A bare weekday that is the day of publication, where the sentence says "today" or nothing of a day."""
    return any(
        one.published_on is not None and one.published_on.weekday() == stated.weekday
        for one in cited
        if not any(named.weekday is not None for named in read_sentence(one.quote).days)
    )
