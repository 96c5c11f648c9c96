"""Items as plain values, for JSON and Parquet, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from assistant.archive.article import IncomingArticle, IncomingPassage
from ingest.sources import Note, ReadArticle, Skip

__all__ = ["PlainItem", "Row", "item_from", "passage_from", "row_of"]

PlainItem = ReadArticle | Skip | Note
"""What files give."""

Row = dict[str, Any]

_DAYS = ("published_on", "updated_on")
_FIELDS = tuple(field.name for field in fields(IncomingArticle))
_FLAGS = tuple(name for name in _FIELDS if name.startswith("is_"))


def row_of(item: PlainItem) -> Row:
    """JSON can hold it."""
    if isinstance(item, Skip):
        return {"kind": "skip", "source": item.source, "text": item.reason}
    if isinstance(item, Note):
        return {"kind": "note", "source": item.source, "text": item.text}
    article = {name: getattr(item.article, name) for name in _FIELDS}
    for name in _DAYS:
        article[name] = article[name].isoformat() if article[name] else None
    article["authors"] = list(article["authors"])
    row: Row = {"kind": "article", "source": item.source, "article": article, "undated": item.undated}
    return {**row, "pages": [list(page) for page in item.pages]}


def item_from(row: Mapping[str, Any], passages: Sequence[IncomingPassage] | None = None) -> PlainItem:
    """Raises ValueError for what `row_of` cannot have made."""
    source = _text(row, "source")
    if row.get("kind") == "skip":
        return Skip(source, _text(row, "text"))
    if row.get("kind") == "note":
        return Note(source, _text(row, "text"))
    undated = None if row.get("undated") is None else _text(row, "undated")
    pages = tuple((int(page), int(start)) for page, start in _list(row, "pages"))
    cut = None if passages is None else tuple(passages)
    return ReadArticle(source, _article(row.get("article")), undated, pages, cut)


def passage_from(start: int, end: int, sentences: Iterable[int], embedded_input: str) -> IncomingPassage:
    """From numbers that follow each other: start and end of each sentence."""
    numbers = list(sentences)
    return IncomingPassage(start, end, tuple(zip(numbers[::2], numbers[1::2], strict=True)), embedded_input)


def _article(written: object) -> IncomingArticle:
    if not isinstance(written, Mapping) or set(written) != set(_FIELDS):
        message = "an article has other fields"
        raise ValueError(message)
    values: dict[str, Any] = {
        name: _list(written, name) if name == "authors" else _plain(written, name) for name in _FIELDS
    }
    values["authors"] = tuple(map(str, values["authors"]))
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return IncomingArticle(**values)


def _plain(row: Mapping[str, Any], name: str) -> str | bool | None:
    value = row[name]
    if name in _FLAGS and isinstance(value, bool):
        return value
    return None if value is None and name not in _NEVER_MISSING else _text(row, name)


_NEVER_MISSING = ("text", "source_name", "language", "kind")


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        message = f"{name} is no text"
        raise ValueError(message)
    return value


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if not isinstance(value, list):
        message = f"{name} is no list"
        raise ValueError(message)
    return value
