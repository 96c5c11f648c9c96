"""Articles and versions as rows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.order import comes_before
from assistant.archive.catalog.records import (
    add_article,
    add_version,
    article_by_identity,
    make_current,
    store_text,
    text_id_of,
    update_metadata,
    versions_of,
)

NewCatalog = Callable[[], AbstractContextManager[Database]]

DAYS = st.none() | st.integers(1, 9).map(lambda day: f"2024-01-0{day}")


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(days=st.lists(DAYS, min_size=1, max_size=7))
def test_versions_stand_in_the_order_of_their_days(new_catalog: NewCatalog, days: list[str | None]) -> None:
    with new_catalog() as catalog:
        article = add_article(catalog, "one")
        newest = []
        for number, day in enumerate(days):
            incoming = IncomingArticle(f"Text {number}.", updated_at=day)
            stored = versions_of(catalog, article)
            added, is_newest = add_version(catalog, article, stored, incoming, store_text(catalog, incoming.text))
            assert added.version == number + 1
            assert versions_of(catalog, article)[-1].version_id == added.version_id or not is_newest
            newest.append(is_newest)
        stored = versions_of(catalog, article)
        assert {version.version for version in stored} == set(range(1, len(days) + 1))
        assert all(version.updated_at == days[version.version - 1] for version in stored)
        assert not any(comes_before(later, earlier) for earlier, later in pairwise(stored))
        ordinals = catalog.execute("SELECT ordinal FROM versions ORDER BY ordinal").fetchall()
        assert [row[0] for row in ordinals] == list(range(len(days)))
        assert newest[0]


def test_a_text_is_kept_once(catalog: Database) -> None:
    assert text_id_of(catalog, "Text.") is None
    number = store_text(catalog, "Text.")
    assert store_text(catalog, "Text.") == text_id_of(catalog, "Text.") == number
    assert store_text(catalog, "Text. ") != number
    assert catalog.execute("SELECT count(*) FROM texts").fetchone() == (2,)


def test_an_article_is_not_live_before_it_has_a_version(catalog: Database) -> None:
    assert article_by_identity(catalog, "one") is None
    added = add_article(catalog, "one")
    assert article_by_identity(catalog, "one") == added
    assert (added.is_live, added.group_id, added.current_version_id) == (False, None, None)
    assert versions_of(catalog, added) == []


def test_filters_follow_the_version_that_is_current(catalog: Database) -> None:
    article = add_article(catalog, "one")
    catalog.execute("INSERT INTO groups (lead_key) VALUES (?)", (article.key,))
    first = IncomingArticle(
        "Text.", publisher="Gazette", authors=("Ann Lee", "ANN LEE", " "), published_on=date(2024, 1, 1), kind="news"
    )
    version, _ = add_version(catalog, article, [], first, store_text(catalog, "Text."))
    make_current(catalog, article, version, 1)
    assert narrow_row(catalog) == ("2024-01-01", "Gazette", "gazette", "news", 1, None)
    assert catalog.execute("SELECT author_folded FROM bylines").fetchall() == [("ann lee",)]
    catalog.execute("UPDATE articles SET is_live = 0, removed_at = '2024-02-01'")
    changed = update_metadata(catalog, version, IncomingArticle("Text.", publisher=" ", authors=("Bo",)))
    assert (changed.version_id, changed.version, changed.text_id) == (version.version_id, 1, version.text_id)
    assert versions_of(catalog, article) == [changed]
    make_current(catalog, article, changed, 1)
    assert narrow_row(catalog) == (None, None, "", "unknown", 1, None)
    assert catalog.execute("SELECT author FROM bylines").fetchall() == [("Bo",)]


def narrow_row(catalog: Database) -> tuple[object, ...]:
    row: tuple[object, ...] = catalog.execute(
        "SELECT published_on, publisher, publisher_folded, kind, is_live, removed_at FROM articles"
    ).fetchone()
    return row
