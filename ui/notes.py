"""What the assistant says of an answer, in the reader's language: reasons, notices and doubts.

The assistant writes English. A table of a language may hold its notes under `[notes]`, each under the English one with
the places that are filled; what is not known there is shown as it stands, and marked as English. What fills a place may
be a note itself, as the name of a language is; `{words}` are somebody's own, and stay.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from assistant.answer import AN_UNKNOWN_OUTLET, UNDATED, UNKNOWN_OUTLET
from ui.language import DEFAULT, language, say, say_number, table
from ui.markup import isolated, text, told
from ui.words import say_day

__all__ = ["localized", "say_note", "show_label", "show_note"]

_MONTHS = {name: number for number, name in enumerate(table(DEFAULT).months, 1)}
_NOT_KNOWN = {
    AN_UNKNOWN_OUTLET: "an_unknown_outlet",
    UNKNOWN_OUTLET: "unknown_outlet",
    UNDATED: "undated",
}
_WORDS_FOR_IT = re.compile(rf"\b(?:{'|'.join(_NOT_KNOWN)})\b")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


def say_note(note: str) -> str:
    """As plain text, for those who hear it and for the scripts of the page."""
    return _translated(note) or note


def show_note(note: str) -> str:
    """As HTML, with commands between backticks set as code."""
    said = _translated(note)
    return told(said) if said is not None else _english(told(note))


def show_label(note: str) -> str:
    """A short one, as HTML that keeps its direction to itself."""
    said = _translated(note)
    return isolated(said) if said is not None else _english(isolated(note))


def localized(named: str) -> str:
    """Of `The Lantern, 4 May 2026` the days, and of `unknown outlet, undated` all, as the language writes them."""
    if language() == DEFAULT:
        return named
    return _WORDS_FOR_IT.sub(lambda match: say(_NOT_KNOWN[match[0]]), _DAY.sub(_day, named))


def _translated(note: str) -> str | None:
    if language() == DEFAULT:
        return note
    for pattern, words in _patterns(language()):
        if match := pattern.fullmatch(note):
            return words.format(**{place: _filled(place, value) for place, value in match.groupdict().items()})
    return None


def _filled(place: str, value: str) -> str:
    if place == "words":
        return value
    if _NUMBER.fullmatch(value):
        return say_number(int(value.replace(",", "")))
    return table(language()).notes.get(value) or localized(value)


def _english(html: str) -> str:
    return f'<span lang="{text(DEFAULT)}">{html}</span>'


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    notes: Mapping[str, str] = table(code).notes
    return tuple((_pattern(english), words) for english, words in notes.items())


def _pattern(english: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", english)
    drawn = (f"(?P<{piece}>.+?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    return re.compile("".join(drawn), re.DOTALL)


def _day(match: re.Match[str]) -> str:
    try:
        return say_day(date(int(match[3]), _MONTHS[match[2]], int(match[1])))
    except ValueError:
        return match[0]
