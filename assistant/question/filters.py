"""What narrows a question: from the words a person typed to `Filters`, and back to words."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from assistant.archive import Article, Filters
from assistant.archive.identity import fold_name
from assistant.errors import FilterError

__all__ = ["describe_filters", "is_let_through", "make_filters", "read_day"]

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


def make_filters(
    date_from: str | date | None = None,
    date_to: str | date | None = None,
    publishers: Sequence[str] = (),
    authors: Sequence[str] = (),
    kinds: Sequence[str] = (),
    as_of: str | date | None = None,
) -> Filters:
    """Blank names and days are left out. Raises FilterError where the range ends before it begins."""
    start, end, day = _day(date_from), _day(date_to, is_end=True), _day(as_of, is_end=True)
    if start and end and start > end:
        message = f"The range of days ends ({end}) before it begins ({start}). Swap the two."
        raise FilterError(message)
    return Filters(start, end, _names(publishers), _names(authors), _names(kinds), day)


def describe_filters(filters: Filters) -> tuple[str, ...]:
    """One short phrase for each thing that narrows, for a chip or a line."""
    phrases = []
    if filters.date_from and filters.date_from == filters.date_to:
        phrases.append(f"on {filters.date_from}")
    elif filters.date_from and filters.date_to:
        phrases.append(f"{filters.date_from} to {filters.date_to}")
    elif filters.date_from:
        phrases.append(f"from {filters.date_from}")
    elif filters.date_to:
        phrases.append(f"until {filters.date_to}")
    if filters.as_of:
        phrases.append(f"as of {filters.as_of}")
    phrases += [f"{label} {' or '.join(names)}" for label, names in _groups(filters) if names]
    return tuple(phrases)


def is_let_through(article: Article, filters: Filters) -> bool:
    """The same rules as the catalog's, for one article: an undated one never matches a range of days."""
    day = article.published_on
    in_range = (filters.date_from is None or (day is not None and day >= filters.date_from)) and (
        filters.date_to is None or (day is not None and day <= filters.date_to)
    )
    stood = filters.as_of is None or (
        day is not None and day <= filters.as_of and (article.stands_from or day) <= filters.as_of
    )
    return (
        in_range
        and stood
        and _is_any(filters.publishers, [article.publisher or ""])
        and _is_any(filters.authors, article.authors)
        and _is_any(filters.kinds, [article.kind])
    )


def _day(value: str | date | None, *, is_end: bool = False) -> date | None:
    if not isinstance(value, str):
        return value
    return read_day(value, is_end=is_end) if value.strip() else None


def _is_any(wanted: Sequence[str], held: Sequence[str]) -> bool:
    return not wanted or not {fold_name(name) for name in wanted}.isdisjoint(map(fold_name, held))


def _groups(filters: Filters) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("in", filters.publishers), ("by", filters.authors), ("kind", filters.kinds)


def _names(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
