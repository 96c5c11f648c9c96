"""Questions about the archive itself, and courtesies, in other languages than English -> the same in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from assistant.language.day_words import day_in_words, days_in_words
from assistant.language.foreign_dates import find_times_in
from assistant.language.foreign_words import language_of_question
from assistant.language.rules import LANGUAGES, LanguageRules, rules_of
from assistant.language.time_phrases import TimePhrase
from assistant.language.words import fold_marks

__all__ = ["in_english"]

_LONGEST = 300
"""Characters; a longer question asks something of the articles."""
_AROUND = " \t\n¿?¡!.,;:…"
_GROUPS = {"x": "x", "x2": "x", "t": "t"}
"""What a pattern names -> its place in the English question."""


def in_english(question: str, today: date) -> str | None:
    """None for whatever is English, or asks something of the articles. Names, headlines and subjects stay as typed."""
    asked = " ".join(question.split()).strip(_AROUND)
    if not asked or len(question) > _LONGEST:
        return None
    likely = language_of_question(question)
    for code in sorted(LANGUAGES, key=lambda one: one != likely):
        rules = rules_of(code)
        assert rules is not None  # each of LANGUAGES has a file
        for english, pattern in rules.archive_questions.items():
            found = pattern.fullmatch(asked)
            said = _filled(english, found, rules, today) if found else None
            if said is not None:
                return said
    return None


def _filled(english: str, found: re.Match[str], rules: LanguageRules, today: date) -> str | None:
    when: list[str] = []
    for group, text in found.groupdict().items():
        if text is None:
            continue
        times, rest = _parted(text, rules, today)
        if _GROUPS[group] == "t":
            if not times or _meaning(rest, rules):
                return None
            english = english.replace("{t}", " ".join(times))
            continue
        subject = _without_opening(rest, rules)
        if not subject:
            return None
        english, when = english.replace("{x}", subject), [*when, *times]
    return f"{english.removesuffix('?')} {' '.join(when)}{'?' if english.endswith('?') else ''}" if when else english


def _parted(text: str, rules: LanguageRules, today: date) -> tuple[list[str], str]:
    """The times of a text in English, and the text without them."""
    found = sorted(_times(text, rules, today))
    for start, end, _ in reversed(found):
        text = f"{text[:start]} {text[end:]}"
    return [said for _, _, said in found], " ".join(text.split()).strip(_AROUND)


def _meaning(text: str, rules: LanguageRules) -> list[str]:
    return [word for word in text.split() if fold_marks(word) not in rules.stop_words]


def _times(text: str, rules: LanguageRules, today: date) -> Iterator[tuple[int, int, str]]:
    named = find_times_in(text, rules.code, today)
    for one in named:
        yield one.start, one.end, _time_in_words(one)
    for english, pattern in _relative(rules.code):
        for found in pattern.finditer(text):
            if all(one.end <= found.start() or found.end() <= one.start for one in named):
                yield found.start(), found.end(), english


@cache
def _relative(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = rules_of(code)
    given = rules.relative_times if rules else {}
    return tuple((english, re.compile(rf"\b(?:{own})\b", re.IGNORECASE)) for english, own in given.items())


def _time_in_words(time: TimePhrase) -> str:
    if time.first and time.last:
        days = days_in_words(time.first, time.last)
        link = "on" if time.first == time.last else "from" if " to " in days else "in"
        return f"{link} {days}"
    return f"since {day_in_words(time.first)}" if time.first else f"until {day_in_words(time.last or date.max)}"


def _without_opening(text: str, rules: LanguageRules) -> str:
    """Without the articles and prepositions it begins with."""
    pieces = text.split()
    while pieces and fold_marks(pieces[0]) in rules.stop_words:
        pieces.pop(0)
    return re.sub(r"^(?:l|d|dell|sull|un)['’]", "", " ".join(pieces), flags=re.IGNORECASE)
