"""The entries of a live blog in its text: each begins with a line that is nothing but its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from assistant.language.lexicon import MONTHS
from assistant.language.listed import alternatives

__all__ = ["FEWEST_ENTRIES", "Entry", "entry_at", "find_entries", "format_entry_head", "is_entry_head", "time_of_entry"]

FEWEST_ENTRIES = 2
"""A single line with a time in it is anything; two make a live blog."""
_LONGEST_HEAD = 60
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?:[.:h](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?uhr)?"
_ZONE = r"(?:\s*\(?(?-i:(?P<zone>[A-Z]{2,5}(?:[+-]\d{1,2})?))\)?)?"
_DAY = rf"(?P<day>\d{{1,2}}) (?P<month>{alternatives(MONTHS)}) (?P<year>\d{{4}})"
_HEAD = re.compile(rf"\s*{_CLOCK}{_ZONE}(?:,?\s+{_DAY})?\s*", re.IGNORECASE)
_LINE = re.compile(rf"^[^\S\n]*\d[^\n]{{1,{_LONGEST_HEAD}}}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of a live blog, its head included; `start` and `end` count characters of the text."""

    start: int
    end: int
    at: datetime | None
    """When it was posted, by the clock of the page; None where the head names no day."""


def format_entry_head(clock: str, day: date | None) -> str:
    """`09:40 GMT, 5 March 2026`: the page's own words for the hour, and the day."""
    return f"{clock}, {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}" if day else clock


def find_entries(text: str, day: date | None = None) -> list[Entry]:
    """The entries in the order of the text; none where fewer than FEWEST_ENTRIES lines are a time and nothing else.

    `day`: of a live blog whose heads name no day, where their hours run one way, so that no night lies between them.
    """
    heads = [(found.start(), head) for found in _LINE.finditer(text) if (head := _read_head(found.group()))]
    if len(heads) < FEWEST_ENTRIES:
        return []
    ends = [*(start for start, _ in heads[1:]), len(text)]
    moments = [_moment(head) for _, head in heads]
    if day is not None and not any(moments):
        moments = _on_one_day([head for _, head in heads], day)
    return [Entry(start, end, at) for (start, _), end, at in zip(heads, ends, moments, strict=True)]


def _on_one_day(heads: Sequence[re.Match[str]], day: date) -> list[datetime | None]:
    clocks = [_clock(head) for head in heads]
    runs_one_way = clocks in (sorted(clocks), sorted(clocks, reverse=True))
    return [datetime.combine(day, clock) if runs_one_way else None for clock in clocks]


def time_of_entry(text: str, place: int, day: date | None = None) -> datetime | None:
    """When the entry that holds this character was posted; None outside of one, or where neither its head names a day
    nor the live blog is of one (see `find_entries`)."""
    entry = entry_at(find_entries(text, day), place)
    return entry.at if entry else None


def is_entry_head(line: str) -> bool:
    """Whether it is a time and nothing else."""
    return len(line) <= _LONGEST_HEAD and _read_head(line) is not None


def entry_at(entries: Sequence[Entry], place: int) -> Entry | None:
    """The entry that holds this character."""
    return next((entry for entry in entries if entry.start <= place < entry.end), None)


def _read_head(line: str) -> re.Match[str] | None:
    """The match of a whole line; "12" alone is a number, and "2026" no clock."""
    head = _HEAD.fullmatch(line)
    return head if head and (head["minute"] or head["half"] or "uhr" in line.lower()) else None


def _moment(head: re.Match[str]) -> datetime | None:
    if not head["day"]:
        return None
    try:
        return datetime.combine(
            date(int(head["year"]), MONTHS.index(head["month"].lower()) + 1, int(head["day"])), _clock(head)
        )
    except ValueError:
        return None


def _clock(head: re.Match[str]) -> time:
    hour = int(head["hour"])
    if head["half"]:
        hour = hour % 12 + 12 * (head["half"].lower() == "p")
    return time(hour, int(head["minute"] or 0))
