"""Options that several commands share, and what stands behind them."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import FilterError

if TYPE_CHECKING:
    from assistant import Filters

__all__ = [
    "ArchiveOption",
    "AuthorOption",
    "FromOption",
    "JsonOption",
    "PublisherOption",
    "QuietOption",
    "ToOption",
    "VerboseOption",
    "first_day",
    "last_day",
    "read_filters",
]

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="Folder of the archive. [env: COPYDESK_ARCHIVE]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; errors too, on standard error.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Do not say which archive is asked.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: passages, scores, timings.")]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help="Only articles published on or after: YYYY-MM-DD, YYYY-MM or YYYY."),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DAY", help="Only articles published on or before; a month or year: its end."),
]
PublisherOption = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only this outlet; repeat for more.")
]
AuthorOption = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", help="Only this author; repeat for more.")
]

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


def read_filters(
    date_from: str | None, date_to: str | None, publishers: Sequence[str] | None, authors: Sequence[str] | None
) -> "Filters":
    """Raises FilterError for what is not a day, a range that ends before it begins, or an empty name."""
    from assistant import Filters

    first = first_day(date_from, "--from") if date_from is not None else None
    last = last_day(date_to, "--to") if date_to is not None else None
    if first and last and last < first:
        message = f"--from {first} is after --to {last}, so no article can match. Swap the two or correct one."
        raise FilterError(message)
    return Filters(
        date_from=first,
        date_to=last,
        publishers=_names(publishers, "--publisher"),
        authors=_names(authors, "--author"),
    )


def first_day(written: str, option: str) -> date:
    """The day, or the first one of the month or year."""
    year, month, day = _parts(written, option)
    return _day(year, 1 if month is None else month, 1 if day is None else day, written, option)


def last_day(written: str, option: str) -> date:
    """The day, or the last one of the month or year."""
    year, month, day = _parts(written, option)
    month = 12 if month is None else month
    first = _day(year, month, 1 if day is None else day, written, option)
    return first if day is not None else first.replace(day=calendar.monthrange(year, month)[1])


def _parts(written: str, option: str) -> tuple[int, int | None, int | None]:
    found = _DAY.fullmatch(written.strip())
    if found is None or not written.isascii():
        raise _not_a_day(written, option)
    month, day = found["month"], found["day"]
    # 0 is not "not given": it must fail as a month or day
    return int(found["year"]), int(month) if month else None, int(day) if day else None


def _day(year: int, month: int, day: int, written: str, option: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_day(written, option) from None


def _not_a_day(written: str, option: str) -> FilterError:
    return FilterError(f"{option} {written!r} is not a day. Write YYYY-MM-DD, YYYY-MM or YYYY, such as 2026-05-04.")


def _names(names: Sequence[str] | None, option: str) -> tuple[str, ...]:
    given = tuple(name.strip() for name in names or ())
    if not all(given):
        message = f"{option} is empty. Give a name, or leave the option out."
        raise FilterError(message)
    return given
