"""Weekdays and "yesterday" -> the day that is meant, where the article's own day is known."""

import re
from datetime import date, timedelta

from assistant.answer import ResolvedDate

__all__ = ["day_in_words", "resolve_dates"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RELATIVE = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_WORDS = re.compile(
    rf"\b(?:(?P<which>last|next|this|coming|past)\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    rf"(?!\s*,?\s*(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s+of)?\s+(?:{'|'.join(_MONTHS)})|the\s+\d|\d+[./-]\d"
    rf"|(?:{'|'.join(_MONTHS)})))"
    rf"|\b(?P<relative>{'|'.join(_RELATIVE)})\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*(?:[\"”“»]|$)")
_AHEAD = re.compile(
    r"\b(?:will|would|next|due|planned?|scheduled|expected|set to|is to|are to|upcoming)\b", re.IGNORECASE
)


def resolve_dates(sentence: str, published_on: date | None) -> tuple[ResolvedDate, ...]:
    """The weekdays and relative days of a sentence, in its order, as days.

    A weekday is the nearest such day up to the day of publication; one in a sentence that looks ahead ("will", "next")
    could lie on either side and is left as it stands. Words inside quotation marks are not resolved: they count from
    the day they were spoken, and plurals ("on Mondays") are no days.
    """
    if published_on is None:
        return ()
    outside = _QUOTED.sub(lambda found: " " * len(found.group()), sentence)
    found: dict[str, date] = {}
    for match in _WORDS.finditer(outside):
        day = _day_of(match, outside, published_on)
        if day is not None:
            found.setdefault(" ".join(match.group().split()), day)
    return tuple(ResolvedDate(words, day) for words, day in found.items())


def day_in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day_of(match: re.Match[str], sentence: str, published_on: date) -> date | None:
    if relative := match["relative"]:
        return published_on + timedelta(days=_RELATIVE[relative.lower()])
    if re.search(r"\b(?:every|each)\s+$", sentence[: match.start()], re.IGNORECASE):
        return None
    back = (published_on.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    which = (match["which"] or "").lower()
    if which == "coming":
        return published_on + timedelta(days=7 - back)
    if which in ("last", "past"):
        return published_on - timedelta(days=back or 7)
    if back and (which in ("next", "this") or _AHEAD.search(sentence)):
        return None
    return published_on - timedelta(days=back)
