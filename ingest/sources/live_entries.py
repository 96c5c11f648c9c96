"""The entries of a live blog: those a page declares for machines, put together with those it shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import pairwise

from assistant.language import Moment
from assistant.language.entries import format_entry_head
from ingest.clean import moment_in, storable
from ingest.sources.markup import text_of_markup
from ingest.sources.page_schema import Schema, declared_name, words_of

__all__ = [
    "MOST_ENTRIES",
    "LiveEntry",
    "clock_in",
    "days_of",
    "declared_entries",
    "is_clock",
    "is_live_blog",
    "read_time",
    "text_of_entries",
    "time_with_day",
    "together",
]

MOST_ENTRIES = 2000
"""A day's blog has some two hundred."""
_COMPARED = 200
"""Characters: a declared body may be cut."""
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[.:h]([0-5]\d)(?:\s?([ap])\.?m\b\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?(?![\d:])", re.I)
_JUMP = 30
"""Minutes that an entry may lie behind the one before it: some are posted late."""
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)
"""No clock on earth is farther off UTC."""


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One piece of a live blog."""

    clock: str
    """The hour as the page prints it, else as it is declared; blank where neither says one."""
    posted_at: datetime | None
    headline: str | None
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        return " ".join(words_of(" ".join(self.paragraphs)))


def is_live_blog(schema: Schema) -> bool:
    kinds = schema.get("@type")
    is_called_so = any(kind == "LiveBlogPosting" for kind in (kinds if isinstance(kinds, list) else [kinds]))
    return is_called_so or bool(schema.get("liveBlogUpdate"))


def declared_entries(schema: Schema) -> list[LiveEntry]:
    """Those of `liveBlogUpdate` that have a text."""
    updates = schema.get("liveBlogUpdate")
    rows = updates if isinstance(updates, list) else [updates]
    found = (_declared(row) for row in rows[:MOST_ENTRIES] if isinstance(row, Mapping))
    return [entry for entry in found if entry is not None]


def _declared(row: Schema) -> LiveEntry | None:
    body = row.get("articleBody") or row.get("text") or row.get("description")
    if not isinstance(body, str) or not body.strip():
        return None
    plain = text_of_markup(storable(body)[0]) if "<" in body else unescape(storable(body)[0])
    paragraphs = tuple(line.strip() for line in plain.split("\n") if line.strip())
    posted_at = read_time(row.get("datePublished") or row.get("dateCreated") or row.get("dateModified"))
    headline = declared_name(row.get("headline") or row.get("name"))
    return LiveEntry("", posted_at, headline, paragraphs) if paragraphs else None


def read_time(value: object) -> datetime | None:
    """A time with its day and hour; a day alone is no time of an entry."""
    if not isinstance(value, str) or len(value) > 40 or ":" not in value:
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def clock_in(printed: str) -> str | None:
    """The first hour in a label such as "Updated 9.40am GMT"."""
    found = _CLOCK.search(printed)
    return found.group().strip() if found else None


def is_clock(printed: str) -> bool:
    """Whether a label is an hour and nothing else."""
    found = _CLOCK.search(printed)
    return found is not None and not (printed[: found.start()] + printed[found.end() :]).strip(" .:–—|-").removesuffix(
        "Uhr"
    )


def time_with_day(printed: str) -> datetime | None:
    """The time in a label that names its day too: `4 March 2026, 09:40`."""
    moment = moment_in(printed) if len(printed) > 10 else None
    return read_time(moment.text) if moment else None


def days_of(entries: Sequence[LiveEntry], began: Moment, changed: Moment | None) -> list[date | None]:
    """The day of each entry that the page gives a bare hour: the first is of the day on which the page was published,
    and where the hour falls from one entry to the next in time, a night lies between.

    Pages run from the newest entry to the oldest or the other way round: the way with fewer nights is taken, then that
    whose first entry is nearest to the page's own hour. None for all if that leads beyond the page's last change.
    """
    if began.day is None:
        return [None] * len(entries)
    minutes = [_minutes(entry.clock) for entry in entries]
    downward, upward = (_days_in_time(entries[::step], minutes[::step], began.day) for step in (-1, 1))
    start = _minutes(began.text.partition("T")[2][:5])
    is_upward = (upward[-1:], _apart(minutes, start)) < (downward[-1:], _apart(minutes[::-1], start))
    days = upward if is_upward else downward[::-1]
    is_late = changed is not None and changed.day is not None and any(day > changed.day for day in days)
    return [None] * len(days) if is_late else [*days]


def _days_in_time(entries: Sequence[LiveEntry], minutes: Sequence[int | None], first: date) -> list[date]:
    days: list[date] = []
    day, before = first, 0
    for entry, at in zip(entries, minutes, strict=True):
        if entry.posted_at is not None:
            day = entry.posted_at.date()
        elif at is not None and at < before - _JUMP:
            day += timedelta(days=1)
        before = before if at is None else at
        days.append(day)
    return days


def _apart(minutes: Sequence[int | None], start: int | None) -> int:
    """Minutes between the page's hour and that of its first entry."""
    first = next((at for at in minutes if at is not None), None)
    return abs(first - start) if first is not None and start is not None else 0


def _minutes(clock: str) -> int | None:
    found = _CLOCK.search(clock)
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    return (hour % 12 + 12 * (half == "p") if half else hour) * 60 + int(found[2])


def together(shown: Sequence[LiveEntry], declared: Sequence[LiveEntry]) -> list[LiveEntry]:
    """Each entry once: as shown, with the time that is declared for it; then in the order of the page's times."""
    entries, left = [], list(declared)
    for entry in shown:
        twin = next((one for one in left if _are_same(entry, one)), None)
        if twin is not None:
            left.remove(twin)
            entry = replace(
                entry, posted_at=entry.posted_at or twin.posted_at, headline=entry.headline or twin.headline
            )
        entries.append(entry)
    return _in_order([*entries, *left])


def _are_same(shown: LiveEntry, declared: LiveEntry) -> bool:
    shorter, longer = sorted((shown.words, declared.words), key=len)
    return bool(shorter) and shorter[:_COMPARED] in longer


def _in_order(entries: list[LiveEntry]) -> list[LiveEntry]:
    """By time, newest first unless the page has them the other way round; as they came where a time is missing."""
    moments = [entry.posted_at for entry in entries if entry.posted_at]
    times = [moment.replace(tzinfo=moment.tzinfo or UTC) for moment in moments]
    if len(times) < len(entries) or len(times) < 2:
        return entries
    rises = sum(left < right for left, right in pairwise(times))
    order = sorted(range(len(entries)), key=lambda index: times[index], reverse=2 * rises < len(times) - 1)
    return [entries[index] for index in order]


def text_of_entries(entries: Sequence[LiveEntry], days: Sequence[date | None]) -> list[str]:
    """The paragraphs of all entries, each behind its head; `days` are those of entries with a bare hour."""
    return [paragraph for entry, day in zip(entries, days, strict=True) for paragraph in _paragraphs(entry, day)]


def _paragraphs(entry: LiveEntry, day: date | None) -> Iterator[str]:
    head = _head(entry, day)
    if head:
        yield head
    if entry.headline and words_of(entry.headline) != words_of(entry.paragraphs[0]):
        yield entry.headline
    yield from entry.paragraphs


def _head(entry: LiveEntry, day: date | None) -> str:
    if entry.posted_at is None:
        return format_entry_head(entry.clock, day) if entry.clock else ""
    shown_at = _by_the_clock(entry.clock, entry.posted_at)
    if shown_at is not None:
        return format_entry_head(entry.clock, shown_at.date())
    return format_entry_head(f"{entry.posted_at:%H:%M}{_zone(entry.posted_at)}", entry.posted_at.date())


def _zone(moment: datetime) -> str:
    if moment.utcoffset() is None:
        return ""
    minutes = int(moment.utcoffset().total_seconds()) // 60  # type: ignore[union-attr]  # just seen
    hours, rest = divmod(abs(minutes), 60)
    return " GMT" + (f"{'+' if minutes > 0 else '-'}{hours}" if hours and not rest else "")


def _by_the_clock(clock: str, posted_at: datetime) -> datetime | None:
    """The moment as the printed clock has it: pages declare UTC and print their readers' hour."""
    if _CLOCK.search(clock) is None:
        return None
    printed = _minutes(clock) or 0
    off = timedelta(minutes=(printed - posted_at.hour * 60 - posted_at.minute) % (24 * 60))
    off = off - timedelta(days=1) if off > timedelta(hours=12) else off
    return posted_at + off if abs(off) <= _FARTHEST and not off % _QUARTER else None
