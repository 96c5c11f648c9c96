"""Dates, names and counts in the words of a reader's language; a missing one is said, never guessed."""

import re
from datetime import date, datetime
from pathlib import Path

from assistant.answer import KINDS, Correction
from assistant.answer import say_kind as kind_in_english
from assistant.archive import Coverage
from ui.language import say, say_number, spoken_table

__all__ = [
    "count",
    "name_kind",
    "say_coverage",
    "say_day",
    "say_kind",
    "say_moment",
    "say_month",
    "say_notice",
    "say_path",
    "say_place",
    "say_span",
    "unknown_outlet",
]


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`3 articles`, `1 article`, for a terminal; thousands are set apart."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def unknown_outlet() -> str:
    return say("unknown_outlet")


def name_kind(kind: str) -> str:
    """`press release`, `news`, `unknown`: to choose one of all."""
    return say(f"kind.{kind}") if kind in KINDS else kind.replace("_", " ")


def say_kind(kind: str | None) -> str | None:
    """`press release`; None for news, and where nobody knows."""
    return name_kind(kind) if kind and kind_in_english(kind) else None


def say_day(day: date, *, short: bool = False) -> str:
    spoken = spoken_table()
    months = spoken.short_months if short else spoken.months
    written = spoken.short_day if short else spoken.day
    return written.format(day=day.day, month=months[day.month - 1], year=day.year)


def say_month(month: str) -> str:
    """`2031-05` as "May 2031"."""
    spoken = spoken_table()
    return spoken.month.format(month=spoken.months[int(month[5:7]) - 1], year=month[:4])


def say_moment(moment: str | None, *, short: bool = False) -> str:
    """An ISO 8601 day or time in its own precision and its own offset; None is "undated".

    What is not ISO 8601 is shown as it stands: better the source's own words than a guess.
    """
    if moment is None or not moment.strip():
        return say("undated")
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
    words = re.sub(r"^\W*(?:corrections?|clarifications?)\W*[:.–—-]\s*", "", correction.text, flags=re.IGNORECASE)
    words = words or correction.text
    return (
        say("correction_of", day=say_day(correction.day), words=words)
        if correction.day
        else say("correction", words=words)
    )


def say_span(first_on: date | None, last_on: date | None) -> str:
    if first_on is None or last_on is None:
        return say("no_dates")
    if first_on == last_on:
        return say_day(first_on)
    return say("span", first=say_day(first_on), last=say_day(last_on))


def say_place(place: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `23rd`."""
    endings = spoken_table().ordinals
    is_own = len(endings) > 1 and place % 10 in (1, 2, 3) and place % 100 not in (11, 12, 13)
    return f"{say_number(place)}{endings[place % 10 if is_own else 0]}"


def say_path(path: Path) -> str:
    """The path, from `~` on where it is below the home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def say_coverage(coverage: Coverage) -> str:
    """`24 articles from 3 outlets, 2 March 2031 to 9 June 2031, 1 undated`."""
    named = [name for name, _ in coverage.publishers if name]
    parts = [say("articles", n=coverage.article_count)]
    if named:
        parts[0] = say("coverage_from", articles=parts[0], outlets=say("outlets", n=len(named)))
    if coverage.article_count:
        parts.append(say_span(coverage.first_on, coverage.last_on))
    if coverage.undated_count:
        parts.append(say("coverage_undated", n=coverage.undated_count))
    return ", ".join(parts)
