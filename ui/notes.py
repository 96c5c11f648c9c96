"""What the assistant says of an answer, in the reader's language: reasons, notices and doubts.

The assistant writes English. A table of a language may hold its notes under `[notes]`, each under the English one with
the places that are filled; what is not known there is shown as it stands, and marked as English. What fills a place may
be a note itself, as the name of a language is; `{words}` are somebody's own, and stay.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from assistant.answer import AN_UNKNOWN_OUTLET, KINDS, UNDATED, UNKNOWN_OUTLET
from assistant.answer import say_kind as say_kind_in_english
from ui.language import DEFAULT, language, say, say_number, table
from ui.markup import isolated, text, told
from ui.words import say_day, say_month

__all__ = ["localized", "say_attribution", "say_note", "show_label", "show_note"]

_MONTHS = {name: number for number, name in enumerate(table(DEFAULT).months, 1)}
_NOT_KNOWN = {
    AN_UNKNOWN_OUTLET: "an_unknown_outlet",
    UNKNOWN_OUTLET: "unknown_outlet",
    UNDATED: "undated",
}
_WORDS_FOR_IT = re.compile(rf"\b(?:{'|'.join(_NOT_KNOWN)})\b")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


_DATED = (
    rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)})(?: \d{{4}})?|\d{{4}}|{UNDATED})(?:, \d\d:\d\d)?(?:, updated [^()]+?)?"
)
_RESOLVED = re.compile(rf" \([^():]+: \d{{1,2}} (?:{'|'.join(_MONTHS)}) \d{{4}}[^()]*\)$")
_UPDATED = re.compile(r", updated (.+)")
_MONTH_OF_YEAR = re.compile(rf"(?<!\d )\b({'|'.join(_MONTHS)}) (\d{{4}})\b")
_DAY_OF_YEAR = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b(?! \d{{4}})")


def say_attribution(attribution: str) -> str:
    """Who says a statement, where and when, or what of it was corrected; names and quoted words stay."""
    if language() == DEFAULT:
        return attribution
    resolved = _RESOLVED.search(attribution)
    named = attribution[: resolved.start()] if resolved else attribution
    named, kind = _without_kind(named)
    for pattern, words in _attributions(language()):
        if match := pattern.fullmatch(named):
            places = {place: _dated(value) if place == "dated" else value for place, value in match.groupdict().items()}
            named = words.format(**places)
            break
    return localized(named) + kind + (localized(resolved[0]) if resolved else "")


def _without_kind(named: str) -> tuple[str, str]:
    """ ", opinion" behind the outlet and day of one of a list, in the language."""
    for kind in KINDS:
        if (said := say_kind_in_english(kind)) and named.endswith(f", {said}"):
            return named.removesuffix(f", {said}"), f", {say(f'kind.{kind}')}"
    for english, words in table(language()).attributions.items():
        if english.startswith(", press release") and named.endswith(english):
            return named.removesuffix(english), words
    return named, ""


def _dated(value: str) -> str:
    forms = table(language()).attributions

    def day(match: re.Match[str]) -> str:
        return forms["{day} {month}"].format(day=match[1], month=table(language()).months[_MONTHS[match[2]] - 1])

    value = _MONTH_OF_YEAR.sub(lambda match: say_month(f"{match[2]}-{_MONTHS[match[1]]:02}"), value)
    value = _UPDATED.sub(lambda match: forms[", updated {dated}"].format(dated=match[1]), value)
    return _DAY_OF_YEAR.sub(day, value) if "{day} {month}" in forms else value


@cache
def _attributions(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    given = table(code).attributions
    whole = {english: words for english, words in given.items() if not english.startswith((", ", "{day}"))}
    return tuple((_pattern(english, dated=_DATED), words) for english, words in whole.items())


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


def _pattern(english: str, **places: str) -> re.Pattern[str]:
    """`places`: what may fill some of them; whatever there is, the others."""
    pieces = re.split(r"\{(\w+)\}", english)
    drawn = (
        f"(?P<{piece}>{places.get(piece, '.+?')})" if number % 2 else re.escape(piece)
        for number, piece in enumerate(pieces)
    )
    return re.compile("".join(drawn), re.DOTALL)


def _day(match: re.Match[str]) -> str:
    try:
        return say_day(date(int(match[3]), _MONTHS[match[2]], int(match[1])))
    except ValueError:
        return match[0]
