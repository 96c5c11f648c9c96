"""What a caller wrote for a filter -> days and names, or an error that says how to write it."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime

from assistant.errors import FilterError

__all__ = ["day_of", "names_of", "read_day"]

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def read_day(value: str, *, is_end: bool = False) -> date:
    """YYYY-MM-DD, or YYYY-MM or YYYY, which mean their first day, or their last where `is_end`. Raises FilterError."""
    found = _DAY.fullmatch(value.strip())
    message = f"{value[:40]!r} is not a day. Write YYYY-MM-DD, YYYY-MM or YYYY, such as 2026-05-04."
    if not found:
        raise FilterError(message)
    year = int(found[1])
    month, day = (int(part) if part else None for part in found.groups()[1:])
    try:
        if month is None:
            month = 12 if is_end else 1
        if day is None:
            day = monthrange(year, month)[1] if is_end else 1
        return date(year, month, day)
    except ValueError:
        raise FilterError(message) from None


def day_of(name: str, value: object, *, is_end: bool = False) -> date | None:
    """A day as it was given: a date, a time, which means its day, or text, where blank is none. Raises FilterError."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return read_day(value, is_end=is_end)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    message = f"`{name}` takes a date, or text such as 2026-05-04; not {type(value).__name__}."
    raise FilterError(message)


def names_of(name: str, value: object) -> tuple[str, ...]:
    """Names as they were given, one or several. Raises FilterError."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    given = tuple(value) if isinstance(value, Iterable) and not isinstance(value, bytes | dict) else (None,)
    if not all(isinstance(one, str) for one in given):
        message = f"`{name}` takes names: one text, or a list of texts; not {type(value).__name__}."
        raise FilterError(message)
    return given
