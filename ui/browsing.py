"""What somebody looks for in the library, and what the archive has of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from assistant.archive import Article, Excerpt, Filters, Order, Period, Snapshot, Span, find_excerpt, find_words
from assistant.question import make_filters
from ui.markup import own_address

__all__ = ["PAGE_LENGTH", "Found", "Listed", "Search", "find_articles"]

PAGE_LENGTH = 50
_MOST_NAMES = 1000
_DAYS_UP_TO_MONTHS, _MONTHS_UP_TO = 2, 36
"""The chart has days up to so many months with articles, and months up to so many; beyond, years."""
_MOST_MARKED = 60


@dataclass(frozen=True, slots=True)
class Search:
    """The fields of the library's form, as they were sent."""

    words: str = ""
    publisher: str = ""
    author: str = ""
    kind: str = ""
    date_from: str = ""
    date_to: str = ""
    order: Order = "newest"
    offset: int = 0

    @property
    def filters(self) -> Filters:
        """Raises FilterError for a day that is none."""
        return make_filters(self.date_from, self.date_to, [self.publisher], [self.author], [self.kind])

    @property
    def is_narrowed(self) -> bool:
        return any((self.publisher, self.author, self.kind, self.date_from, self.date_to))

    def address(self, **changes: Any) -> str:
        """Where the library shows this search, changed; from its first page on unless `offset` is given."""
        asked = replace(self, **{"offset": 0, **changes})
        named = (
            ("q", asked.words),
            ("outlet", asked.publisher),
            ("author", asked.author),
            ("kind", asked.kind),
            ("from", asked.date_from),
            ("to", asked.date_to),
            ("sort", "" if asked.order == "newest" else asked.order),
            ("offset", str(asked.offset or "")),
        )
        return own_address("library", [(name, value) for name, value in named if value])


@dataclass(frozen=True, slots=True)
class Listed:
    """One article of the list."""

    article: Article
    copies: Sequence[Article] = ()
    excerpt: Excerpt | None = None
    """Where the words that were looked for stand in its text."""
    words: tuple[Span, ...] = ()
    """All of them in its text."""
    title_words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, how long all of it is, and how it lies in time."""

    items: Sequence[Listed] = ()
    total: int = 0
    period: Period = "month"
    counts: Sequence[tuple[str, int]] = ()
    """Of each `period` with articles, by its ISO name."""
    publishers: Sequence[str] = ()
    authors: Sequence[str] = ()
    kinds: Sequence[str] = ()


def find_articles(snapshot: Snapshot, search: Search) -> Found:
    """Raises FilterError."""
    filters = search.filters
    found = snapshot.list_articles(
        query=search.words,
        offset=search.offset,
        limit=PAGE_LENGTH,
        filters=filters,
        leads_only=not search.is_narrowed,
        order=search.order,
    )
    period, counts = _in_time(snapshot, search, filters)
    publishers, authors = snapshot.names()
    return Found(
        [_listed(snapshot, article, search.words) for article in found],
        snapshot.count_listed(search.words, filters, leads_only=not search.is_narrowed),
        period,
        counts,
        publishers[:_MOST_NAMES],
        authors[:_MOST_NAMES],
        snapshot.kinds(),
    )


def _in_time(snapshot: Snapshot, search: Search, filters: Filters) -> tuple[Period, list[tuple[str, int]]]:
    def count(period: Period) -> list[tuple[str, int]]:
        return snapshot.count_by_period(period, search.words, filters, leads_only=not search.is_narrowed)

    months = count("month")
    if len(months) <= _DAYS_UP_TO_MONTHS:
        return "day", count("day")
    return ("month", months) if len(months) <= _MONTHS_UP_TO else ("year", count("year"))


def _listed(snapshot: Snapshot, article: Article, words: str) -> Listed:
    copies = snapshot.copies(article.article_id)
    if not words.strip():
        return Listed(article, copies)
    return Listed(
        article,
        copies,
        find_excerpt(article.text, words, language=article.language),
        tuple(islice(find_words(article.text, words, article.language), _MOST_MARKED)),
        find_words(article.title or "", words, article.language),
    )
