"""Filters as SQL over the narrow table of articles. An article qualifies if any live member of its group does."""

from dataclasses import dataclass
from datetime import date

from assistant.archive.article import Filters
from assistant.archive.catalog.identity import fold_name

__all__ = [
    "Condition",
    "article_condition",
    "group_condition",
    "not_held_condition",
    "past_condition",
    "undated_condition",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition and its arguments."""

    sql: str
    arguments: tuple[object, ...] = ()


def article_condition(filters: Filters) -> Condition:
    """True for the live articles (alias `a`) that match by themselves; as of a day, in any version."""
    conditions = [Condition("a.is_live"), *_days(filters, "a"), *_names(filters)]
    if filters.as_of is not None:
        conditions.append(_had_version(filters.as_of))
    return _all(conditions)


def not_held_condition(filters: Filters) -> Condition:
    """True for the live articles published by the day asked for of which only a later text is held."""
    assert filters.as_of is not None
    version = _had_version(filters.as_of)
    days = _days(filters, "a")
    return _all([Condition("a.is_live"), *days, *_names(filters), Condition(f"NOT {version.sql}", version.arguments)])


def past_condition(filters: Filters) -> Condition:
    """True for passages (alias `p`, with `v` and `a`) of replaced versions that stood on the day; never without one."""
    if filters.as_of is None:
        return Condition("FALSE")
    day = filters.as_of.isoformat()
    stood = Condition("p.is_past AND a.is_live AND v.stands_from <= ? AND ? < v.stands_until", (day, day))
    return _all([stood, *_days(filters, "v"), *_names(filters)])


def group_condition(filters: Filters, *, for_few: bool = False) -> Condition:
    """True for passages (alias `p`) whose group has a live member that matches; of all live ones without filters.

    `for_few`: the passages are named otherwise too and few, so each is looked at rather than all that match listed.
    """
    if filters.is_empty:
        return Condition("p.is_live")
    stands = [Condition("a.stands_from <= ?", (filters.as_of.isoformat(),))] if filters.as_of is not None else []
    inner = _all([Condition("a.is_live"), *_days(filters, "a"), *stands, *_names(filters)])
    if for_few:
        one = f"EXISTS (SELECT 1 FROM articles a WHERE a.group_id = p.group_id AND {inner.sql})"  # noqa: S608  # our own SQL
        return Condition(f"p.is_live AND {one}", inner.arguments)
    return Condition(
        f"p.is_live AND p.group_id IN (SELECT a.group_id FROM articles a WHERE {inner.sql})",  # noqa: S608  # ours
        inner.arguments,
    )


def undated_condition(filters: Filters) -> Condition:
    """True for the live articles that a date filter leaves out for want of a date, and nothing else does."""
    return _all([Condition("a.is_live AND a.published_on IS NULL"), *_names(filters)])


def _days(filters: Filters, alias: str) -> list[Condition]:
    """The limits of publication; an article as of a day was published by then."""
    last = min((day for day in (filters.date_to, filters.as_of) if day is not None), default=None)
    conditions = []
    if filters.date_from is not None:
        conditions.append(Condition(f"{alias}.published_on >= ?", (filters.date_from.isoformat(),)))
    if last is not None:
        conditions.append(Condition(f"{alias}.published_on <= ?", (last.isoformat(),)))
    return conditions


def _had_version(day: date) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM versions s WHERE s.article_key = a.article_key AND s.stands_from <= ? "
        "AND s.published_on <= ?)",
        (day.isoformat(), day.isoformat()),
    )


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
