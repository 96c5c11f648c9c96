"""The day of what a sentence tells, as far as its words and the article's own day give it: for a timeline."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.answering.resolved_dates import resolve_dates
from assistant.archive import Article
from assistant.language import parse_moment
from assistant.language.day_words import day_in_words
from assistant.language.facts import lies_ahead
from assistant.language.lexicon import DATELINE, MONTH_ABBREVIATIONS, MONTHS
from assistant.language.listed import alternatives

__all__ = ["EventDate", "date_event"]

_MONTH = (
    rf"(?:{alternatives(name.capitalize() for name in MONTHS)}"
    rf"|{alternatives(name.capitalize() for name in MONTH_ABBREVIATIONS)}\.)"
)
_FULL = re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\b")
_DAY = re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})\b(?!,?\s+\d{{4}})")
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<year>\d{{4}})\b")
_YEAR = re.compile(r"\b(?:in|since|by|of|during|until)\s+(?P<year>(?:1[5-9]|20)\d\d)\b", re.IGNORECASE)

_DATELINE = re.compile(DATELINE)


@dataclass(frozen=True, slots=True)
class EventDate:
    order: str
    """ISO 8601, as precise as is known: sorts in time."""
    label: str
    """For the reader: `4 May 2026`, `May 2026`, `2026`, or `reported 6 May 2026`, where the sentence gives no day."""
    is_told: bool
    """Whether the sentence itself says when."""


def date_event(sentence: str, article: Article) -> EventDate | None:
    """None where neither the sentence nor the article says when. A dateline gives the day of the report, which may not
    be the event's."""
    published = article.published_on
    if (dateline := _DATELINE.match(sentence)) and (event := date_event(sentence[dateline.end() :], article)):
        return event
    if day := _whole_day(sentence, published):
        return _told(day)
    if (found := _MONTH_YEAR.search(sentence)) and (moment := parse_moment(found.group().replace(".", ""))):
        return EventDate(moment.text, found.group(), True)
    if resolved := resolve_dates(sentence, published):
        return _told(resolved[0].day)
    if found := _YEAR.search(sentence):
        return EventDate(found["year"], found["year"], True)
    return EventDate(published.isoformat(), f"reported {day_in_words(published)}", False) if published else None


def _whole_day(sentence: str, published: date | None) -> date | None:
    """A day as it is written. One without a year is the last one before the article, or the next one where the sentence
    looks ahead ("will stop on 19 December")."""
    if (found := _FULL.search(sentence)) and (moment := parse_moment(found.group())):
        return moment.day
    if published is None or not (found := _DAY.search(sentence)):
        return None
    moment = parse_moment(f"{found.group()} {published.year}")
    day = moment.day if moment else None
    if day is None:
        return None
    if lies_ahead(sentence):
        return day if day >= published else _years_later(day, 1)
    return day if day <= published else _years_later(day, -1)


def _told(day: date) -> EventDate:
    return EventDate(day.isoformat(), day_in_words(day), True)


def _years_later(day: date, years: int) -> date | None:
    """ "On 28 December", told in January."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None
