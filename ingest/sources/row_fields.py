"""Which field of a row holds what: the usual names, and the names a person gave with `--field`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from assistant.errors import InputError
from ingest.bylines import authors_in
from ingest.clean import address_in, moment_in
from ingest.sources.row_choice import (
    day_in_columns,
    is_outlet,
    is_title,
    keys_by_field,
    kinds_said,
    with_time,
)
from ingest.sources.row_missing import is_blank
from ingest.sources.row_names import (
    ABOUT,
    ADDRESS_IF_ONE,
    HTML_NAMES,
    KEYS,
    SHORT_FORMS,
    USUAL_NAMES,
    WRAPPERS,
    comparable,
)
from ingest.sources.row_text import holds_text

__all__ = ["USUAL_NAMES", "Row", "RowFields", "path_to_longest"]

_NAMED_BY_THEIR_MEANING = ("paywall", "status")
_MOST_OBJECTS = 1_000
"""Objects of a list that a path reaches into."""
_MOST_NAMED = 12
_DEEPEST_PATH = 4
_OWN = "field"
"""What content systems set before the names of a site's own fields: `field_byline`."""
_OF_TYPE = re.compile(r"([a-z][a-z_]+?)_(?:ss?|t|txt|txt_en|dt|tdt|dts|i|l|b)")
"""How Solr marks the type of a field: `title_s`, `body_txt_en`, `published_dt`."""
_LONG = 80
"""Characters of what may be a text."""

Row = Mapping[str, object]
"""A JSON object or a line of CSV under its header's names."""


class RowFields:
    """Finds a row's values; remembers which mapped fields no row has had, for the report."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        """`mapping` goes from our field (or one of its usual names) to the row's field; `a.b` reaches into `a`, and
        into each object where `a` is a list.

        Raises InputError for a field that does not exist, naming those that do.
        """
        self._mapped = {_our_field(target): given for target, given in (mapping or {}).items()}
        self._missing = set(self._mapped)
        self._row_count = 0

    def values(self, row: Row) -> dict[str, object]:
        """The row's values under our names; blank ones are left out."""
        self._row_count += 1
        by_key = _by_key(row)
        found = {field: self._value(field, row, by_key) for field in USUAL_NAMES}
        found["kind"] = self._mapped_value("kind", row) or kinds_said(by_key)
        for field in _NAMED_BY_THEIR_MEANING:
            found[field] = self._under_their_names(field, row, by_key)
        return {field: value for field, value in found.items() if not is_blank(value)}

    def text_of(self, row: Row) -> object:
        """What the row holds as text, without counting it as a row: tells an article from other objects."""
        return self._value("text", row, _by_key(row))

    def is_text_html(self, row: Row) -> bool:
        """Whether the text comes from a field that is HTML by its name, such as `content:encoded`."""
        by_key = _by_key(row)
        text = self._value("text", row, by_key)
        return any(by_key.get(key) is text for key in HTML_NAMES if text is not None)

    def times_of(self, row: Row) -> Iterator[object]:
        """The row's dates of each sort, without counting it as a row."""
        by_key = _by_key(row)
        return (self._value(field, row, by_key) for field in ("published_at", "updated_at", "fetched_at"))

    def known_columns(self, columns: Iterable[str]) -> set[str]:
        """Our fields that these column names can hold."""
        keys = {comparable(column) for column in columns}
        mapped = {field for field, name in self._mapped.items() if comparable(name) in keys}
        return mapped | {field for field, names in KEYS.items() if not keys.isdisjoint(names)}

    @property
    def seen(self) -> tuple[int, list[str]]:
        """How many rows there were, and which mapped fields none of them had: for `see` of another one."""
        return self._row_count, sorted(self._missing)

    def see(self, row_count: int, missing: Iterable[str]) -> None:
        """Count rows that were read elsewhere."""
        if row_count:
            self._row_count += row_count
            self._missing &= set(missing)

    def complaints(self) -> list[str]:
        """A sentence for each mapped field that no row of the run had."""
        if not self._row_count:
            return []
        return [
            f'No row has the field "{self._mapped[field]}" that --field maps to {field}; the usual names were used.'
            for field in sorted(self._missing)
        ]

    def why_no_text(self, row: Row) -> str:
        """The reason of a skip: which field is missing or empty, and the option that helps."""
        known = [str(name) for name in row if comparable(name) in KEYS["text"] or name == self._mapped.get("text")]
        if any(not is_blank(row[name]) for name in known):
            name = next(name for name in known if not is_blank(row[name]))
            return (
                f'its text is not a string: the field "{name[:40]}" holds none; say which does with --field text=FIELD'
            )
        if known:
            return f'it has no text: its field "{known[0][:40]}" is empty'
        if not row:
            return "it has no text"
        longest = path_to_longest(row)
        hint = f" (perhaps --field text={longest})" if longest else ""
        summary = next((str(name)[:40] for name in row if comparable(name) in SHORT_FORMS), None)
        hint += f'; the summary in "{summary}" is not taken for it' if summary else ""
        known_to = f"none of its fields is known to hold it ({_named(row)})"
        return f"it has no text: {known_to}; say which with --field text=FIELD{hint}"

    def why_undated(self, row: Row) -> str:
        """Why a row has no date of publication, where none of its fields could be one."""
        known_to = f"no field of the row is known to hold the date of publication ({_named(row)})"
        return f"Undated: {known_to}; say which does with --field published_at=FIELD."

    def _value(self, field: str, row: Row, by_key: Row) -> object:
        value = self._mapped_value(field, row)
        if value is not None:
            return value
        given = [by_key[key] for key in keys_by_field(by_key)[field] if not is_blank(by_key[key])]
        suits = _SUITS.get(field)
        if suits is None:
            return given[0] if given else None
        others = [one for key in ADDRESS_IF_ONE if _is_of_article(one := by_key.get(key))] if field == "url" else []
        fitting = next((value for value in [*given, *others] if suits(value)), None)
        if field == "published_at":
            fitting = day_in_columns(by_key) if fitting is None else with_time(fitting, given)
        return fitting if fitting is not None or field in _ONLY_WHERE_IT_SUITS else next(iter(given), None)

    def _under_their_names(self, field: str, row: Row, by_key: Row) -> dict[str, object]:
        """Every value of the field under its name, for the name says what `true` means."""
        mapped = self._mapped_value(field, row)
        if mapped is not None:
            return {comparable(field): mapped}
        return {key: by_key[key] for key in KEYS[field] if not is_blank(by_key.get(key))}

    def _mapped_value(self, field: str, row: Row) -> object:
        """The value under the name a person gave; None if this row has none there."""
        name = self._mapped.get(field)
        if name is None:
            return None
        value = _reach(row, name)
        if value is not None:
            self._missing.discard(field)
        return None if is_blank(value) else value


_SUITS: Mapping[str, Callable[[object], bool]] = {
    "text": holds_text,
    "url": lambda value: address_in(value) is not None,
    "title": is_title,
    "publisher": is_outlet,
    "authors": lambda value: bool(authors_in(value)),
    "published_at": lambda value: moment_in(value) is not None,
    "updated_at": lambda value: moment_in(value) is not None,
    "fetched_at": lambda value: moment_in(value) is not None,
}
_LOCALE = re.compile("[a-z]{2}[-_][A-Z]{2}")
_ONLY_WHERE_IT_SUITS = frozenset({"publisher", "title", "authors"})


def _is_of_article(value: object) -> bool:
    """Whether an address under a name of other things has a path: that of an outlet's front page is no article's."""
    address = address_in(value)
    return address is not None and urlsplit(address).path.strip("/") != ""


def _our_field(name: str) -> str:
    for field, keys in KEYS.items():
        if comparable(name) in (comparable(field), *keys):
            return field
    message = f'There is no field "{name}" to map to. The fields are: {", ".join(USUAL_NAMES)}.'
    raise InputError(message)


def _by_key(row: Row) -> dict[str, object]:
    """The row with comparable names; of two that compare equal the first counts.

    What is in an object that wraps the article (`_source`) comes before what stands beside it; what is in another
    object comes last, under both names.
    """
    top = _names_of(row)
    wrapped = [inner for name in WRAPPERS if isinstance(inner := top.get(name), Mapping) and _is_wrapped(inner)]
    deeper = {
        f"{name}{inner_name}": value
        for name, inner in top.items()
        if isinstance(inner, Mapping) and not any(inner is one for one in wrapped)
        for inner_name, value in _two_levels(inner)
    }
    about = {
        key: value
        for name in ABOUT
        if isinstance(one := top.get(name), Mapping)
        for key, value in _names_of(one).items()
    }
    found = {
        **about,
        **deeper,
        **{name: value for name, value in top.items() if not any(value is one for one in wrapped)},
    }
    for inner in wrapped:
        found = {**found, **_by_key_within(inner)}
    return found


def _by_key_within(inner: Row) -> dict[str, object]:
    deeper = {
        f"{name}{key}": value
        for name, one in _names_of(inner).items()
        if isinstance(one, Mapping)
        for key, value in _names_of(one).items()
    }
    return {**deeper, **{key: value for key, value in _names_of(inner).items() if not is_blank(value)}}


def _names_of(row: Row) -> dict[str, object]:
    found = {comparable(name): _in_first_language(value) for name, value in reversed(list(row.items()))}
    own = {key.removeprefix(_OWN): value for key, value in found.items() if key.startswith(_OWN)}
    own |= {
        comparable(typed[1]): value
        for name, value in row.items()
        if (typed := _OF_TYPE.fullmatch(str(name))) is not None
    }
    return {**own, **found} if own else found


def _in_first_language(value: object) -> object:
    """`{"en-US": "Pier shut"}` as some content systems keep each field: what it is in the first of its languages."""
    is_by_language = isinstance(value, Mapping) and value and all(_LOCALE.fullmatch(str(key)) for key in value)
    return next(iter(value.values())) if is_by_language and isinstance(value, Mapping) else value


def _two_levels(inner: Row) -> Iterator[tuple[str, object]]:
    for name, value in _names_of(inner).items():
        yield name, value
        if isinstance(value, Mapping):
            yield from ((f"{name}{deeper}", one) for deeper, one in _names_of(value).items())


def _is_wrapped(inner: Row) -> bool:
    """Whether an object is the article: it has a text under a name that says so."""
    names = _names_of(inner)
    return any(holds_text(names[key]) for key in KEYS["text"] if key in names)


def _reach(row: object, name: str) -> object:
    """`row[name]`, exactly or without case; else `a.b` as `row["a"]["b"]`. Of a list that of each object in it."""
    if isinstance(row, list):
        each = [_reach(item, name) for item in row[:_MOST_OBJECTS] if isinstance(item, Mapping)]
        return [value for value in each if value is not None] or None
    if not isinstance(row, Mapping):
        return None
    if name in row:
        return row[name]
    by_key = _names_of(row)
    if comparable(name) in by_key:
        return by_key[comparable(name)]
    first, dot, rest = name.partition(".")
    return _reach(by_key.get(comparable(first)), rest) if dot else None


def _named(row: Row) -> str:
    """The names of a row's fields, for a person to choose from."""
    names = [str(name)[:40] for name in row]
    more = ", …" if len(names) > _MOST_NAMED else ""
    return f"{'field' if len(names) == 1 else 'fields'}: {', '.join(names[:_MOST_NAMED])}{more}"


def path_to_longest(row: Row) -> str | None:
    """Where a row keeps a long string that is no summary: most likely its text."""
    paths: list[tuple[int, str]] = []
    waiting: list[tuple[str, object, int]] = [("", row, 0)]
    while waiting and len(paths) < _MOST_OBJECTS:
        path, value, depth = waiting.pop()
        if isinstance(value, Mapping) and depth < _DEEPEST_PATH:
            named = [(str(name), one) for name, one in value.items() if comparable(name) not in SHORT_FORMS]
            waiting += [(f"{path}.{name}" if path else name, one, depth + 1) for name, one in named]
        elif isinstance(value, str) and " " in value and len(value) >= _LONG:
            paths.append((len(value), path))
    return max(paths, default=(0, None))[1]
