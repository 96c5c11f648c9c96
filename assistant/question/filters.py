"""What narrows a question: from the words a person typed to `Filters`, and back to words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from assistant.answer import KINDS
from assistant.archive import Article, Filters
from assistant.archive.catalog.identity import fold_name
from assistant.archive.filter_values import day_of, names_of, read_day
from assistant.errors import FilterError, check_words
from assistant.language.day_words import day_in_words, days_in_words

__all__ = ["as_filters", "describe_filters", "is_let_through", "make_filters", "read_day"]


def as_filters(given: object) -> Filters | None:
    """Filters as a caller wrote them: themselves, or a mapping of their words; None for none.

    Raises FilterError, with the word that was probably meant.
    """
    if given is None:
        return None
    if isinstance(given, Filters):
        _check_kinds(given.kinds)
        return given
    if not isinstance(given, Mapping):
        message = (
            f'Filters are `Filters(…)` or a mapping such as {{"date_from": "2026-05"}}; not {type(given).__name__}.'
        )
        raise FilterError(message)
    check_words(given, [one.name for one in fields(Filters)], "filter", FilterError)
    return make_filters(**given)


def make_filters(
    date_from: str | date | None = None,
    date_to: str | date | None = None,
    publishers: Sequence[str] | None = (),
    authors: Sequence[str] | None = (),
    kinds: Sequence[str] | None = (),
    as_of: str | date | None = None,
) -> Filters:
    """Blank names and days are left out. Raises FilterError where the range ends before it begins."""
    start, day = day_of("date_from", date_from), day_of("as_of", as_of, is_end=True)
    end = day_of("date_to", date_to, is_end=True)
    if start and end and start > end:
        message = f"The range of days ends ({end}) before it begins ({start}). Swap the two."
        raise FilterError(message)
    outlets, people = names_of("publishers", publishers), names_of("authors", authors)
    of_kinds = _names(names_of("kinds", kinds))
    _check_kinds(of_kinds)
    return Filters(start, end, _names(outlets), _names(people), of_kinds, day)


def describe_filters(filters: Filters) -> tuple[str, ...]:
    """One short phrase for each thing that narrows, for a chip or a line."""
    phrases = []
    if filters.date_from and filters.date_to:
        days = days_in_words(filters.date_from, filters.date_to)
        phrases.append(f"on {days}" if filters.date_from == filters.date_to else days)
    elif filters.date_from:
        phrases.append(f"from {day_in_words(filters.date_from)}")
    elif filters.date_to:
        phrases.append(f"until {day_in_words(filters.date_to)}")
    if filters.as_of:
        phrases.append(f"as of {day_in_words(filters.as_of)}")
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


def _check_kinds(kinds: Sequence[str]) -> None:
    """Outlets and authors may be any; a kind that no article can have is a slip."""
    check_words([kind.strip().lower() for kind in kinds], KINDS, "kind of article", FilterError)


def _is_any(wanted: Sequence[str], held: Sequence[str]) -> bool:
    return not wanted or not {fold_name(name) for name in wanted}.isdisjoint(map(fold_name, held))


def _groups(filters: Filters) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("in", filters.publishers), ("by", filters.authors), ("kind", filters.kinds)


def _names(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
