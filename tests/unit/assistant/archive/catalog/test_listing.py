"""Lists in an order of somebody's choice, and counts by time."""

from datetime import date

import pytest

from assistant.archive import Filters, IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.listing import Order, count_by_period, count_listed, list_in_order


@pytest.fixture
def shelves(catalog: Database) -> Database:
    for name, text, publisher, day in (
        ("1", "The bridge was closed. A dog barked at the tide.", "Tide", date(2024, 1, 5)),
        ("2", "Bridge, bridge, bridge: all about the bridge.", "Lantern", date(2024, 2, 7)),
        ("3", "Rain fell on the council and on its long report about drains and a bridge.", None, None),
        ("4", "Nothing to see.", "Lantern", date(2025, 2, 7)),
    ):
        incoming = IncomingArticle(text, external_id=name, publisher=publisher, published_on=day)
        with catalog.transaction():
            admit(catalog, incoming, [IncomingPassage(0, len(text), (), text)])
    return catalog


@pytest.mark.parametrize(
    ("order", "query", "listed"),
    [
        ("newest", "", ["4", "2", "1", "3"]),
        ("oldest", "", ["1", "2", "4", "3"]),
        ("outlet", "", ["4", "2", "1", "3"]),
        ("best", "", ["4", "2", "1", "3"]),
        ("best", "bridge", ["2", "1", "3"]),
        ("newest", "bridge", ["2", "1", "3"]),
        ("best", "zeppelin", []),
        ("best", "!", []),
    ],
)
def test_each_order(shelves: Database, order: Order, query: str, listed: list[str]) -> None:
    found = list_in_order(shelves, query, 0, 10, Filters(), order)
    assert [article.external_id for article in found] == listed
    assert count_listed(shelves, query, Filters()) == len(listed)
    pages = [list_in_order(shelves, query, at, 1, Filters(), order) for at in range(len(listed) + 1)]
    assert [article.external_id for page in pages for article in page] == listed


def test_the_best_match_keeps_to_the_filters(shelves: Database) -> None:
    found = list_in_order(shelves, "bridge", 0, 10, Filters(publishers=("tide",)), "best", leads_only=True)
    assert [article.external_id for article in found] == ["1"]


def test_counts_by_day_month_and_year(shelves: Database) -> None:
    assert count_by_period(shelves, "", Filters(), "year") == [("2024", 2), ("2025", 1)]
    assert count_by_period(shelves, "bridge", Filters(), "month") == [("2024-01", 1), ("2024-02", 1)]
    assert count_by_period(shelves, "bridge", Filters(date_to=date(2024, 1, 31)), "day") == [("2024-01-05", 1)]
    assert count_by_period(shelves, "!", Filters(), "day") == []
