"""Dates as people and machines write them, kept at the precision they were given, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from assistant.language.date_order import DateOrder, full_year, latest_today, only_reading, ordered
from assistant.language.date_patterns import (
    EAST_ASIAN_AFTERNOON,
    EPOCH,
    MONTH_ONLY,
    OFFSET,
    SHORT,
    TIME_FIRST,
    WRITTEN,
    YEAR_ONLY,
)
from assistant.language.lexicon import DATED_MONTH_NUMBERS, ZONES

# The first newspaper is younger than the printing press; a date before it is a fault of the source.
EARLIEST_YEAR = 1450
# Embargoed and planned pieces carry dates ahead; more than this is a fault of the source.
_YEARS_AHEAD = 2
_LONGEST_VALUE = 100
_DATELINE_LINES = 5
_LONGEST_DATELINE = 60
_CLOCK = re.compile(r"\s*(?:uhr|hrs?)\b")
_ZERO = date(1970, 1, 1)
"""With midnight behind it: what computers write for a time that nobody gave."""
_CLOCK_PARTS = ("hour", "minute", "second")
_UNITS = {"seconds": 1, "milliseconds": 1000, "microseconds": 10**6, "nanoseconds": 10**9}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at the precision it was given.

    `text` is ISO 8601: "2015", "2015-09", "2015-09-01", "2015-09-01T12:30:00" (local, no offset known) or
    "2015-09-01T12:30:00+02:00". `day` is the local day as written, None where only the month or year is known.
    """

    text: str
    day: date | None


def parse_moment(value: str, *, default_offset: tzinfo | None = None, order: DateOrder | None = None) -> Moment | None:
    """The date in a metadata field, or None where there is none that is certain. Never falls back to today.

    Understood: ISO 8601, RFC 2822, dates in English, French, Spanish, German, Italian, Portuguese and Dutch words,
    Chinese, Japanese and Korean ones, digits (YYYYMMDD, Unix seconds and milliseconds); other languages through
    dateparser, strictly. 03/04/2015 is None, for nobody can tell the month, unless the `order` of day, month and year
    in its column is known ("dmy"). `default_offset` is given to times that name none. None too for years before 1450
    or more than two years ahead.
    """
    cleaned = _cleaned(value)
    if not cleaned or len(cleaned) > _LONGEST_VALUE:
        return None
    cleaned = (ordered(cleaned, order) if order is not None else only_reading(cleaned)) or cleaned
    return _parse(cleaned, default_offset, patterns_only=False)


def find_dateline(text: str) -> Moment | None:
    """The date that stands alone on one of the first five lines that are not blank, such as "Tuesday, May 5, 2015"."""
    position = seen = 0
    while seen < _DATELINE_LINES and position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].strip() if end - position < 10 * _LONGEST_DATELINE else "-" * 2 * _LONGEST_DATELINE
        position = end + 1
        if not line:
            continue
        seen += 1
        if len(line) <= _LONGEST_DATELINE and not line.isdigit():
            moment = _parse(_cleaned(line), None, patterns_only=True)
            if moment is not None and moment.day is not None:
                return moment
    return None


def _cleaned(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value[: 4 * _LONGEST_VALUE]).lower().replace("−", "-").split()).strip(
        " ,;|"
    )


def _parse(cleaned: str, default_offset: tzinfo | None, *, patterns_only: bool) -> Moment | None:
    for pattern in WRITTEN if patterns_only else (*WRITTEN, *SHORT):
        match = pattern.match(cleaned)
        if match is not None:
            return _from_match(match, default_offset)
    time_first = TIME_FIRST.match(cleaned)
    if time_first is not None and not TIME_FIRST.match(time_first["rest"]):
        time = _CLOCK.sub("", time_first["time"])
        return _parse(f"{time_first['rest'].strip()} {time}", default_offset, patterns_only=True)
    for pattern, read in _COARSE:
        match = pattern.match(cleaned)
        if match is not None:
            return read(match)
    return None if patterns_only else _through_dateparser(cleaned)


def _from_match(match: re.Match[str], default_offset: tzinfo | None) -> Moment | None:
    parts = match.groupdict()
    try:
        written = int(parts["year"])
        year, month, day_number = written if len(parts["year"]) == 4 else full_year(written), *_month_and_day(parts)
        day = date(year, month, day_number)
        if not _is_plausible(day):
            return None
        if day == _ZERO and parts["hour"] is not None and not any(int(parts[name] or 0) for name in _CLOCK_PARTS):
            return None
        if parts["hour"] is None or (parts["minute"] is None and parts.get("half") is None):
            return Moment(day.isoformat(), day)
        return _at_time(day, parts, default_offset)
    except ValueError:
        return None


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    """Month and day, whichever way round. ValueError if that cannot be told."""
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if one <= 12 and two <= 12 and one != two:
            raise ValueError
        return (one, two) if one <= 12 else (two, one)
    name = parts.get("name")
    return DATED_MONTH_NUMBERS[name] if name else int(parts["month"] or 0), int(parts["day"] or 0)


def _at_time(day: date, parts: dict[str, str | None], default_offset: tzinfo | None) -> Moment:
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    second = min(int(parts["second"] or 0), 59)  # 60 is a leap second
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half.startswith("p") or half in EAST_ASIAN_AFTERNOON else 0)
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_offset(parts["zone"], default_offset))
    return Moment(moment.isoformat(timespec="seconds"), day)


def _offset(zone: str | None, default_offset: tzinfo | None) -> tzinfo | None:
    """The offset of a zone as written. An abbreviation that is not known is left out, not replaced by a default."""
    if zone is None or zone == "-0000":  # RFC 2822: the local zone is not known
        return default_offset
    match = OFFSET.match(zone)
    if match is None:
        return timezone(timedelta(hours=ZONES[zone])) if zone in ZONES else None
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError
    return timezone((1 if match["sign"] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _is_plausible(day: date) -> bool:
    return day.year >= EARLIEST_YEAR and day.toordinal() <= latest_today().toordinal() + 366 * _YEARS_AHEAD


def _month_moment(match: re.Match[str]) -> Moment | None:
    year = int(match["year"] or match["year_2"])
    month = int(match["month"]) if match["month"] else DATED_MONTH_NUMBERS[match["name"]]
    if not 1 <= month <= 12 or year < 1 or not _is_plausible(date(year, month, 1)):
        return None
    return Moment(f"{year:04}-{month:02}", None)


def _year_moment(match: re.Match[str]) -> Moment | None:
    year = int(match["year"])
    return Moment(f"{year:04}", None) if year >= 1 and _is_plausible(date(year, 1, 1)) else None


def _epoch_moment(match: re.Match[str]) -> Moment | None:
    """Unix time: a moment in UTC, and the day there, for want of a better one."""
    parts = match.groupdict()
    seconds = next(int(parts[unit]) // many for unit, many in _UNITS.items() if parts[unit])
    moment = datetime.fromtimestamp(seconds, UTC)
    return Moment(moment.isoformat(timespec="seconds"), moment.date()) if _is_plausible(moment.date()) else None


_COARSE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment | None]], ...] = (
    (MONTH_ONLY, _month_moment),
    (YEAR_ONLY, _year_moment),
    (EPOCH, _epoch_moment),
)


@lru_cache(maxsize=4096)
def _through_dateparser(cleaned: str) -> Moment | None:
    """Other languages. dateparser may complete and reinterpret: only a day whose numbers stand in the value counts."""
    years, has_words = re.findall(r"(?<!\d)\d{4}(?!\d)", cleaned), re.search(r"[^\W\d_]{3}", cleaned)
    if len(years) != 1 or not has_words or cleaned.isascii():
        return None
    import dateparser

    strictly = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(cleaned, settings=strictly)
    if found is None or not _is_plausible(found.date()):
        return None
    written = {int(digits) for digits in re.findall(r"\d+", cleaned)}
    return Moment(found.date().isoformat(), found.date()) if {found.year, found.day} <= written else None
