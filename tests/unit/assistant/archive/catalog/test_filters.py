"""The SQL of a filter lets through what a plain look at each article does."""

import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters, IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.filters import Condition, article_condition, group_condition, undated_condition

NewCatalog = Callable[[], AbstractContextManager[Database]]

NAMES = [
    "Gazette",
    " GAZETTE",
    "Ｇazette",
    "Straße",
    "STRASSE",
    "Daily  Post",
    "daily post",
    "%",
    "_",
    "O'Neil",
    "x' OR 1",
]
DAYS = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2), date(2024, 2, 29)]
KINDS = ["news", "opinion", "unknown", "News"]


@st.composite
def articles(draw: st.DrawFn) -> list[IncomingArticle]:
    return [
        IncomingArticle(
            text=f"Text {draw(st.integers(0, 4))}.",
            publisher=draw(st.none() | st.sampled_from(NAMES)),
            authors=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2))),
            published_on=draw(st.none() | st.sampled_from(DAYS)),
            kind=draw(st.sampled_from(KINDS)),
            external_id=str(number),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


FILTERS = st.builds(
    Filters,
    date_from=st.none() | st.sampled_from(DAYS),
    date_to=st.none() | st.sampled_from(DAYS),
    publishers=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    authors=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
)


def folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def matches(article: IncomingArticle, filters: Filters) -> bool:
    day = article.published_on
    return (
        matches_but_for_its_day(article, filters)
        and (filters.date_from is None or (day is not None and day >= filters.date_from))
        and (filters.date_to is None or (day is not None and day <= filters.date_to))
    )


def matches_but_for_its_day(article: IncomingArticle, filters: Filters) -> bool:
    return (
        (not filters.publishers or folded(article.publisher or "") in map(folded, filters.publishers))
        and (not filters.kinds or article.kind in filters.kinds)
        and (not filters.authors or not set(map(folded, article.authors)).isdisjoint(map(folded, filters.authors)))
    )


def articles_that_meet(catalog: Database, condition: Condition) -> set[str]:
    rows = catalog.execute(
        f"SELECT v.external_id FROM articles a JOIN versions v ON v.version_id = a.current_version_id "
        f"WHERE {condition.sql}",
        condition.arguments,
    )
    return {row[0] for row in rows}


def texts_that_meet(catalog: Database, condition: Condition) -> list[str]:
    rows = catalog.execute(
        "SELECT t.text FROM passages p JOIN versions v ON v.version_id = p.version_id "
        f"JOIN texts t ON t.text_id = v.text_id WHERE {condition.sql}",
        condition.arguments,
    )
    return sorted(row[0] for row in rows)


@pytest.mark.slow
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(stored=articles(), several=st.lists(FILTERS, min_size=1, max_size=6))
def test_filters_equal_a_plain_look(
    new_catalog: NewCatalog, stored: list[IncomingArticle], several: list[Filters]
) -> None:
    with new_catalog() as catalog:
        with catalog.transaction():
            for article in stored:
                admit(catalog, article, [IncomingPassage(0, len(article.text), (), article.text)])
        for filters in (Filters(), *several):
            chosen = [article for article in stored if matches(article, filters)]
            undated = [one for one in stored if one.published_on is None and matches_but_for_its_day(one, filters)]
            assert articles_that_meet(catalog, article_condition(filters)) == {one.external_id for one in chosen}
            assert articles_that_meet(catalog, undated_condition(filters)) == {one.external_id for one in undated}
            assert texts_that_meet(catalog, group_condition(filters)) == sorted({one.text for one in chosen})


@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=("Gazette",)), Filters(date_to=DAYS[-1])])
def test_what_is_no_longer_live_never_matches(catalog: Database, filters: Filters) -> None:
    for text in ("The first version.", "The second version."):
        article = IncomingArticle(text, publisher="Gazette", published_on=DAYS[0], external_id="1")
        with catalog.transaction():
            admit(catalog, article, [IncomingPassage(0, len(text), (), text)])
    assert texts_that_meet(catalog, group_condition(filters)) == ["The second version."]
    catalog.execute("UPDATE articles SET is_live = FALSE")
    assert articles_that_meet(catalog, article_condition(filters)) == set()


def test_as_many_names_as_a_menu_may_hold(catalog: Database) -> None:
    with catalog.transaction():
        admit(catalog, IncomingArticle("Text.", publisher="Paper 1999"), [])
    condition = article_condition(Filters(publishers=tuple(f"Paper {number}" for number in range(2000))))
    assert len(catalog.execute(f"SELECT 1 FROM articles a WHERE {condition.sql}", condition.arguments).fetchall()) == 1
