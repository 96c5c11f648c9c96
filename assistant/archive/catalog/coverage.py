"""Counts and names for people: what the archive covers."""

from collections.abc import Sequence
from datetime import date

from assistant.archive.article import Coverage, Filters
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.filters import (
    Condition,
    article_condition,
    group_condition,
    not_held_condition,
    undated_condition,
)
from assistant.archive.catalog.identity import fold_name
from assistant.archive.catalog.listing import with_words
from assistant.archive.catalog.manifest import is_counted, read_passage_count

__all__ = [
    "count_articles",
    "count_coverage",
    "count_mentions",
    "count_not_held",
    "count_undated",
    "live_kinds",
    "live_names",
    "outlets_of",
]


def count_coverage(connection: Database, filters: Filters) -> Coverage:
    """Articles that match by themselves, and passages of which any copy's article matches."""
    if filters.is_empty and is_counted(connection):
        return _read_coverage(connection)
    condition = article_condition(filters)
    articles, first_on, last_on, dated = connection.execute(
        "SELECT count(*), min(a.published_on), max(a.published_on), count(a.published_on) "  # noqa: S608  # ours
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
    return _coverage(publishers, passage_count, first_on, last_on, articles - dated)


def count_articles(connection: Database, filters: Filters) -> int:
    """The articles of `count_coverage` alone, which is quicker where filters let most through."""
    is_by_month = filters.as_of is None and not filters.authors and not filters.kinds
    if is_by_month and is_counted(connection):
        return _count_by_month(connection, filters)
    condition = article_condition(filters)
    return _count_where(connection, condition)


def _count_where(connection: Database, condition: Condition) -> int:
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.arguments).fetchone()  # noqa: S608  # our own SQL
    return int(row[0])


def _read_coverage(connection: Database) -> Coverage:
    """Of all live articles, from the counters."""
    publishers = connection.execute(
        "SELECT max(publisher), sum(article_count) FROM outlet_months WHERE article_count > 0 "
        "GROUP BY publisher_folded ORDER BY 2 DESC, 1"
    ).fetchall()
    undated = connection.execute("SELECT coalesce(sum(article_count), 0) FROM outlet_months WHERE month = ''")
    undated_count = int(undated.fetchone()[0])
    first_on, last_on = (
        connection.execute(f"SELECT {end}(published_on) FROM articles WHERE is_live").fetchone()[0]  # noqa: S608  # two fixed names
        for end in ("min", "max")
    )
    return _coverage(publishers, read_passage_count(connection) or 0, first_on, last_on, undated_count)


def _count_by_month(connection: Database, filters: Filters) -> int:
    """Whole months from the counters; of the first and the last the days that are asked for."""
    first, last = filters.date_from, filters.date_to
    outlets, names = "", tuple(fold_name(name) for name in filters.publishers)
    if names:
        outlets = f" AND publisher_folded IN ({', '.join('?' for _ in names)})"
    if first is None and last is None:
        months, edges = Condition("TRUE"), []
    else:
        after, before = (first.isoformat() if first else "0000-00-00"), (last.isoformat() if last else "9999-99-99")
        months = Condition("month > ? AND month < ?", (after[:7], before[:7]))
        edges = [(after, min(before, after[:7] + "-99"))]
        if before[:7] > after[:7]:
            edges.append((before[:7] + "-00", before))
    count = connection.execute(
        f"SELECT coalesce(sum(article_count), 0) FROM outlet_months WHERE {months.sql}{outlets}",  # noqa: S608  # our own SQL
        (*months.arguments, *names),
    ).fetchone()[0]
    days = f"SELECT count(*) FROM articles WHERE is_live AND published_on >= ? AND published_on <= ?{outlets}"  # noqa: S608  # our own SQL
    return int(count) + sum(int(connection.execute(days, (*edge, *names)).fetchone()[0]) for edge in edges)


def _coverage(
    publishers: Sequence[tuple[str, int]],
    passage_count: int,
    first_on: str | None,
    last_on: str | None,
    undated_count: int,
) -> Coverage:
    return Coverage(
        article_count=sum(int(count) for _, count in publishers),
        passage_count=passage_count,
        publishers=tuple((str(name), int(count)) for name, count in publishers),
        first_on=date.fromisoformat(first_on) if first_on else None,
        last_on=date.fromisoformat(last_on) if last_on else None,
        undated_count=undated_count,
    )


def count_undated(connection: Database, filters: Filters) -> int:
    if filters.date_from is None and filters.date_to is None and filters.as_of is None:
        return 0
    condition = undated_condition(filters)
    return _count_where(connection, condition)


def count_not_held(connection: Database, filters: Filters) -> int:
    if filters.as_of is None:
        return 0
    condition = not_held_condition(filters)
    return _count_where(connection, condition)


def count_mentions(connection: Database, query: str, filters: Filters) -> int:
    """Live articles whose headline or text has all the words; 0 where the query has none."""
    condition = with_words(connection, article_condition(filters), query, in_articles=True)
    if condition is None or not query.strip():
        return 0
    return _count_where(connection, condition)


def live_kinds(connection: Database) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute("SELECT DISTINCT kind FROM articles WHERE is_live ORDER BY kind"))


def live_names(connection: Database) -> tuple[tuple[str, ...], tuple[str, ...]]:
    publishers = connection.execute(
        "SELECT max(publisher) FROM articles WHERE is_live AND publisher IS NOT NULL "
        "GROUP BY publisher_folded ORDER BY publisher_folded"
    )
    authors = connection.execute(
        "SELECT max(b.author) FROM bylines b JOIN articles a ON a.article_key = b.article_key WHERE a.is_live "
        "GROUP BY b.author_folded ORDER BY b.author_folded"
    )
    return tuple(row[0] for row in publishers), tuple(row[0] for row in authors)


def outlets_of(connection: Database, passage_ids: Sequence[int]) -> dict[int, str | None]:
    """Each passage's publisher, folded."""
    rows = connection.execute(
        "SELECT p.passage_id, a.publisher_folded FROM json_each(?) j CROSS JOIN passages p ON p.passage_id = j.value "
        "JOIN versions v ON v.version_id = p.version_id JOIN articles a ON a.article_key = v.article_key",
        (connection.in_list(passage_ids),),
    )
    return {int(passage_id): outlet for passage_id, outlet in rows}
