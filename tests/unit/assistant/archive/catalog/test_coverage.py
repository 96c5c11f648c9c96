"""Counts and lists for people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters, IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.admission.intake import take_out
from assistant.archive.catalog.coverage import count_articles, count_coverage, count_undated, live_names
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.listing import list_in_order

NewCatalog = Callable[[], AbstractContextManager[Database]]


def put(catalog: Database, *articles: IncomingArticle) -> None:
    """Each line of a text is a passage."""
    for article in articles:
        passages, start = [], 0
        for line in article.text.split("\n"):
            passages.append(IncomingPassage(start, start + len(line), (), line))
            start += len(line) + 1
        with catalog.transaction():
            admit(catalog, article, passages)


def listed(catalog: Database, query: str = "", offset: int = 0, limit: int = 50) -> list[str | None]:
    return [article.external_id for article in list_in_order(catalog, query, offset, limit, Filters())]


DAYS = st.none() | st.dates(date(2023, 12, 30), date(2024, 1, 3))


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(days=st.lists(DAYS, max_size=9), length=st.integers(1, 4))
def test_pages_hold_every_article_once_newest_first(
    new_catalog: NewCatalog, days: list[date | None], length: int
) -> None:
    with new_catalog() as catalog:
        for number, day in enumerate(days):
            put(catalog, IncomingArticle(f"Text {number % 3}.", external_id=str(number), published_on=day))
        pages = [listed(catalog, offset=offset, limit=length) for offset in range(0, len(days) + length, length)]
        found = [int(external_id or "") for page in pages for external_id in page]
        assert sorted(found) == list(range(len(days)))
        shown = [days[number] or date.min for number in found]
        assert shown == sorted(shown, reverse=True)
        coverage = count_coverage(catalog, Filters())
        dated = sorted(day for day in days if day is not None)
        assert (coverage.first_on, coverage.last_on) == ((dated[0], dated[-1]) if dated else (None, None))
        assert coverage.undated_count == len(days) - len(dated)
        assert coverage.passage_count == min(3, len(days))


def test_the_time_of_day_decides_within_a_day_and_the_latest_in_comes_first_without(
    catalog: Database,
) -> None:
    day = date(2024, 1, 1)
    put(
        catalog,
        IncomingArticle("Noon.", external_id="noon", published_on=day, published_at="2024-01-01T12:00:00"),
        IncomingArticle("Day.", external_id="day", published_on=day, published_at="2024-01-01"),
        IncomingArticle("Night.", external_id="night", published_on=day, published_at="2024-01-01T23:00:00"),
        IncomingArticle("First.", external_id="first"),
        IncomingArticle("Second.", external_id="second"),
    )
    assert listed(catalog) == ["night", "noon", "day", "second", "first"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mayor", ["1"]),
        ("mayor ferry", ["1"]),
        ("Bridge ferries", ["1"]),
        ("mayor strike", []),
        ("strikes", ["2"]),
        ("  ", ["2", "1"]),
        ("?!", []),
        ('mayor" OR "strike', []),
        ("mayor*", ["1"]),
        ("NOT mayor", ["1"]),
        ("title:mayor", []),
        ("Gazette", ["2", "1"]),
        ("\0", []),
        ("mayor " * 200, ["1"]),
    ],
)
def test_all_words_somewhere_in_the_article(catalog: Database, query: str, found: list[str]) -> None:
    put(
        catalog,
        IncomingArticle("The mayor spoke.\nA ferry came.", "Bridge", publisher="Gazette", external_id="1"),
        IncomingArticle("A strike began.", "Rail", publisher="Gazette", external_id="2"),
    )
    assert listed(catalog, query) == found


def test_an_outlet_in_two_spellings_is_one(catalog: Database) -> None:
    put(
        catalog,
        IncomingArticle("One.", publisher="Gazette", authors=("Ann Lee",), external_id="1"),
        IncomingArticle("Two.", publisher="GAZETTE", authors=("ANN  LEE", "Zoe"), external_id="2"),
        IncomingArticle("Three.", publisher="Äther", authors=("Bo",), external_id="3"),
        IncomingArticle("Four.", external_id="4"),
    )
    publishers = dict(count_coverage(catalog, Filters()).publishers)
    assert sorted(publishers.values()) == [1, 1, 2]
    assert publishers[""] == publishers["Äther"] == 1
    names, authors = live_names(catalog)
    assert [name.casefold() for name in names] == ["gazette", "äther"]
    assert [name.casefold() for name in authors][1:] == ["bo", "zoe"]
    assert len(authors) == 3


def test_names_of_earlier_versions_and_removed_articles_are_gone(catalog: Database) -> None:
    put(catalog, IncomingArticle("One.", publisher="Gazette", authors=("Ann",), url="https://a.example/1"))
    put(catalog, IncomingArticle("One, again.", publisher="Post", authors=("Bo",), url="https://a.example/1"))
    assert live_names(catalog) == (("Post",), ("Bo",))
    with catalog.transaction():
        assert take_out(catalog, str(catalog.execute("SELECT article_id FROM articles").fetchone()[0]))
    assert live_names(catalog) == ((), ())
    assert count_coverage(catalog, Filters()).article_count == 0


def test_undated_ones_are_counted_only_under_a_date_filter(catalog: Database) -> None:
    put(catalog, IncomingArticle("One.", publisher="Gazette"), IncomingArticle("Two.", published_on=date(2024, 1, 1)))
    since = date(2023, 1, 1)
    assert count_undated(catalog, Filters()) == 0
    assert count_undated(catalog, Filters(publishers=("Gazette",))) == 0
    assert count_undated(catalog, Filters(date_from=since)) == 1
    assert count_undated(catalog, Filters(date_to=since, publishers=("Post",))) == 0


def test_a_group_of_copies_can_be_listed_once(catalog: Database) -> None:
    for number, text in enumerate(("The dam held.", "The dam held.", "Rain fell.")):
        put(catalog, IncomingArticle(text, external_id=str(number), published_on=date(2024, 1, 1 + number)))
    leads = list_in_order(catalog, "", 0, 50, Filters(), leads_only=True)
    assert [article.external_id for article in leads] == ["2", "0"]
    found = list_in_order(catalog, "dam", 0, 50, Filters(), leads_only=True)
    assert [article.external_id for article in found] == ["0"]


OUTLETS = st.sampled_from([None, "Gazette", "GAZETTE", "Post", "Äther"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "take out"]), st.integers(0, 4), st.integers(0, 3), DAYS, OUTLETS),
    max_size=14,
)
FILTERS = st.builds(Filters, DAYS, DAYS, OUTLETS.map(lambda outlet: (outlet,) if outlet else ()))


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(steps=STEPS, filters=FILTERS)
def test_counters_agree_with_the_articles_whatever_came_and_went(
    new_catalog: NewCatalog,
    steps: list[tuple[str, int, int, date | None, str | None]],
    filters: Filters,
) -> None:
    with new_catalog() as catalog:
        for what, number, text, day, outlet in steps:
            if what == "put":
                lines = f"Text {text}.\nMore of it."
                put(catalog, IncomingArticle(lines, external_id=str(number), published_on=day, publisher=outlet))
                continue
            with catalog.transaction():
                row = catalog.execute("SELECT article_id FROM articles WHERE article_key = ?", (number,)).fetchone()
                if row is not None:
                    take_out(catalog, row[0])
        counted, articles = count_coverage(catalog, Filters()), count_articles(catalog, filters)
        passages = catalog.execute("SELECT count(*) FROM passages WHERE is_live").fetchone()[0]
        assert counted.passage_count == passages
        catalog.execute("DELETE FROM manifest WHERE name = 'live_passages'")  # as one that is not counted yet
        scanned = count_coverage(catalog, Filters())
        assert counted == scanned
        assert articles == count_articles(catalog, filters) == count_coverage(catalog, filters).article_count


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (None, None, 5),
        (date(2024, 1, 15), None, 3),
        (None, date(2024, 1, 15), 2),
        (date(2024, 1, 15), date(2024, 1, 15), 1),
        (date(2024, 1, 1), date(2024, 1, 31), 2),
        (date(2024, 1, 16), date(2024, 3, 1), 2),
        (date(2024, 2, 2), date(2024, 2, 28), 0),
        (date(2024, 3, 2), date(2024, 1, 1), 0),
    ],
)
def test_whole_months_and_their_edges(catalog: Database, first: date | None, last: date | None, count: int) -> None:
    days = [date(2024, 1, 1), date(2024, 1, 15), date(2024, 2, 1), date(2024, 3, 1), None]
    put(catalog, *(IncomingArticle(f"T{n}.", external_id=str(n), published_on=day) for n, day in enumerate(days)))
    assert count_articles(catalog, Filters(date_from=first, date_to=last)) == count
