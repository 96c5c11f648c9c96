"""Search among the passages of versions that stood on a day and have been replaced since.

They are compared one by one, by vector, and by BM25 with the statistics of the live passages, so that their scores and
those of live passages compare. The same text standing twice that day, as a copy's or a live one's, counts once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Article, Filters
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.filters import Condition, past_condition
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.keywords import BM25_B, BM25_K1, WEIGHTS, Keywords, rarity_of
from assistant.archive.catalog.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, article_from
from assistant.archive.catalog.terms import terms_of
from assistant.archive.catalog.vectors import Hit, PassageIds, vector_from
from assistant.archive.copies.ranking import is_agency

__all__ = ["find_past_by_keyword", "find_standing", "score_past"]

_PAST = (
    "JOIN versions v ON v.version_id = p.version_id JOIN articles a ON a.article_key = v.article_key "
    "{joined} WHERE {condition} AND NOT EXISTS (SELECT 1 FROM versions w JOIN articles b "
    "ON b.current_version_id = w.version_id WHERE w.text_id = v.text_id AND b.is_live AND b.published_on <= ? "
    "AND b.stands_from <= ?)"
)


_PLACE = 'p.passage_id, v.text_id, p.start, p."end"'


def score_past(
    connection: Database, filters: Filters, query: NDArray[np.float32]
) -> tuple[PassageIds, NDArray[np.float32]]:
    """All past passages that stood on the filters' day, with their cosines. Without such a day there are none."""
    condition = _past_condition(filters, "JOIN vectors x ON x.vector_id = p.vector_id")
    rows = connection.execute(
        f"SELECT {_PLACE}, x.vector FROM passages p {condition.sql}",  # noqa: S608  # our own SQL
        condition.arguments,
    )
    found = _earliest(rows)
    scores = [float(vector_from(vector) @ query) for _, vector in found]
    return np.array([row[0] for row in found], dtype=np.int64), np.array(scores, dtype=np.float32)


def find_past_by_keyword(connection: Database, query: str, filters: Filters) -> list[Hit]:
    """All past passages that stood on the filters' day and have a word of the query."""
    keywords = keywords_of(connection)
    known = keywords.chosen_terms(query)
    terms = known + [term for term in terms_of(query, keywords.languages()) if term not in known]
    if not terms:
        return []
    past, condition = keywords.past_with_any(terms), _past_condition(filters, "")
    rows = connection.execute(
        f"SELECT {_PLACE}, k.title, k.body, k.publisher FROM ({past.sql}) k "  # noqa: S608  # ours
        f"CROSS JOIN passages p ON p.passage_id = k.passage_id {condition.sql}",
        (*past.arguments, *condition.arguments),
    )
    scorer = Bm25(keywords, terms)
    return [Hit(passage_id, scorer.score(columns)) for passage_id, *columns in _earliest(rows)]


def find_standing(connection: Database, article: Article, day: date) -> list[Article]:
    """The live articles of its group, and those whose text it was, each in the version that stood on the day; the
    earliest published first. Those that had not been published by then are left out."""
    stood = (
        "a.is_live AND v.stands_from <= ?1 AND (v.stands_until IS NULL OR ?1 < v.stands_until) AND v.published_on <= ?1"
    )
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE v.version_id IN ("  # noqa: S608  # ours
        f"SELECT v.version_id FROM articles a JOIN versions v ON v.article_key = a.article_key "
        f"WHERE a.group_id = ?2 AND {stood} UNION "
        f"SELECT v.version_id FROM texts t JOIN versions v ON v.text_id = t.text_id "
        f"JOIN articles a ON a.article_key = v.article_key WHERE t.sha256 = ?3 AND {stood}) "
        "ORDER BY v.published_on, v.published_at NULLS FIRST, a.article_key",
        (day.isoformat(), article.group_id, article.text_sha256),
    )
    # the agency's own before those who carry it
    return sorted((article_from(row) for row in rows), key=lambda one: not is_agency(one.publisher or ""))


class Bm25:
    """FTS5's bm25() of a row that is not in the index, by the index's statistics. Large is good."""

    def __init__(self, keywords: Keywords, terms: Sequence[str]) -> None:
        row_count, token_count = keywords.totals()
        counts = keywords.count(terms)
        self._average = token_count / row_count if row_count and token_count else 1.0
        self._rarity = {term: rarity_of(row_count, counts.get(term, 0)) for term in terms}

    def score(self, columns: Sequence[str]) -> float:
        """`columns`: title, body and publisher as the keyword index holds them."""
        words = [column.split() for column in columns]
        counts = [Counter(column) for column in words]
        length = sum(len(column) for column in words)
        total = 0.0
        for term, rarity in self._rarity.items():
            often = sum(weight * count[term] for weight, count in zip(WEIGHTS, counts, strict=True))
            total += rarity * often * (BM25_K1 + 1) / (often + BM25_K1 * (1 - BM25_B + BM25_B * length / self._average))
        return total


def _past_condition(filters: Filters, joined: str) -> Condition:
    condition = past_condition(filters)
    day = filters.as_of.isoformat() if filters.as_of else ""
    return Condition(_PAST.format(joined=joined, condition=condition.sql), (*condition.arguments, day, day))


def _earliest(rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Of rows that begin with `_PLACE` those with the smallest number at their place: number and what follows."""
    found: dict[tuple[int, int, int], Sequence[Any]] = {}
    for passage_id, text_id, start, end, *values in rows:
        known = found.get((text_id, start, end))
        if known is None or passage_id < known[0]:
            found[text_id, start, end] = (passage_id, *values)
    return list(found.values())
