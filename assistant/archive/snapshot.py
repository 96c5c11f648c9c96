"""One consistent reading of the archive: one read transaction and the segments it lists."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Article, Coverage, Filters, Passage, Vectors
from assistant.archive.catalog.coverage import (
    count_articles,
    count_coverage,
    count_mentions,
    count_not_held,
    count_undated,
    live_kinds,
    live_names,
    outlets_of,
)
from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.listing import Order, Period, count_by_period, count_listed, list_in_order
from assistant.archive.catalog.manifest import Manifest
from assistant.archive.catalog.page_starts import PageStart, read_page_starts
from assistant.archive.catalog.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, article_from, passages_from
from assistant.archive.catalog.runs import IngestRun, read_run, read_runs
from assistant.archive.catalog.token_rows import codes_of
from assistant.archive.catalog.vectors import Engine, Hit, as_query, key_numbers, vector_from
from assistant.archive.copies.layout import members_of
from assistant.archive.copies.likeness_rows import likeness_of
from assistant.archive.copies.stand_in import StandIns
from assistant.archive.history.as_of import find_past_by_keyword, find_standing
from assistant.archive.history.corrected import list_corrections
from assistant.archive.index.collection import CatalogRows
from assistant.archive.index.dense import find_dense
from assistant.archive.index.holder import OpenedSegments
from assistant.archive.index.tail import Tail
from assistant.errors import ArticleNotFound

__all__ = ["Snapshot"]

_NO_VERSION = 2**63 - 1
"""No article has so many; SQLite takes no larger number."""


class Snapshot:
    """What the archive holds at one moment; made by `Archive.snapshot`, used by one thread."""

    def __init__(
        self,
        path: Path,
        connection: Database,
        manifest: Manifest,
        segments: OpenedSegments,
        read_tail: Callable[[int, int | None], Tail],
        notices: Sequence[str],
        has_dense: bool,
    ) -> None:
        self._path = path
        self._connection = connection
        self.manifest = manifest
        """What the archive was made with."""
        self._segments = segments
        self._read_tail = read_tail
        self._notices = tuple(notices)
        self._stand_ins = StandIns(connection)
        self.state = manifest.state
        """Names the state that answers come from: equal names, equal content."""
        self.has_dense = has_dense
        """Whether the archive holds vectors of the model it was opened with."""
        self.engine: Engine | None = None
        """What found the nearest passages so far: `chroma` if it was asked at all; None before any dense search."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong, and the command that mends it. A damaged index shows at the first dense search."""
        found = self._segments.notice
        return self._notices if found is None else (*self._notices, found)

    @property
    def schema_version(self) -> int:
        """Of the catalog."""
        return self._connection.schema_version()

    def article(self, article_id: str, version: int | None = None) -> Article:
        """An article by its id (or by the source's own id, where only one has it); the current version unless told.

        A removed article is still found by its id. Raises ArticleNotFound.
        """
        wanted = "v.version_id = a.current_version_id" if version is None else "v.version = ?"
        numbers = () if version is None else (max(0, min(version, _NO_VERSION)),)
        for name in ("a.article_id", "v.external_id"):
            rows = self._articles(f"{name} = ? AND {wanted}", (article_id, *numbers), limit=2)
            if len(rows) == 1:
                return rows[0]
        what = "article" if version is None else f"version {version} of an article"
        message = f"The archive has no {what} with this id, or several share it. Search for the article to find its id."
        raise ArticleNotFound(message)

    def article_ids(self, named: Iterable[str], *, must_be_there: bool = True) -> list[str]:
        """The archive's own ids of articles that are named as `article` takes them, each once. What is not there stays
        as it was given, where it need not be: it may be under embargo, or half forgotten. Raises ArticleNotFound."""
        ids = []
        for one in named:
            try:
                ids.append(self.article(one).article_id)
            except ArticleNotFound:
                if must_be_there:
                    raise
                ids.append(one)
        return list(dict.fromkeys(ids))

    def page_starts(self, article: Article) -> tuple[PageStart, ...]:
        """Where in the text each printed page of its file begins, in text order; none where nobody knows."""
        with translated(self._path):
            return read_page_starts(self._connection, article.text_sha256)

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first. Raises ArticleNotFound."""
        found = self.article(article_id).article_id
        return self._articles("a.article_id = ?", (found,), order="v.ordinal")

    def copies(self, article_id: str) -> list[Article]:
        """The other live articles of its group, the one that leads it first. Raises ArticleNotFound."""
        article = self.article(article_id)
        with translated(self._path):
            keys = [member.article_key for member in members_of(self._connection, article.group_id)]
        found = self._articles(
            f"a.article_key {IN_LIST} AND v.version_id = a.current_version_id",
            (self._connection.in_list(keys),),
            order="a.article_key",
        )
        by_key = dict(zip(sorted(keys), found, strict=True))
        return [by_key[key] for key in keys if by_key[key].article_id != article.article_id]

    def standing(self, article: Article, day: date) -> list[Article]:
        """The article and its copies, each in the version that stood on the day; without those not published by then,
        the earliest first."""
        with translated(self._path):
            return find_standing(self._connection, article, day)

    def stand_in(self, passage: Passage, owner: Article, other: Article) -> Passage | None:
        """The passage of `owner` as it stands in the text of `other`, which is of the same group, at its own offsets.

        None where the other does not have it: it was cut there, or says another thing.
        """
        with translated(self._path):
            return self._stand_ins.find(passage, owner, other)

    def likeness(self, article_id: str, other: str) -> float:
        """The share of words that two articles have in common, 0 to 1: 1 for equal texts, 0 for no near copies.

        Raises ArticleNotFound.
        """
        with translated(self._path):
            hashes = (self.article(article_id).text_sha256, self.article(other).text_sha256)
            return likeness_of(self._connection, *hashes) or 0.0

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """Passages that can be found, in the order given; those that are gone are left out."""
        with translated(self._path):
            condition = f"(p.is_live OR (p.is_past AND a.is_live)) AND p.passage_id {IN_LIST}"
            found = passages_from(
                self._connection, condition, (self._connection.in_list(int(item) for item in passage_ids),)
            )
        by_number = {passage.passage_id: passage for passage in found}
        return [by_number[number] for number in passage_ids if number in by_number]

    def article_passages(self, article_id: str, version: int | None = None) -> list[Passage]:
        """A version's own passages in text order; a copy has only those that no member of its group ahead of it has."""
        article = self.article(article_id, version)
        liveness = "p.is_live" if article.is_current else "p.is_past"
        with translated(self._path):
            return passages_from(
                self._connection,
                f"a.article_id = ? AND v.version = ? AND {liveness}",
                (article.article_id, article.version),
            )

    def vectors(self, passage_ids: Sequence[int]) -> Vectors:
        """The passages' vectors, in the order given. Raises KeyError for one that is gone or has none."""
        with translated(self._path):
            rows = self._connection.execute(
                "SELECT p.passage_id, v.vector FROM passages p JOIN vectors v ON v.vector_id = p.vector_id "  # noqa: S608  # ours
                f"WHERE (p.is_live OR p.is_past) AND p.passage_id {IN_LIST}",
                (self._connection.in_list(int(item) for item in passage_ids),),
            )
            found = {passage_id: vector_from(vector) for passage_id, vector in rows}
        if not passage_ids:
            return np.empty((0, self.manifest.model.dimension if self.manifest.model else 0), dtype=np.float32)
        return np.stack([found[passage_id] for passage_id in passage_ids])

    def token_codes(self, passage_ids: Sequence[int]) -> dict[int, bytes]:
        """What `assistant.models.unpack_tokens` reads, by passage: of the whole input that was embedded, in which the
        passage's own word pieces come last. Passages that were embedded without are left out."""
        with translated(self._path):
            return codes_of(self._connection, passage_ids)

    def begin_dense(self) -> None:
        """Open the index beside what is done until `search_dense` asks it."""
        if self.has_dense:
            self._segments.begin_opening()

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The passages nearest in meaning: cosine, large is good. Empty where `has_dense` is false."""
        model = self.manifest.model
        if not self.has_dense or model is None:
            return []
        query = as_query(vector, model.dimension)
        with translated(self._path):
            segments = self._segments.rows(CatalogRows(self._connection, self._read_tail))
            tails = [self._read_tail(above, upto) for above, upto in self._segments.missing_ranges()]
            tails.append(self._read_tail(self._segments.folded_to, None))
            found = find_dense(self._connection, segments, tails, query, k, filters or Filters())
        self.engine = "chroma" if self.engine == "chroma" else found.engine
        return found.hits

    def search_keyword(self, query: str, k: int, filters: Filters | None = None) -> list[Hit]:
        """The passages with the query's words: BM25, large is good. Empty when the archive knows none of them."""
        with translated(self._path):
            found = keywords_of(self._connection).find(query, k, filters or Filters())
            if filters is None or filters.as_of is None:
                return found
            past = find_past_by_keyword(self._connection, query, filters)
            return sorted(found + past, key=lambda hit: (-hit.score, hit.passage_id))[: max(k, 0)]

    @cached_property
    def passage_count(self) -> int:
        """Live passages, as many as the keyword index holds."""
        with translated(self._path):
            return int(self._connection.execute("SELECT count(*) FROM passages WHERE is_live").fetchone()[0])

    def document_frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each stem stands, headline and publisher included; without those that stand nowhere."""
        with translated(self._path):
            return keywords_of(self._connection).count(stems)

    def stems_like(self, beginning: str, least: int, most: int) -> list[str]:
        """The stems of live passages that begin so and have so many characters, in their order; at most 200,000."""
        with translated(self._path):
            return keywords_of(self._connection).find_stems(beginning, least, most)

    def vector_numbers(self, *, with_codes: bool) -> NDArray[np.uint64]:
        """Eight bytes of the key of every vector, sorted: what need not be embedded again. See `key_numbers`."""
        with translated(self._path):
            return key_numbers(self._connection, with_codes=with_codes)

    def coverage(self, filters: Filters | None = None) -> Coverage:
        """What the archive holds of what the filters let through."""
        with translated(self._path):
            return count_coverage(self._connection, filters or Filters())

    def count_articles(self, filters: Filters | None = None) -> int:
        """The articles of `coverage` alone: quicker, where no more than their number is wanted."""
        with translated(self._path):
            return count_articles(self._connection, filters or Filters())

    def undated_left_out(self, filters: Filters) -> int:
        """How many live articles a date filter leaves out only because they have no date."""
        with translated(self._path):
            return count_undated(self._connection, filters)

    def not_held_as_of(self, filters: Filters) -> int:
        """How many live articles had been published by the filters' day, but only a later text of them is held."""
        with translated(self._path):
            return count_not_held(self._connection, filters)

    def list_articles(
        self,
        *,
        query: str = "",
        offset: int = 0,
        limit: int = 50,
        filters: Filters | None = None,
        leads_only: bool = False,
        in_articles: bool = False,
        order: Order = "newest",
    ) -> list[Article]:
        """Live articles, newest first, undated ones last; `query`: words that headline, text or publisher must have.

        With `leads_only` the copies of an article are left to `copies`; with `in_articles` the words must stand in
        headline or text.
        """
        with translated(self._path):
            return list_in_order(
                self._connection,
                query,
                offset,
                limit,
                filters or Filters(),
                order,
                leads_only=leads_only,
                in_articles=in_articles,
            )

    def count_mentions(self, query: str, filters: Filters | None = None) -> int:
        """How many live articles have all the words in headline or text."""
        with translated(self._path):
            return count_mentions(self._connection, query, filters or Filters())

    def count_listed(self, query: str = "", filters: Filters | None = None, *, leads_only: bool = False) -> int:
        """How many articles `list_articles` would list without a limit."""
        with translated(self._path):
            return count_listed(self._connection, query, filters or Filters(), leads_only=leads_only)

    def count_by_period(
        self, period: Period, query: str = "", filters: Filters | None = None, *, leads_only: bool = False
    ) -> list[tuple[str, int]]:
        """Of the same articles how many were published in each day, month or year, as in `2031-05`; oldest first."""
        with translated(self._path):
            return count_by_period(self._connection, query, filters or Filters(), period, leads_only=leads_only)

    def corrections(self, publisher: str | None) -> list[Article]:
        """Live articles of an outlet with a correction notice, newest first; those about other articles of it too."""
        with translated(self._path):
            return list_corrections(self._connection, publisher)

    def outlets(self, passage_ids: Sequence[int]) -> dict[int, str | None]:
        """Who published each of the passages, by a name that compares; None where nobody is known."""
        with translated(self._path):
            return outlets_of(self._connection, [int(item) for item in passage_ids])

    def runs(self, limit: int = 10) -> list[IngestRun]:
        """What the last ingests did, the last one first."""
        with translated(self._path):
            return read_runs(self._connection, limit)

    def run(self, run_id: str) -> IngestRun | None:
        """What is kept of one ingest."""
        with translated(self._path):
            return read_run(self._connection, run_id)

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Publishers and authors of live articles, each once, in alphabetical order."""
        with translated(self._path):
            return live_names(self._connection)

    def kinds(self) -> tuple[str, ...]:
        """Kinds of live articles, each once."""
        with translated(self._path):
            return live_kinds(self._connection)

    def _articles(
        self, condition: str, arguments: tuple[object, ...], order: str = "a.article_key", limit: int = 1 << 62
    ) -> list[Article]:
        with translated(self._path):
            rows = self._connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE {condition} ORDER BY {order} LIMIT ?",  # noqa: S608  # ours
                (*arguments, limit),
            )
            return [article_from(row) for row in rows]
