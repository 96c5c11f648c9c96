"""What a model says that a question narrows to -> filters: strictly read, and only by names that the archive has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.archive import Filters
from assistant.errors import FilterError
from assistant.language import words
from assistant.question.archive_names import ArchiveNames, FoundName
from assistant.question.filters import make_filters
from assistant.question.question_filters import ReadFilters, merge_filters

__all__ = ["NamedFilters", "named_filters_schema", "narrow_by_name", "read_named_filters"]

MOST_NAMES = 5
LONGEST_NAME = 100

_DAYS = ("date_from", "date_to")
_NAMES = ("publishers", "authors", "kinds")


@dataclass(frozen=True, slots=True)
class NamedFilters:
    """As a model wrote them: the days are read, the names not yet looked up in the archive."""

    date_from: date | None = None
    date_to: date | None = None
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def named_filters_schema() -> dict[str, Any]:
    """The properties of a JSON schema that `read_named_filters` takes; all of them are required."""
    name = {"type": "string", "maxLength": LONGEST_NAME}
    day = {"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]}
    listed = {"type": "array", "items": name, "maxItems": MOST_NAMES}
    return {**dict.fromkeys(_DAYS, day), **dict.fromkeys(_NAMES, listed)}


def read_named_filters(written: Mapping[str, Any]) -> NamedFilters:
    """Raises FilterError for whatever is not as asked: another key or type, a day that is none, too many names."""
    if unknown := set(written) - {*_DAYS, *_NAMES}:
        message = f"The filters have {len(unknown)} keys that mean nothing. Leave them out."
        raise FilterError(message)
    days = make_filters(_day(written.get("date_from")), _day(written.get("date_to")))
    publishers, authors, kinds = (_listed(written.get(key)) for key in _NAMES)
    return NamedFilters(days.date_from, days.date_to, publishers, authors, kinds)


def narrow_by_name(read: ReadFilters, named: NamedFilters, names: ArchiveNames) -> ReadFilters:
    """What the model says, field by field, and what the rules read where it says nothing.

    Its days are tentative, as those of a question are: they may be the event's and not the article's.
    """
    kinds = tuple(kind for kind in named.kinds if kind in names.kinds)
    publishers, authors = _held(named.publishers, names.find_outlets), _held(named.authors, names.find_authors)
    asked_count = len(named.publishers) + len(named.authors)
    known_count = sum(found is not None for found in (*publishers, *authors))
    firm = Filters(publishers=_all(publishers), authors=_all(authors), kinds=kinds)
    filters = replace(firm, date_from=named.date_from, date_to=named.date_to)
    return replace(
        read,
        filters=merge_filters(filters, read.filters),
        firm=merge_filters(firm, read.firm),
        notices=(*read.notices, *_say_unknown(asked_count - known_count)),
    )


def _day(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        message = "A day of the filters is no text. Write YYYY-MM-DD, or null."
        raise FilterError(message)
    return value


def _listed(value: object) -> tuple[str, ...]:
    """The names; none is written as null or an empty list."""
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [None]
    names = [name.strip() for name in listed if isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME]
    if len(names) < len(listed) or len(listed) > MOST_NAMES:
        message = f"The filters have names that are no list of at most {MOST_NAMES} short texts. Correct them."
        raise FilterError(message)
    return tuple(dict.fromkeys(names))


def _held(wanted: Sequence[str], find: Callable[[str], list[FoundName]]) -> list[tuple[str, ...] | None]:
    """The archive's own names for each wanted one; None where it has nothing that is called so as a whole."""
    return [
        next((found.names for found in find(name) if _bare(name[found.start : found.end]) == _bare(name)), None)
        for name in wanted
    ]


def _bare(name: str) -> list[str]:
    return [word for word in words(name) if word != "the"]


def _all(held: Sequence[tuple[str, ...] | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in held for name in names or ()))


def _say_unknown(count: int) -> tuple[str, ...]:
    what = "1 outlet or author" if count == 1 else f"{count} outlets or authors"
    notice = f"The model named {what} that the archive does not have; the search was not narrowed by that."
    return (notice,) if count else ()
