"""Dates, names and counts in the words a reader sees; a missing one is said, never guessed."""

import re
from datetime import date, datetime
from pathlib import Path

from assistant.answer import Correction
from assistant.archive import Coverage
from assistant.language.lexicon import MONTHS

__all__ = [
    "UNDATED",
    "UNKNOWN_PUBLISHER",
    "count",
    "say_coverage",
    "say_day",
    "say_moment",
    "say_month",
    "say_notice",
    "say_path",
    "say_place",
    "say_span",
]

UNDATED = "undated"
UNKNOWN_PUBLISHER = "unknown outlet"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`3 articles`, `1 article`; thousands are set apart."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def say_day(day: date, *, short: bool = False) -> str:
    month = MONTHS[day.month - 1].capitalize()
    return f"{day.day} {month[:3] if short else month} {day.year}"


def say_month(month: str) -> str:
    """`2031-05` as "May 2031"."""
    return f"{MONTHS[int(month[5:7]) - 1].capitalize()} {month[:4]}"


def say_moment(moment: str | None, *, short: bool = False) -> str:
    """An ISO 8601 day or time in its own precision and its own offset; None is "undated".

    What is not ISO 8601 is shown as it stands: better the source's own words than a guess.
    """
    if moment is None or not moment.strip():
        return UNDATED
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    day = say_day(parsed.date(), short=short)
    if short or len(moment.strip()) <= len("2026-01-01"):
        return day
    offset = parsed.strftime("%z")
    zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
    return f"{day}, {parsed:%H:%M}{zone}".replace(" (UTC+00:00)", " (UTC)")


def say_notice(correction: Correction) -> str:
    """`Correction of 5 July 2025: The figure was wrong.`; its own heading is not repeated."""
    when = f" of {say_day(correction.day)}" if correction.day else ""
    words = re.sub(r"^\W*(?:corrections?|clarifications?)\W*[:.–—-]\s*", "", correction.text, flags=re.IGNORECASE)
    return f"Correction{when}: {words or correction.text}"


def say_span(first_on: date | None, last_on: date | None) -> str:
    if first_on is None or last_on is None:
        return "no dates known"
    if first_on == last_on:
        return say_day(first_on)
    return f"{say_day(first_on)} to {say_day(last_on)}"


def say_place(place: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `23rd`."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{ending}"


def say_path(path: Path) -> str:
    """The path, from `~` on where it is below the home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def say_coverage(coverage: Coverage) -> str:
    """`24 articles from 3 outlets, 2 March 2031 to 9 June 2031, 1 undated`."""
    named = [name for name, _ in coverage.publishers if name]
    parts = [count(coverage.article_count, "article")]
    if named:
        parts[0] += f" from {count(len(named), 'outlet')}"
    if coverage.article_count:
        parts.append(say_span(coverage.first_on, coverage.last_on))
    if coverage.undated_count:
        parts.append(f"{coverage.undated_count:,} undated")
    return ", ".join(parts)
