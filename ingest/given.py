"""Articles that a program hands over: mappings, LangChain's documents, articles of our own, paths and addresses."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.archive.article import IncomingArticle
from assistant.errors import InputError
from ingest.clean import moment_in, storable
from ingest.source import Memory
from ingest.sources import FoundFile, Item, ReadArticle, Reading, Skip
from ingest.sources.rows import article_in_row
from ingest.web.address import is_web_address

__all__ = ["Given", "GivenSource", "fault_in", "sort_given", "with_written_times"]

_NAME = "given"
"""What reports call where these come from, and their source where nobody names one."""
_TIMES = ("published_at", "updated_at", "fetched_at", "embargoed_until")
_TEXTS = ("title", "publisher", "url", "external_id", "path", "agency", "correction")
_WORDS = ("text", "source_name", "language", "kind")
_MARKS = ("is_paywalled", "is_withdrawn", "is_order_unsure")
_LINE_BREAKS = "\r\n"


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed over, by what becomes of it."""

    paths: Sequence[Path] = ()
    addresses: Sequence[str] = ()
    articles: Iterable[object] = ()


def sort_given(given: object) -> Given:
    """One thing or several; an iterator gives articles alone, and is read as a stream. Raises InputError."""
    if _is_one(given):
        given = [given]
    if not isinstance(given, Iterable):
        raise InputError(_forms(given))
    if not isinstance(given, Sequence):
        return Given(articles=given)
    texts = [one for one in given if isinstance(one, str)]
    wrong = next((one for one in texts if not is_web_address(one) and _is_text(one)), None)
    if wrong is not None:
        message = 'A text is taken for a path or an address. Give an article as {"text": …, "title": …}.'
        raise InputError(message)
    paths = [Path(one) for one in given if isinstance(one, os.PathLike)]
    return Given(
        [*paths, *(Path(one) for one in texts if not is_web_address(one))],
        [one for one in texts if is_web_address(one)],
        [one for one in given if not isinstance(one, str | os.PathLike)],
    )


def with_written_times(article: IncomingArticle) -> IncomingArticle:
    """A `date` or `datetime` as the text that an archive keeps."""
    given = ((name, getattr(article, name)) for name in _TIMES)
    written: dict[str, Any] = {name: one.isoformat() for name, one in given if isinstance(one, date)}
    return replace(article, **written)


def fault_in(article: IncomingArticle) -> str | None:
    """Which word of an article that a program made holds what it cannot, and what it may."""
    for name in (*_TEXTS, *_TIMES, *_WORDS):
        value = getattr(article, name)
        if not isinstance(value, str) and (value is not None or name in _WORDS):
            return f"its `{name}` is not text"
        if name in _TIMES and value and moment_in(value) is None:
            return f"its `{name}` is no time that can be read: write it as 2026-05-04 or 2026-05-04T08:30:00+02:00"
    names = (article.authors,) if isinstance(article.authors, str) else article.authors
    if not isinstance(names, list | tuple) or not all(isinstance(one, str) for one in names):
        return "its `authors` are not a list of names"
    marks = (name for name in _MARKS if not isinstance(getattr(article, name), bool))
    if (mark := next(marks, None)) is not None:
        return f"its `{mark}` is neither true nor false"
    return None


class GivenSource:
    """What has no outcome of its own as a file has: each is one article, or a skip that says why not."""

    def __init__(self, articles: Iterable[object]) -> None:
        self._articles = articles

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:  # noqa: ARG002  # nothing is asked twice
        file = FoundFile(Path(_NAME), _NAME, _NAME)
        for number, article in enumerate(self._articles, 1):
            source = f"{_NAME} article {number}"
            if isinstance(article, IncomingArticle):
                yield _checked(article, source, reading.source_name_of(file))
            elif (row := _row_of(article)) is not None:
                yield from article_in_row(row, source, file, reading)
            else:
                yield Skip(source, _forms(article))


def _is_one(given: object) -> bool:
    return isinstance(given, str | bytes | os.PathLike | IncomingArticle) or _row_of(given) is not None


def _is_text(given: str) -> bool:
    return any(mark in given for mark in _LINE_BREAKS) or (" " in given and not Path(given).exists())


def _forms(given: object) -> str:
    return (
        f"a {type(given).__name__} is no article: give mappings with a text, documents of LangChain's, "
        "`IncomingArticle`s, paths or addresses"
    )


def _row_of(given: object) -> dict[str, Any] | None:
    """As a row of JSON has it; a document's `source` is an address or an id, and no outlet's name."""
    if isinstance(given, Mapping):
        return {str(name): _plain(value) for name, value in given.items()}
    text, metadata = getattr(given, "page_content", None), getattr(given, "metadata", None)
    if not isinstance(text, str) or not isinstance(metadata, Mapping):
        return None
    row = {str(name): _plain(value) for name, value in metadata.items()}
    source, own_id = row.pop("source", None), getattr(given, "id", None)
    if isinstance(source, str) and is_web_address(source):
        row.setdefault("url", source)
    elif source is not None:
        row.setdefault("id", source)
    if own_id is not None:
        row.setdefault("id", own_id)
    return {**row, "text": text}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _checked(article: IncomingArticle, source: str, source_name: str) -> Item:
    """With what can be stored alone, and the days of its times."""
    article = with_written_times(article)
    if not isinstance(article.text, str) or not article.text.strip():
        return Skip(source, "it has no text")
    if (fault := fault_in(article)) is not None:
        return Skip(source, fault)
    days: dict[str, Any] = {
        f"{name}_on": moment.day
        for name in ("published", "updated")
        if getattr(article, f"{name}_on") is None and (moment := moment_in(getattr(article, f"{name}_at"))) is not None
    }
    names = article.authors if not isinstance(article.authors, str) else (article.authors,)
    text, _ = storable(article.text)
    return ReadArticle(
        source,
        replace(article, text=text, authors=tuple(names), source_name=article.source_name or source_name, **days),
    )
