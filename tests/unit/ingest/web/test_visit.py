"""Addresses to items: what is asked, in what order, and what is remembered. Over a line that answers as it is told."""

import gzip
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from ingest.sources.found import Item, Note, ReadArticle, Reading, Remember, Skip, Unchanged
from ingest.sources.row_fields import RowFields
from ingest.web.address import Allowed, WebAddress, parse_address
from ingest.web.exchange import Exchange, Limits, Line
from ingest.web.fetched import Known
from ingest.web.fetcher import Budget, Fetcher
from ingest.web.state import known_of
from ingest.web.visit import Visit
from tests.web_site import Page, article, rss, sentences

SITE = "https://news.example"
READING = Reading(RowFields(), 100_000)


class Served(Line):
    def __init__(self, pages: Mapping[str, Page]) -> None:
        super().__init__(Allowed(), lambda _host, _port: [], "Copydesk")
        self.pages = pages
        self.asked: list[str] = []

    def get(self, address: WebAddress, limits: Limits, headers: Mapping[str, str]) -> Exchange:
        page = self.pages.get(address.url.removeprefix(SITE), Page(status=404))
        if address.target != "/robots.txt":
            self.asked.append(address.url.removeprefix(SITE))
        body = page.body.encode() if isinstance(page.body, str) else page.body
        named = {name.lower(): value for name, value in page.headers.items()}
        if named.get("etag") and headers.get("If-None-Match") == named["etag"]:
            return Exchange(304, named, b"", 0)
        return Exchange(page.status, named, body, len(body))


class Notebook:
    """What the archive would remember; it holds every article unless told otherwise."""

    def __init__(self) -> None:
        self.kept: dict[str, str | None] = {}
        self.gone: set[str] = set()

    def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    def holds(self, article_id: str) -> bool:
        return article_id not in self.gone


def visit(
    pages: Mapping[str, Page],
    *paths: str,
    notebook: Notebook | None = None,
    limit: int = 100,
    since: date | None = None,
) -> tuple[list[Item], Served]:
    line, memory = Served(pages), notebook or Notebook()
    fetcher = Fetcher(line, Allowed(), Budget(60, 10**9), user_agent="Copydesk", delay=0.0)
    items = list(Visit(fetcher, READING, memory, limit, since).items([parse_address(SITE + path) for path in paths]))
    memory.kept |= {item.key: item.value for item in items if isinstance(item, Remember)}
    return items, line


def articles(items: Sequence[Item]) -> list[str]:
    return [(item.article.url or "").removeprefix(SITE) for item in items if isinstance(item, ReadArticle)]


def of_kind(items: Sequence[Item], kind: type[Item]) -> list[str]:
    return [item.source.removeprefix(SITE) for item in items if isinstance(item, kind)]


def link(path: str, more: str = "") -> str:
    return f"<link>{SITE}{path}</link>{more}"


def sitemap(*paths: str, changed: str = "") -> str:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<urlset>{''.join(f'<url><loc>{SITE}{path}</loc>{lastmod}</url>' for path in paths)}</urlset>"


def test_a_page_a_feed_and_a_sitemap_in_one_run_each_article_once() -> None:
    pages = {name: Page(article(name.strip("/").upper())) for name in ("/a", "/b", "/c")}
    pages |= {"/feed": rss(link("/a"), link("/b")), "/map.xml.gz": Page(gzip.compress(sitemap("/b", "/c").encode()))}
    items, line = visit(pages, "/a", "/feed", "/map.xml.gz", "/a")
    assert sorted(articles(items)) == ["/a", "/b", "/c"]
    assert sorted(line.asked) == ["/a", "/b", "/c", "/feed", "/map.xml.gz"]
    assert of_kind(items, Skip) == []


def test_an_entry_without_a_link_and_a_feed_without_entries_are_said() -> None:
    json_feed = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "No link"}, 5]}'
    pages = {
        "/a": Page(article("A")),
        "/feed": rss(link("/a"), "<title>No link</title>", "<title>None either</title>"),
        "/empty": rss(),
        "/feed.json": Page(json_feed, content_type="application/feed+json"),
        "/map": Page(sitemap("/a").replace("<url>", "<url><lastmod>2026-05-01</lastmod></url><url>")),
        "/index": Page(f"<sitemapindex><sitemap><loc>{SITE}/map2</loc></sitemap></sitemapindex>"),
        "/map2": Page(sitemap("/a").replace("<url>", "<url></url><url>")),
    }
    items, _ = visit(pages, "/feed", "/empty", "/feed.json", "/map", "/index")
    assert articles(items) == ["/a"]
    said = [(item.source.removeprefix(SITE), item.reason) for item in items if isinstance(item, Skip)]
    assert {reason for _, reason in said} == {"an entry that links to no article"}
    assert sorted(source for source, _ in said) == ["/feed", "/feed", "/feed.json", "/feed.json", "/map", "/map2"]
    assert [item.text for item in items if isinstance(item, Note)] == ["A feed that lists no article."]


def test_never_a_link_further() -> None:
    """A feed in a feed, a sitemap in a feed, an index in an index: each one reason, none followed."""
    index = f"<sitemapindex><sitemap><loc>{SITE}/index2</loc></sitemap></sitemapindex>"
    pages = {
        "/feed": rss(link("/feed2"), link("/map")),
        "/feed2": rss(link("/a")),
        "/map": Page(sitemap("/a")),
        "/index": Page(index),
        "/index2": Page(index.replace("index2", "index3")),
        "/a": Page(article("A")),
    }
    items, line = visit(pages, "/feed", "/index")
    assert sorted(line.asked) == ["/feed", "/feed2", "/index", "/index2", "/map"]
    assert sorted(of_kind(items, Skip)) == ["/feed2", "/index2", "/map"]


def test_a_second_run_asks_on_condition_and_remembers_what_was_stored() -> None:
    pages = {
        "/a": Page(article("A"), headers={"ETag": '"a"'}),
        "/feed": rss(link("/a")),
        "/b": Page(article("B"), headers={"ETag": '"b"'}),
    }
    notebook = Notebook()
    first, _ = visit(pages, "/feed", "/b", notebook=notebook)
    assert sorted(articles(first)) == ["/a", "/b"]
    for item, following in pairwise(first):
        assert not isinstance(item, ReadArticle) or isinstance(following, Remember), "remembered behind its article"
    second, _ = visit(pages, "/feed", "/b", notebook=notebook)
    assert (articles(second), sorted(of_kind(second, Unchanged))) == ([], ["/a", "/b"])
    notebook.gone = {item.article_id for item in map(known, notebook.kept.values()) if item.article_id}
    third, _ = visit(pages, "/feed", "/b", notebook=notebook)
    assert sorted(articles(third)) == ["/a", "/b"], "what was removed from the archive is fetched anew"


def known(value: str | None) -> Known:
    found = known_of(value)
    assert found is not None
    return found


def test_a_feed_that_has_not_changed_is_not_gone_through_unless_something_is_open() -> None:
    feed = rss(link("/a"), link("/b"))
    pages = {
        "/feed": Page(feed.body, headers={"ETag": '"f"'}),
        "/a": Page(article("A")),
        "/b": Page("busy", 503, headers={"Retry-After": "3600"}),
    }
    notebook = Notebook()
    items, _ = visit(pages, "/feed", notebook=notebook)
    assert [item.is_passing for item in items if isinstance(item, Skip)] == [True]
    pages["/b"] = Page(article("B"))
    items, _ = visit(pages, "/feed", notebook=notebook)
    assert articles(items) == ["/a", "/b"]
    items, line = visit(pages, "/feed", notebook=notebook)
    assert (line.asked, items) == (
        ["/feed"],
        [Note(f"{SITE}/feed", "Nothing new: it has not changed since the last run.")],
    )


def test_what_was_left_out_is_open() -> None:
    pages = {"/feed": Page(rss(link("/a"), link("/b")).body, headers={"ETag": '"f"'}), "/a": Page(article("A"))}
    notebook = Notebook()
    visit(pages, "/feed", notebook=notebook, limit=1)
    _, line = visit(pages, "/feed", notebook=notebook)
    assert "/b" in line.asked


def test_a_sitemap_spares_what_it_says_is_unchanged() -> None:
    pages = {"/map": Page(sitemap("/a", changed="2020-01-01")), "/a": Page(article("A"))}
    notebook = Notebook()
    visit(pages, "/map", notebook=notebook)
    items, line = visit(pages, "/map", notebook=notebook)
    assert (line.asked, of_kind(items, Unchanged)) == (["/map"], ["/a"])


def test_since_holds_for_what_only_the_page_dates() -> None:
    dated = '<meta property="article:published_time" content="2026-05-01">'
    pages = {
        "/feed": rss(link("/a"), link("/b"), link("/c", "<pubDate>Fri, 01 May 2026 00:00:00 GMT</pubDate>")),
        "/a": Page(article("A", head=dated)),
        "/b": Page(article("B")),
        "/c": Page(article("C")),
    }
    items, line = visit(pages, "/feed", since=date(2026, 5, 2))
    assert articles(items) == ["/b"]
    assert [item.reason for item in items if isinstance(item, Skip)] == ["published on 2026-05-01, before --since"]
    assert "/c" not in line.asked


def test_the_feeds_whole_text_stands_in_only_for_a_page_that_is_kept_from_programs() -> None:
    whole = "".join(f"<p>{sentence * 2}</p>" for sentence in sentences("Omber"))
    content = f"<description>Short.</description><content:encoded><![CDATA[{whole}]]></content:encoded>"
    teaser = f"<content:encoded><![CDATA[{whole}<p>Read more</p>]]></content:encoded>"
    pages = {
        "/feed": rss(link("/login", content), link("/gone", content), link("/teaser", teaser), link("/empty", content)),
        "/login": Page("no", 403),
        "/gone": Page("no", 410),
        "/teaser": Page("no", 403),
        "/empty": Page("<html><body></body></html>"),
    }
    items, _ = visit(pages, "/feed")
    assert sorted(articles(items)) == ["/empty", "/login"]
    assert sorted(of_kind(items, Skip)) == ["/gone", "/teaser"]
    assert sorted(of_kind(items, Note)) == ["/empty", "/login"]
