"""Times as programs and databases write them, in the one form that dates are read from."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ingest.date_labels import published_part

__all__ = ["written_time"]

_DEEPEST = 4
_KEYS = (
    "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "iso", "iso8601", "rfc3339", "rendered",
    "datetime", "dateTime", "date_time", "date", "timestamp", "value", "#text", "@value", "text", "raw",
)  # fmt: skip
_SECONDS = ("seconds", "_seconds", "epochSecond", "unix")
_EARLIEST_YEAR = 1450
_LATEST_YEAR = 2200
_LONGEST = 100
_WRAPPED = re.compile(
    r"^(?:ISODate|Timestamp|Date|new Date|NumberLong|datetime64|np\.datetime64|pd\.Timestamp|DateTime)\(\s*[\"']?"
    r"(?P<time>[^\"'()]+)[\"']?[^()]*\)$"
)
_DOT_NET = re.compile(r"^\\?/Date\((?P<time>-?\d+)(?:[+-]\d{4})?\)\\?/$")
_PYTHON = re.compile(r"^(?:datetime\.)?(?:datetime|date)\((?P<numbers>\d{4}(?:,\s*\d{1,6}){2,6})(?:,.*)?\)$")
_LIST = re.compile(r"^\[\s*(?P<numbers>\d{4}(?:\s*,\s*\d{1,9}){2,6})\s*\]$")
_PDF = re.compile(r"^D:(?P<day>\d{8})(?P<clock>\d{4,6})?(?P<zone>Z|[+-]\d{2}'?\d{2}'?)?$")
_YEAR_LAST = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)\w*\s+(?P<month>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<clock>\d\d:\d\d(?::\d\d)?)\s+"
    r"(?:(?P<zone>[+-]\d{4}|UTC|GMT|Z)\s+)?(?P<year>\d{4})$",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"^\d\.\d{1,18}e\+?\d{1,2}$", re.IGNORECASE)
_ISO_WEEK = re.compile(r"^(?P<year>\d{4})-?W(?P<week>\d\d)-?(?P<day>[1-7])$")
_ZONE_NAME = re.compile(r"\s*(?:\[[\w/+-]+\]|\((?!GMT|UTC)[^()]{5,60}\))$")
_OFFSET_NAMED = re.compile(r"(?<=[+-]\d{4})\s*\([A-Z]{2,5}\)$")
"""`+0000 (UTC)`, as mails have it: the name says nothing more."""
_READ_IN = re.compile(r"\s*[|•·,–—-]\s*\d{1,3}[\s-]*min(?:ute)?s?\b(?:[\s-]+read)?\W*$", re.IGNORECASE)
_GMT_OFFSET = re.compile(r"\s+(?:GMT|UTC)(?=[+-]\d{4}$)")
_CALLED = re.compile(
    r"^(?:(?:first |originally )?(?:published|posted|date|veröffentlicht|erschienen|publié|publicado)"
    r"(?: (?:on|at|am|le|el))?|on|den)\s*:?\s+",
    re.IGNORECASE,
)


def written_time(value: object, levels: int = _DEEPEST) -> str | None:
    """A date or time in words or digits out of what a program wrote; None where there is plainly none.

    Read: Unix time in seconds (with a fraction too) to nanoseconds, MongoDB's `$date` and `$numberLong`, Firestore's
    `seconds`, the `date-parts` of CSL, PHP's `date` with `timezone`, `[2026, 3, 4, 10, 30]`,
    `{"year": 2026, "month": 3, "day": 4}`, and the forms in which .NET, Java, JavaScript, Python and PDF print a time.
    """
    if levels == 0 or isinstance(value, bool | bytes):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _in_fields(value, levels)
    if isinstance(value, Sequence) and not isinstance(value, str):
        is_one = len(value) == 1 or (len(value) > 1 and not isinstance(value[0], int | float))
        return _of_numbers(value) or (written_time(value[0], levels - 1) if is_one else None)
    if isinstance(value, str) and _EXPONENT.match(value.strip()):
        value = float(value)  # as tables write a long number
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float) or len(str(value)) >= _LONGEST:
        return None
    return _plain(str(value).strip())


def _in_fields(fields: Mapping[object, object], levels: int) -> str | None:
    dated = fields.get("date-parts") or fields.get("date_parts")
    if isinstance(dated, Sequence) and not isinstance(dated, str) and dated:
        return _of_parts(dated[0] if isinstance(dated[0], Sequence) and not isinstance(dated[0], str) else dated)
    parts = [fields.get(name) for name in ("year", "month", "day")]
    if all(isinstance(part, int) for part in parts):
        return _of_numbers(parts)
    seconds = next((fields[name] for name in _SECONDS if isinstance(fields.get(name), int | str)), None)
    value = next((fields[key] for key in _KEYS if fields.get(key)), seconds)
    found = written_time(value, levels - 1)
    zone = fields.get("timezone")
    is_local = found is not None and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?", found)
    return (
        f"{found} {zone}" if is_local and isinstance(zone, str) and re.fullmatch(r"UTC|[+-]\d\d:\d\d", zone) else found
    )


def _of_numbers(numbers: Sequence[object]) -> str | None:
    """Year, month, day and perhaps hour, minute, second (and fractions of it, which are left out)."""
    found = [number for number in numbers[:6] if isinstance(number, int) and not isinstance(number, bool)]
    if len(found) < min(3, len(numbers)) or len(found) < 3 or not _EARLIEST_YEAR <= found[0] <= _LATEST_YEAR:
        return None
    day = f"{found[0]:04}-{found[1]:02}-{found[2]:02}"
    return f"{day}T{found[3]:02}:{found[4]:02}:{found[5] if len(found) > 5 else 0:02}" if len(found) > 4 else day


def _of_parts(parts: Sequence[object]) -> str | None:
    """A day, a month or a year as CSL has it, in numbers or digits."""
    numbers = [int(str(part)) for part in parts[:3] if str(part).isdecimal() and len(str(part)) < 5]
    if len(numbers) == 3:
        return _of_numbers(numbers)
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])]) if numbers else None


def _plain(written: str) -> str:
    if listed := _PYTHON.match(written) or _LIST.match(written):
        return _of_numbers([int(number) for number in listed["numbers"].split(",")]) or written
    if pdf := _PDF.match(written):
        clock = f"{pdf['clock']:0<6}" if pdf["clock"] else ""
        return pdf["day"] + clock + (pdf["zone"] or "").replace("'", "")
    if last := _YEAR_LAST.match(written):
        return f"{last['day']} {last['month']} {last['year']} {last['clock']} {last['zone'] or ''}".strip()
    if week := _ISO_WEEK.match(written):
        return _of_week(*(int(week[part]) for part in ("year", "week", "day"))) or written
    if wrapped := _WRAPPED.match(written) or _DOT_NET.match(written):
        return wrapped["time"].strip()
    written = _OFFSET_NAMED.sub("", _READ_IN.sub("", published_part(written)))
    return _CALLED.sub("", _GMT_OFFSET.sub(" ", _ZONE_NAME.sub("", written)))


def _of_week(year: int, week: int, day: int) -> str | None:
    try:
        return date.fromisocalendar(year, week, day).isoformat()
    except ValueError:
        return None
