"""Which field of a row holds what: the usual names, and the names a person gave with `--field`."""

import re
from collections.abc import Iterable, Mapping

from assistant.errors import InputError

__all__ = ["USUAL_NAMES", "Row", "RowFields"]

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "external_id", "article_id", "doc_id", "guid", "uuid"),
    "url": ("url", "link", "canonical_url", "permalink", "web_url", "article_url"),
    "title": ("title", "headline", "hed"),
    "text": ("text", "body", "body_text", "full_text", "article_body", "article_text", "content", "article", "story"),
    "publisher": ("publisher", "outlet", "publication", "newspaper", "source", "source_name", "site_name", "site"),
    "authors": ("authors", "author", "byline", "creator", "writer"),
    "published_at": (
        "published_at", "published", "pub_date", "publication_date", "date_published", "publish_date", "published_on",
        "published_time", "date",
    ),
    "updated_at": ("updated_at", "updated", "modified_at", "modified", "date_modified", "last_modified"),
    "fetched_at": ("fetched_at", "crawled_at", "scraped_at", "retrieved_at", "download_date"),
    "language": ("language", "lang", "in_language"),
    "kind": ("kind", "article_type", "type", "genre", "section", "category"),
    "agency": ("agency", "news_agency", "wire_service"),
    "correction": ("correction", "corrections", "correction_notice", "correction_text"),
    "paywall": (
        "is_paywalled", "paywalled", "paywall", "is_premium", "premium", "subscriber_only", "subscribers_only",
        "is_accessible_for_free",
    ),
    "embargoed_until": ("embargoed_until", "embargo_until", "embargo", "embargo_date", "embargoed"),
    "status": (
        "status", "pub_status", "publishing_status", "publication_status", "withdrawn", "is_withdrawn", "killed",
        "is_killed", "retracted", "canceled", "cancelled",
    ),
}  # fmt: skip
"""Our field -> names it goes by, the likeliest first; the first that is not blank in a row is taken.

Upper and lower case, `_`, `-` and spaces make no difference (`publishedAt`, `Pub Date`). `created_at` is left out on
purpose: it tells when a record was made, which is not when an article was published.
"""

_NAMED_BY_THEIR_MEANING = ("paywall", "status")
_MOST_OBJECTS = 1_000
"""Objects of a list that a path reaches into."""

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
        found["kind"] = self._mapped_value("kind", row) or [by_key[key] for key in _KEYS["kind"] if key in by_key]
        for field in _NAMED_BY_THEIR_MEANING:
            found[field] = self._under_their_names(field, row, by_key)
        return {field: value for field, value in found.items() if not _is_blank(value)}

    def text_of(self, row: Row) -> object:
        """What the row holds as text, without counting it as a row: tells an article from other objects."""
        return self._value("text", row, _by_key(row))

    def known_columns(self, columns: Iterable[str]) -> set[str]:
        """Our fields that these column names can hold."""
        keys = {_key(column) for column in columns}
        mapped = {field for field, name in self._mapped.items() if _key(name) in keys}
        return mapped | {field for field, names in _KEYS.items() if not keys.isdisjoint(names)}

    def complaints(self) -> list[str]:
        """A sentence for each mapped field that no row of the run had."""
        if not self._row_count:
            return []
        return [
            f'No row has the field "{self._mapped[field]}" that --field maps to {field}; the usual names were used.'
            for field in sorted(self._missing)
        ]

    def _value(self, field: str, row: Row, by_key: Row) -> object:
        value = self._mapped_value(field, row)
        if value is not None:
            return value
        return next((by_key[key] for key in _KEYS[field] if not _is_blank(by_key.get(key))), None)

    def _under_their_names(self, field: str, row: Row, by_key: Row) -> dict[str, object]:
        """Every value of the field under its name, for the name says what `true` means."""
        mapped = self._mapped_value(field, row)
        if mapped is not None:
            return {_key(field): mapped}
        return {key: by_key[key] for key in _KEYS[field] if not _is_blank(by_key.get(key))}

    def _mapped_value(self, field: str, row: Row) -> object:
        """The value under the name a person gave; None if this row has none there."""
        name = self._mapped.get(field)
        if name is None:
            return None
        value = _reach(row, name)
        if value is not None:
            self._missing.discard(field)
        return None if _is_blank(value) else value


def _our_field(name: str) -> str:
    for field, keys in _KEYS.items():
        if _key(name) in (_key(field), *keys):
            return field
    message = f'There is no field "{name}" to map to. The fields are: {", ".join(USUAL_NAMES)}.'
    raise InputError(message)


def _key(name: object) -> str:
    """A name for comparing: without case, `_`, `-`, spaces, or the mark some programs put at the start of a file."""
    return re.sub(r"[\s_\-.:\ufeff]+", "", str(name)).casefold()


def _by_key(row: Row) -> dict[str, object]:
    """The row with comparable names; of two that compare equal the first counts."""
    return {_key(name): value for name, value in reversed(list(row.items()))}


def _reach(row: object, name: str) -> object:
    """`row[name]`, exactly or without case; else `a.b` as `row["a"]["b"]`. Of a list that of each object in it."""
    if isinstance(row, list):
        each = [_reach(item, name) for item in row[:_MOST_OBJECTS] if isinstance(item, Mapping)]
        return [value for value in each if value is not None] or None
    if not isinstance(row, Mapping):
        return None
    if name in row:
        return row[name]
    by_key = _by_key(row)
    if _key(name) in by_key:
        return by_key[_key(name)]
    first, dot, rest = name.partition(".")
    return _reach(by_key.get(_key(first)), rest) if dot else None


_KEYS: Mapping[str, tuple[str, ...]] = {field: tuple(map(_key, names)) for field, names in USUAL_NAMES.items()}


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == [] or value == {}
