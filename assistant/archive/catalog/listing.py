"""Lists of articles for a person who looks around: in an order of their choice, counted by day, month or year."""

from typing import Literal

from assistant.archive.article import Article, Filters
from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.catalog.filters import Condition, article_condition
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, article_from

__all__ = ["Order", "Period", "count_by_period", "count_listed", "list_in_order", "with_words"]

Order = Literal["newest", "oldest", "outlet", "best"]
"""`best`: by the words alone, the passage that fits them best first; without words as `newest`."""
Period = Literal["day", "month", "year"]

_LEADS = " AND EXISTS (SELECT 1 FROM groups g WHERE g.group_id = a.group_id AND g.lead_key = a.article_key)"
_NEWEST = "a.published_on IS NULL, a.published_on DESC, v.published_at DESC NULLS LAST, a.article_key DESC"
_ORDERS: dict[Order, str] = {
    "newest": _NEWEST,
    "oldest": "a.published_on IS NULL, a.published_on, v.published_at NULLS FIRST, a.article_key",
    "outlet": f"coalesce(a.publisher_folded, '') = '', a.publisher_folded, {_NEWEST}",
    "best": f"b.distance, {_NEWEST}",
}
_LENGTHS: dict[Period, int] = {"day": 10, "month": 7, "year": 4}
"""Characters of an ISO day that name the period."""


def with_words(
    connection: Database, condition: Condition, query: str, *, in_articles: bool = False
) -> Condition | None:
    """True for those of the articles that have all the words, too; None where the query has nothing but marks."""
    if not query.strip():
        return condition
    groups = keywords_of(connection).groups_with_each(query, in_articles=in_articles)
    if not groups:
        return None
    arguments = [argument for one in groups for argument in one.arguments]
    each = " INTERSECT ".join(one.sql for one in groups)
    return Condition(f"{condition.sql} AND a.group_id IN ({each})", (*condition.arguments, *arguments))


def list_in_order(
    connection: Database,
    query: str,
    offset: int,
    limit: int,
    filters: Filters,
    order: Order = "newest",
    *,
    leads_only: bool = False,
    in_articles: bool = False,
) -> list[Article]:
    """See `Snapshot.list_articles`. Texts are read of the articles that are listed, not of those that are sorted."""
    condition = with_words(connection, article_condition(filters), query, in_articles=in_articles)
    if condition is None:
        return []
    best = keywords_of(connection).groups_by_distance(query) if order == "best" else None
    order = "newest" if order == "best" and best is None else order
    joined = f"JOIN ({best.sql}) b ON b.group_id = a.group_id " if best is not None else ""
    rows = connection.execute(
        f"SELECT v.version_id FROM articles a {joined}JOIN versions v ON v.version_id = a.current_version_id "  # ours  # noqa: S608  # ours
        f"WHERE {condition.sql}{_LEADS if leads_only else ''} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*(best.arguments if best is not None else ()), *condition.arguments, limit, offset),
    )
    return _articles_of(connection, [row[0] for row in rows])


def count_listed(connection: Database, query: str, filters: Filters, *, leads_only: bool = False) -> int:
    """How many articles `list_in_order` would list without a limit."""
    condition = with_words(connection, article_condition(filters), query)
    if condition is None:
        return 0
    sql = f"SELECT count(*) FROM articles a WHERE {condition.sql}{_LEADS if leads_only else ''}"  # ours  # noqa: S608  # ours
    return int(connection.execute(sql, condition.arguments).fetchone()[0])


def count_by_period(
    connection: Database, query: str, filters: Filters, period: Period, *, leads_only: bool = False
) -> list[tuple[str, int]]:
    """Of the same articles: `2031-05` and how many; oldest first, without empty periods and undated articles."""
    condition = with_words(connection, article_condition(filters), query)
    if condition is None:
        return []
    rows = connection.execute(
        f"SELECT substr(a.published_on, 1, {_LENGTHS[period]}), count(*) FROM articles a "  # ours  # noqa: S608  # ours
        f"WHERE {condition.sql}{_LEADS if leads_only else ''} AND a.published_on IS NOT NULL GROUP BY 1 ORDER BY 1",
        condition.arguments,
    )
    return [(str(name), int(count)) for name, count in rows]


def _articles_of(connection: Database, version_ids: list[int]) -> list[Article]:
    """In the order given."""
    rows = connection.execute(
        f"SELECT v.version_id, {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} "  # our own SQL  # noqa: S608  # our own SQL
        f"WHERE v.version_id {IN_LIST}",
        (connection.in_list(version_ids),),
    )
    found = {row[0]: article_from(row[1:]) for row in rows}
    return [found[version_id] for version_id in version_ids]
