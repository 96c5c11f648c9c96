"""Filters as SQL over the narrow table of articles. An article qualifies if any live member of its group does."""

from dataclasses import dataclass

from assistant.archive.article import Filters
from assistant.archive.identity import fold_name

__all__ = ["Condition", "article_condition", "group_condition", "undated_condition"]


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition and its arguments."""

    sql: str
    arguments: tuple[str, ...] = ()


def article_condition(filters: Filters) -> Condition:
    """True for the live articles (alias `a`) that match by themselves."""
    days = []
    if filters.date_from is not None:
        days.append(Condition("a.published_on >= ?", (filters.date_from.isoformat(),)))
    if filters.date_to is not None:
        days.append(Condition("a.published_on <= ?", (filters.date_to.isoformat(),)))
    return _all([Condition("a.is_live"), *days, *_names(filters)])


def group_condition(filters: Filters) -> Condition:
    """True for passages (alias `p`) whose group has a live member that matches; of all live ones without filters."""
    if filters.is_empty:
        return Condition("p.is_live")
    inner = article_condition(filters)
    return Condition(
        f"p.is_live AND p.group_id IN (SELECT a.group_id FROM articles a WHERE {inner.sql})",  # noqa: S608  # our own SQL
        inner.arguments,
    )


def undated_condition(filters: Filters) -> Condition:
    """True for the live articles that a date filter leaves out for want of a date, and nothing else does."""
    return _all([Condition("a.is_live AND a.published_on IS NULL"), *_names(filters)])


def _names(filters: Filters) -> list[Condition]:
    conditions = []
    if filters.publishers:
        names = tuple(fold_name(name) for name in filters.publishers)
        conditions.append(Condition(f"a.publisher_folded IN ({_marks(names)})", names))
    if filters.kinds:
        conditions.append(Condition(f"a.kind IN ({_marks(filters.kinds)})", filters.kinds))
    if filters.authors:
        names = tuple(fold_name(name) for name in filters.authors)
        conditions.append(
            Condition(
                "a.article_key IN (SELECT b.article_key FROM bylines b "  # noqa: S608  # our own SQL
                f"WHERE b.author_folded IN ({_marks(names)}))",
                names,
            )
        )
    return conditions


def _all(conditions: list[Condition]) -> Condition:
    return Condition(
        " AND ".join(condition.sql for condition in conditions),
        tuple(argument for condition in conditions for argument in condition.arguments),
    )


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" for _ in values)
