from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import moment_in
from ingest.sources.found import Note, Skip
from ingest.web.address import parse_address
from ingest.web.choose import Choice, is_unchanged_since
from ingest.web.entry import Entry
from ingest.web.fetched import Known

FEED = parse_address("https://www.news.example/feed.xml")


def entry(link: str, published: str = "", changed: str = "") -> Entry:
    return Entry(link, published=moment_in(published), changed=moment_in(changed))


def links(choice: Choice) -> list[str]:
    return [wanted.address.target for wanted in choice.wanted]


def test_the_newest_where_there_are_too_many() -> None:
    choice = Choice(FEED, 2, None, set())
    entries = [entry("/a"), entry("/b", "2026-05-01"), entry("/c", "2026-05-03"), entry("/d", changed="2026-05-02")]
    choice.add(entries, base=FEED, same_domain=False)
    assert links(choice) == ["/c", "/d"]
    assert not choice.is_complete
    assert list(choice.remarks()) == [
        Note(FEED.url, "2 of its articles were left for another run: more than 2 (--limit).")
    ]


def test_in_order_where_there_are_not() -> None:
    choice = Choice(FEED, 9, date(2026, 5, 2), set())
    entries = [entry("/a"), entry("/b", "2026-05-01"), entry("/c", "2026-05-03"), entry("/d", "2026-05-02")]
    choice.add(entries, base=FEED, same_domain=False)
    assert links(choice) == ["/a", "/c", "/d"]
    assert list(choice.remarks()) == [Note(FEED.url, "1 of its articles are older than --since.")]


def test_each_address_once_in_a_run() -> None:
    met: set[str] = set()
    for _ in range(2):
        choice = Choice(FEED, 9, None, met)
        choice.add([entry("/a?utm_source=x"), entry("/a#top"), entry("/a?id=1")], base=FEED, same_domain=False)
    assert links(choice) == []
    assert len(met) == 2


def test_a_sitemap_speaks_for_its_own_site() -> None:
    choice = Choice(FEED, 9, None, set())
    given_links = ["https://news.example/a", "https://sport.news.example/b", "https://other.example/c", "javascript:x"]
    choice.add(map(entry, given_links), base=FEED, same_domain=True)
    assert links(choice) == ["/a", "/b"]
    assert list(choice.remarks()) == [
        Skip("javascript:x", f"not an http or https address (in {FEED.url})"),
        Note(FEED.url, "1 of its articles are on other sites, which a sitemap cannot speak for."),
    ]


@given(st.lists(st.sampled_from(["", "2026-05-01", "2026-05-02"]), max_size=12), st.integers(1, 5))
def test_nothing_is_left_out_uncounted(days: list[str], limit: int) -> None:
    choice = Choice(FEED, limit, date(2026, 5, 2), set())
    choice.add([entry(f"/{n}", day) for n, day in enumerate(days)], base=FEED, same_domain=False)
    assert len(choice.wanted) + choice.too_old + choice.over_limit == len(days)
    assert len(choice.wanted) <= limit


@pytest.mark.parametrize(
    ("changed", "is_unchanged"),
    [
        ("2026-05-05T07:59:59Z", True),
        ("2026-05-05T11:00:00+02:00", False),
        ("2026-05-05T09:00:00+02:00", True),
        ("2026-05-03", True),
        ("2026-05-04", False),
        ("2026-05-05", False),
        ("2026-05", False),
        ("", False),
    ],
)
def test_fetched_after_the_last_change(changed: str, is_unchanged: bool) -> None:
    known = Known("https://news.example/a", fetched_at="2026-05-05T08:00:00+00:00", article_id="a1")
    assert is_unchanged_since(entry("/a", changed=changed), known) == is_unchanged
    assert not is_unchanged_since(entry("/a", changed=changed), None)
