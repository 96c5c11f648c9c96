"""The times that a question in another language names: "am 4. März 2026", "le 4 mars", "desde mayo de 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from assistant.language.lexicon import MONTHS
from assistant.language.periods import Period, read_period
from assistant.language.rules import LanguageRules, rules_of
from assistant.language.time_phrases import TimePhrase

__all__ = ["find_times_in"]

_LONGEST = 4000
_YEAR = r"(?:1[4-9]|20)\d\d\b(?![,.]?\d)"


def find_times_in(text: str, language: str | None, today: date) -> list[TimePhrase]:
    """Days, months and years by name, in order, and what begins or ends with them; nothing for English and for
    languages without rules. A year without a word such as "in" before it may be a number and is none."""
    rules = rules_of(language)
    if rules is None:
        return []
    return list(_found(text[:_LONGEST], rules, today))


def _found(text: str, rules: LanguageRules, today: date) -> Iterator[TimePhrase]:
    for match in _pattern(rules).finditer(text):
        period = _read(match, rules, today)
        if period is None:
            continue
        link = " ".join((match["link"] or "").lower().replace("’", "'").split())
        phrase = TimePhrase(match.start(), match.end(), period.first, period.last, has_year=period.has_year)
        if link in rules.since:
            phrase = replace(phrase, last=None)
        elif link in rules.before:
            phrase = replace(phrase, first=None, last=period.first - timedelta(days=1))
        elif link in rules.until:
            phrase = replace(phrase, first=None)
        yield phrase


def _read(match: re.Match[str], rules: LanguageRules, today: date) -> Period | None:
    """Said in English, the phrase is read as the English ones are."""
    if match["only"]:
        return read_period(match["only"], today)
    name = match["month"].lower()
    number = rules.months[name]
    is_whole = name == next(one for one, other in rules.months.items() if other == number)
    if match["day"] is None and (not is_whole or not (match["link"] or match["year"])):
        return None  # "Mai-Britt", "il mar"
    month = MONTHS[number - 1]
    return read_period(" ".join(part for part in (match["day"], month, match["year"]) if part), today)


@cache
def _pattern(rules: LanguageRules) -> re.Pattern[str]:
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|º|°|er|o\b)?"
    in_year = rf"(?:,?\s+(?:(?:de|del|do)\s+)?(?P<year>{_YEAR}))?"
    written = rf"(?:{day}\s*(?:(?:de|di)\s+)?)?(?P<month>{rules.month})(?![\w-])\.?{in_year}"
    link = rf"(?:(?P<link>{rules.day_link})\s*(?<=[\s’']))?"
    weekday = rf"(?:{rules.weekday},?\s+(?:de[nm]\s+)?)?"
    year = rf"(?:{rules.year_link})\s+(?P<only>{_YEAR})"
    return re.compile(rf"(?<!\w)(?:{link}{weekday}{written}|{year})", re.IGNORECASE)
