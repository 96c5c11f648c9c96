"""Counts and lists for people: what the archive covers, which articles it holds."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from assistant.archive.article import Article, Coverage, Filters
from assistant.archive.filters import (
    Condition,
    article_condition,
    group_condition,
    not_held_condition,
    undated_condition,
)
from assistant.archive.keyword import match_each
from assistant.archive.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, article_from

__all__ = [
    "count_coverage",
    "count_mentions",
    "count_not_held",
    "count_undated",
    "list_live_articles",
    "live_kinds",
    "live_names",
    "outlets_of",
]


_GROUPS_WITH_WORD = (
    "SELECT p.group_id FROM keyword CROSS JOIN passages p ON p.passage_id = keyword.rowid WHERE keyword MATCH ?"
)


def count_coverage(connection: sqlite3.Connection, filters: Filters) -> Coverage:
    """Articles that match by themselves, and passages of which any copy's article matches."""
    condition = article_condition(filters)
    articles, first_on, last_on, dated = connection.execute(
        "SELECT count(*), min(a.published_on), max(a.published_on), count(a.published_on) "  # noqa: S608  # our own SQL
        f"FROM articles a WHERE {condition.sql}",
        condition.arguments,
    ).fetchone()
    publishers = connection.execute(
        "SELECT coalesce(max(a.publisher), ''), count(*) FROM articles a "  # noqa: S608  # our own SQL
        f"WHERE {condition.sql} GROUP BY a.publisher_folded ORDER BY 2 DESC, 1",
        condition.arguments,
    ).fetchall()
    passages = group_condition(filters)
    passage_count = connection.execute(
        f"SELECT count(*) FROM passages p WHERE {passages.sql}",  # noqa: S608  # our own SQL
        passages.arguments,
    ).fetchone()[0]
    return Coverage(
        article_count=articles,
        passage_count=passage_count,
        publishers=tuple((str(name), int(count)) for name, count in publishers),
        first_on=date.fromisoformat(first_on) if first_on else None,
        last_on=date.fromisoformat(last_on) if last_on else None,
        undated_count=articles - dated,
    )


def count_undated(connection: sqlite3.Connection, filters: Filters) -> int:
    if filters.date_from is None and filters.date_to is None and filters.as_of is None:
        return 0
    condition = undated_condition(filters)
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.arguments).fetchone()  # noqa: S608  # our own SQL
    return int(row[0])


def count_not_held(connection: sqlite3.Connection, filters: Filters) -> int:
    if filters.as_of is None:
        return 0
    condition = not_held_condition(filters)
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.arguments).fetchone()  # noqa: S608  # our own SQL
    return int(row[0])


def count_mentions(connection: sqlite3.Connection, query: str, filters: Filters) -> int:
    """Live articles whose headline or text has all the words; 0 where the query has none."""
    condition = _with_words(article_condition(filters), query, in_articles=True)
    if condition is None or not query.strip():
        return 0
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.arguments).fetchone()  # noqa: S608  # our own SQL
    return int(row[0])


def list_live_articles(
    connection: sqlite3.Connection,
    query: str,
    offset: int,
    limit: int,
    filters: Filters,
    *,
    leads_only: bool = False,
    in_articles: bool = False,
) -> list[Article]:
    """Newest first, undated ones last; the query's words may stand in different passages of the article.

    With `leads_only` each group of copies counts once, by the article that leads it; with `in_articles` the name of
    the publisher counts for none of the words.
    """
    condition = _with_words(article_condition(filters), query, in_articles=in_articles)
    if condition is None:
        return []
    sql, arguments = condition.sql, condition.arguments
    if leads_only:
        sql += " AND EXISTS (SELECT 1 FROM groups g WHERE g.group_id = a.group_id AND g.lead_key = a.article_key)"
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE v.version_id = a.current_version_id AND {sql} "  # noqa: S608  # our own SQL
        "ORDER BY a.published_on IS NULL, a.published_on DESC, v.published_at DESC, a.article_key DESC "
        "LIMIT ? OFFSET ?",
        (*arguments, limit, offset),
    )
    return [article_from(row) for row in rows]


def _with_words(condition: Condition, query: str, *, in_articles: bool) -> Condition | None:
    """True for those of the articles that have all the words, too; None where the query has nothing but marks."""
    if not query.strip():
        return condition
    matches = match_each(query, in_articles=in_articles)
    if not matches:
        return None
    groups = " INTERSECT ".join([_GROUPS_WITH_WORD] * len(matches))
    return Condition(f"{condition.sql} AND a.group_id IN ({groups})", (*condition.arguments, *matches))


def live_kinds(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute("SELECT DISTINCT kind FROM articles WHERE is_live ORDER BY kind"))


def live_names(connection: sqlite3.Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    publishers = connection.execute(
        "SELECT max(publisher) FROM articles WHERE is_live AND publisher IS NOT NULL "
        "GROUP BY publisher_folded ORDER BY publisher_folded"
    )
    authors = connection.execute(
        "SELECT max(b.author) FROM bylines b JOIN articles a ON a.article_key = b.article_key WHERE a.is_live "
        "GROUP BY b.author_folded ORDER BY b.author_folded"
    )
    return tuple(row[0] for row in publishers), tuple(row[0] for row in authors)


def outlets_of(connection: sqlite3.Connection, passage_ids: Sequence[int]) -> dict[int, str | None]:
    """Each passage's publisher, folded."""
    rows = connection.execute(
        "SELECT p.passage_id, a.publisher_folded FROM json_each(?) j CROSS JOIN passages p ON p.passage_id = j.value "
        "JOIN versions v ON v.version_id = p.version_id JOIN articles a ON a.article_key = v.article_key",
        (json.dumps(list(passage_ids)),),
    )
    return {int(passage_id): outlet for passage_id, outlet in rows}
