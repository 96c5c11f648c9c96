"""Weekdays and "yesterday" -> the day that is meant, where the article's own day is known."""

import re
from datetime import date, timedelta

from assistant.answer import ResolvedDate
from assistant.language.facts import lies_ahead
from assistant.language.lexicon import MONTHS, RELATIVE_DAYS, WEEKDAYS
from assistant.language.quotations import blank_quotations
from assistant.language.tense import tells_of_past

__all__ = ["resolve_dates"]

_MONTHS = "|".join(MONTHS)
_WORDS = re.compile(
    rf"\b(?:(?P<which>last|next|this|coming|past)\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})\b"
    rf"(?!\s*,?\s*(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s+of)?\s+(?:{_MONTHS})|the\s+\d|\d+[./-]\d"
    rf"|(?:{_MONTHS})))"
    rf"|\b(?P<relative>{'|'.join(RELATIVE_DAYS)})\b",
    re.IGNORECASE,
)


def resolve_dates(sentence: str, published_on: date | None) -> tuple[ResolvedDate, ...]:
    """The weekdays and relative days of a sentence, in its order, as days.

    A weekday is the nearest such day up to the day of publication where its clause tells of the past; one that looks
    ahead ("will", "next", "opens on Monday") could lie on either side and is left as it stands. Words inside quotation
    marks are not resolved: they count from the day they were spoken, and plurals ("on Mondays") are no days.
    """
    if published_on is None:
        return ()
    outside = blank_quotations(sentence)
    found: dict[str, date] = {}
    for match in _WORDS.finditer(outside):
        day = _day_of(match, outside, published_on)
        if day is not None:
            found.setdefault(" ".join(match.group().split()), day)
    return tuple(ResolvedDate(words, day) for words, day in found.items())


def _day_of(match: re.Match[str], sentence: str, published_on: date) -> date | None:
    if relative := match["relative"]:
        return published_on + timedelta(days=RELATIVE_DAYS[relative.lower()])
    if re.search(r"\b(?:every|each)\s+$", sentence[: match.start()], re.IGNORECASE):
        return None
    back = (published_on.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    which = (match["which"] or "").lower()
    if which == "coming":
        return published_on + timedelta(days=7 - back)
    if which in ("last", "past"):
        return published_on - timedelta(days=back or 7)
    if back and (which in ("next", "this") or lies_ahead(sentence)):
        return None
    if not tells_of_past(sentence, match.start("weekday")):
        return None
    return published_on - timedelta(days=back)
