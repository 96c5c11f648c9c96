"""What an article and a passage are."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.archive.filter_values import day_of, names_of

__all__ = [
    "Article",
    "Coverage",
    "Filters",
    "IncomingArticle",
    "IncomingPassage",
    "Outcome",
    "OutcomeKind",
    "Passage",
    "Span",
    "Vectors",
]

Span = tuple[int, int]
"""Start and end in characters of the article's text, end exclusive."""

Vectors = NDArray[np.float32]
"""Rows of unit length, shape (n, dimension)."""

OutcomeKind = Literal["added", "updated", "unchanged", "duplicate"]


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article as ingest hands it over: read, dated, not yet stored.

    Times are ISO 8601 in the precision they were given (`2015-09-01`, or a time with its offset); the `_on` twin is the
    article's own local day and is what filters use. None is "unknown", never a stand-in. `text` is kept character for
    character: every offset in the archive counts characters of exactly this string.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    published_on: date | None = None
    updated_at: str | None = None
    updated_on: date | None = None
    fetched_at: str | None = None
    url: str | None = None
    external_id: str | None = None
    """The source's own id (a row's `id`), else the file's path below the ingested root."""
    source_name: str = ""
    """Where it came from: the name of the ingested root; part of the identity where there is no URL."""
    path: str | None = None
    """The file's path below the ingested root; None for rows of a file."""
    language: str = "en"
    kind: str = "unknown"
    """news | opinion | analysis | interview | press_release | live_blog | correction | unknown"""
    agency: str | None = None
    """The news agency that the text comes from, where another publisher carries it."""
    correction: str | None = None
    """The correction notice, in the article's own words."""
    is_paywalled: bool = False
    """Whether the text may be only what a page shows without a subscription."""
    embargoed_until: str | None = None
    """ISO 8601: until then the article is stored, but neither found nor counted."""
    is_withdrawn: bool = False
    """Whether its publisher has taken it back: it stays readable by its id, but is neither found nor counted."""
    is_order_unsure: bool = False
    """Whether its sentences come from a printed page whose columns may have been read in another order."""


@dataclass(frozen=True, slots=True)
class IncomingPassage:
    """A stretch of an article's text: `article.text[start:end]`, and the sentence spans in it (same offsets)."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    embedded_input: str
    """What the embedding model reads: headline and date, then the passage's text."""


@dataclass(frozen=True, slots=True)
class Article:
    """One stored version of one article; the same words as `IncomingArticle`."""

    article_id: str
    """Stable over versions: derived from the identity, `a` and 16 hexadecimal digits."""
    version: int
    """Counts from 1."""
    text: str
    text_sha256: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: str | None
    published_on: date | None
    updated_at: str | None
    updated_on: date | None
    fetched_at: str | None
    url: str | None
    external_id: str | None
    source_name: str
    language: str
    kind: str
    group_id: int
    """Copies, equal or near, share a group: one voice, however many carried it."""
    is_current: bool
    """Whether this is the newest version, the one that answers cite."""
    agency: str | None = None
    correction: str | None = None
    is_paywalled: bool = False
    embargoed_until: str | None = None
    is_withdrawn: bool = False
    is_order_unsure: bool = False
    stands_from: date | None = None
    """The day from which the text stood like this; until the day `stands_until`, or now."""
    stands_until: date | None = None

    @property
    def live_on(self) -> date | None:
        """The day of a live blog, which entries with a bare hour are of."""
        return self.published_on if self.kind == "live_blog" else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch of one version: `article.text[start:end] == text`, always."""

    passage_id: int
    """The catalog's sequence: grows with every passage, never used twice."""
    article_id: str
    version: int
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]
    """Sentence spans in the *article's* text, in order."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question. Days are inclusive; undated articles never match a date filter.

    Publishers and authors match case-insensitively, whole names; several mean any of them. `as_of` asks for the
    archive as it stood on a day: articles published by then, each in its version of that day.

    One name may stand for a list of one, and a day may be text, as in `Filters(publishers="The Lantern",
    date_from="2026-05")`. Raises FilterError for anything else.
    """

    date_from: date | None = None
    date_to: date | None = None
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    as_of: date | None = None

    def __post_init__(self) -> None:
        for name in ("publishers", "authors", "kinds"):
            if type(given := getattr(self, name)) is not tuple or not all(isinstance(one, str) for one in given):
                object.__setattr__(self, name, names_of(name, given))
        for name in ("date_from", "date_to", "as_of"):
            if type(given := getattr(self, name)) is not date and given is not None:
                object.__setattr__(self, name, day_of(name, given, is_end=name != "date_from"))

    @property
    def is_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds, live articles only."""

    article_count: int
    passage_count: int
    publishers: tuple[tuple[str, int], ...]
    """Names with article counts, most first; articles without a publisher are under ''."""
    first_on: date | None
    last_on: date | None
    undated_count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one incoming article in the archive."""

    kind: OutcomeKind
    article_id: str
    version: int
    passage_count: int = 0
    duplicate_of: str | None = None
    """The id of the article it is a copy of, for `duplicate`: the one that led the group when it came in."""
    is_near_copy: bool = False
    """Whether it differs from that article: cut, or slightly edited."""
    note: str | None = None
    """Something the report should say, such as an id used by two publishers."""
