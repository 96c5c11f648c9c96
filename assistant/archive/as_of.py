"""Search among the passages of versions that stood on a day and have been replaced since.

They are compared one by one, by vector, and by BM25 with the statistics of the live passages, so that their scores and
those of live passages compare. The same text standing twice that day, as a copy's or a live one's, counts once.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Article, Filters
from assistant.archive.copies.ranking import is_agency
from assistant.archive.filters import Condition, past_condition
from assistant.archive.keyword import WEIGHTS, chosen_terms, match_any, terms_of
from assistant.archive.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, article_from
from assistant.archive.terms import held_languages
from assistant.archive.vectors import Hit, PassageIds, vector_from

__all__ = ["find_past_by_keyword", "find_standing", "score_past"]

_K1, _B = 1.2, 0.75
"""As FTS5's own bm25() has them."""

_PAST = (
    "JOIN versions v ON v.version_id = p.version_id JOIN articles a ON a.article_key = v.article_key "
    "{joined} WHERE {condition} AND NOT EXISTS (SELECT 1 FROM versions w JOIN articles b "
    "ON b.current_version_id = w.version_id WHERE w.text_id = v.text_id AND b.is_live AND b.published_on <= ? "
    'AND b.stands_from <= ?) GROUP BY v.text_id, p.start, p."end"'
)


def score_past(
    connection: sqlite3.Connection, filters: Filters, query: NDArray[np.float32]
) -> tuple[PassageIds, NDArray[np.float32]]:
    """All past passages that stood on the filters' day, with their cosines. Without such a day there are none."""
    passage_ids, scores = [], []
    sql, arguments = _past_sql(filters, "JOIN vectors x ON x.vector_id = p.vector_id")
    rows = connection.execute(f"SELECT min(p.passage_id), x.vector FROM passages p {sql}", arguments)  # noqa: S608  # our own SQL
    for passage_id, vector in rows:
        passage_ids.append(passage_id)
        scores.append(float(vector_from(vector) @ query))
    return np.array(passage_ids, dtype=np.int64), np.array(scores, dtype=np.float32)


def find_past_by_keyword(connection: sqlite3.Connection, query: str, filters: Filters) -> list[Hit]:
    """All past passages that stood on the filters' day and have a word of the query."""
    known = chosen_terms(connection, query)
    terms = known + [term for term in terms_of(query, held_languages(connection)) if term not in known]
    if not terms:
        return []
    sql, arguments = _past_sql(filters, "")
    rows = connection.execute(
        "SELECT min(p.passage_id), k.title, k.body, k.publisher FROM past_keyword k "  # noqa: S608  # our own SQL
        "CROSS JOIN passages p ON p.passage_id = k.rowid "
        + sql.replace(" WHERE ", " WHERE past_keyword MATCH ? AND ", 1),
        (match_any(terms), *arguments),
    )
    scorer = Bm25(connection, terms)
    return [Hit(passage_id, scorer.score(columns)) for passage_id, *columns in rows]


def find_standing(connection: sqlite3.Connection, article: Article, day: date) -> list[Article]:
    """The live articles of its group, and those whose text it was, each in the version that stood on the day; the
    earliest published first. Those that had not been published by then are left out."""
    stood = (
        "a.is_live AND v.stands_from <= ?1 AND (v.stands_until IS NULL OR ?1 < v.stands_until) AND v.published_on <= ?1"
    )
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE v.version_id IN ("  # noqa: S608  # our own SQL
        f"SELECT v.version_id FROM articles a JOIN versions v ON v.article_key = a.article_key "
        f"WHERE a.group_id = ?2 AND {stood} UNION "
        f"SELECT v.version_id FROM texts t JOIN versions v ON v.text_id = t.text_id "
        f"JOIN articles a ON a.article_key = v.article_key WHERE t.sha256 = ?3 AND {stood}) "
        "ORDER BY v.published_on, v.published_at, a.article_key",
        (day.isoformat(), article.group_id, article.text_sha256),
    )
    # the agency's own before those who carry it
    return sorted((article_from(row) for row in rows), key=lambda one: not is_agency(one.publisher or ""))


class Bm25:
    """FTS5's bm25() of a row that is not in the index, by the index's statistics. Large is good."""

    def __init__(self, connection: sqlite3.Connection, terms: Sequence[str]) -> None:
        row_count, token_count = _totals(connection)
        self._average = token_count / row_count if row_count and token_count else 1.0
        self._rarity: dict[str, float] = {}
        for term in terms:
            found = connection.execute("SELECT doc FROM keyword_terms WHERE term = ?", (term,)).fetchone()
            hits = found[0] if found else 0
            rarity = math.log((row_count - hits + 0.5) / (hits + 0.5)) if row_count >= hits else 0.0
            self._rarity[term] = max(rarity, 1e-6)

    def score(self, columns: Sequence[str]) -> float:
        """`columns`: title, body and publisher as the keyword index holds them."""
        words = [column.split() for column in columns]
        counts = [Counter(column) for column in words]
        length = sum(len(column) for column in words)
        total = 0.0
        for term, rarity in self._rarity.items():
            often = sum(weight * count[term] for weight, count in zip(WEIGHTS, counts, strict=True))
            total += rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length / self._average))
        return total


def _past_sql(filters: Filters, joined: str) -> tuple[str, tuple[str, ...]]:
    condition: Condition = past_condition(filters)
    day = filters.as_of.isoformat() if filters.as_of else ""
    return _PAST.format(joined=joined, condition=condition.sql), (*condition.arguments, day, day)


def _totals(connection: sqlite3.Connection) -> tuple[int, int]:
    """Rows and tokens in the keyword index, from the record of averages that FTS5 keeps for bm25() itself."""
    record = connection.execute("SELECT block FROM keyword_data WHERE id = 1").fetchone()
    numbers = list(_varints(record[0])) if record else []
    return (numbers[0], sum(numbers[1:])) if numbers else (0, 0)


def _varints(block: bytes) -> Iterator[int]:
    """SQLite's numbers of variable length, as the records of FTS5 hold them; none here needs the ninth byte."""
    value = 0
    for byte in block:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0
