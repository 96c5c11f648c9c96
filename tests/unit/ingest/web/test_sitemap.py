from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import pytest

from ingest.sources.apart import Apart
from ingest.sources.found import Reading
from ingest.sources.reading import Unreadable
from ingest.sources.row_fields import RowFields
from ingest.web.address import parse_address
from ingest.web.choose import Choice
from ingest.web.entry import Entry
from ingest.web.fetched import Fetched
from ingest.web.listing import read_listing
from ingest.web.sitemap import read_sitemap
from ingest.web.sitemap_index import MOST_SITEMAPS, chosen_sitemaps

XMLNS = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
NEWS = (
    "<url><loc> https://news.example/a </loc><lastmod>2026-05-06</lastmod><news:news>"
    "<news:publication><news:name>The Lantern</news:name><news:language>en</news:language></news:publication>"
    "<news:publication_date>2026-05-05T08:00:00+02:00</news:publication_date>"
    "<news:title>Bridge &amp; river</news:title></news:news></url>"
)


def urlset(inner: str, above: str = "") -> bytes:
    return f'<?xml version="1.0"?>{above}<urlset {XMLNS}>{inner}</urlset>'.encode()


def test_a_news_sitemap() -> None:
    listing = read_sitemap(urlset(NEWS + "<url><loc>https://news.example/b</loc></url><url><loc/></url>"))
    first, second = listing.entries
    assert (first.link, first.title, first.publisher) == ("https://news.example/a", "Bridge & river", "The Lantern")
    assert first.published is not None
    assert first.published.text == "2026-05-05T08:00:00+02:00"
    assert first.changed is not None
    assert first.changed.text == "2026-05-06"
    assert (second.link, second.published, second.changed) == ("https://news.example/b", None, None)


def test_an_index() -> None:
    sitemap = "<sitemap><loc>/1.xml</loc><lastmod>2026-05-01</lastmod></sitemap>"
    listing = read_sitemap(f"<sitemapindex {XMLNS}>{sitemap}</sitemapindex>".encode())
    assert [entry.link for entry in listing.sitemaps] == ["/1.xml"]
    assert listing.entries == ()


def test_a_cut_one_is_read_as_far_as_it_goes() -> None:
    assert len(read_sitemap(urlset(NEWS * 3)[:-200]).entries) >= 2
    assert len(read_sitemap(f"<urlset>{'<url><loc>https://a.example/</loc></url>' * 2}".encode()).entries) == 2


@pytest.mark.parametrize("content", [b"<urlset/>", b"<urlset", b"not xml", b""])
def test_nothing_in_it(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_sitemap(content)


def test_no_entity_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://news.example/secret")
    outside = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "https://news.example/y">]>'
    listing = read_sitemap(urlset("<url><loc>&x;</loc></url><url><loc>&y;</loc></url>" + NEWS, outside))
    assert [entry.link for entry in listing.entries] == ["https://news.example/a"]


def named(number: int, changed: object) -> Entry:
    from ingest.clean import moment_in

    return Entry(f"/{number}.xml", changed=moment_in(changed))


def test_the_newest_sitemaps_of_an_index_are_read_until_there_is_enough() -> None:
    choice = Choice(parse_address("https://news.example/index.xml"), 2, None, set())
    sitemaps = [named(1, "2026-05-01"), named(2, "2026-05-03"), named(3, "2026-05-02")]
    read = []
    for address in chosen_sitemaps(sitemaps, choice):
        read.append(address.url)
        choice.add([Entry(f"/{len(read)}a"), Entry(f"/{len(read)}b")], base=address, same_domain=True)
    assert read == ["https://news.example/2.xml"]
    assert choice.sitemaps_left_out == 2


def test_old_and_too_many_sitemaps_are_counted() -> None:
    from datetime import date

    choice = Choice(parse_address("https://news.example/index.xml"), 9, date(2026, 5, 2), set())
    sitemaps = [named(1, "2026-05-01"), *(named(number, None) for number in range(60)), Entry("gopher://a")]
    assert len(list(chosen_sitemaps(sitemaps, choice))) == MOST_SITEMAPS
    assert choice.sitemaps_left_out == len(sitemaps) - MOST_SITEMAPS
    assert not choice.is_complete


@pytest.mark.slow
def test_a_sitemap_made_to_fill_the_memory_is_read_as_far_as_the_limit_goes() -> None:
    """Forty bytes for each of its own: here one of 48 MB, some kB on its way, took 1.4 gigabytes."""
    content = urlset(NEWS + "<url>" + "<a/>" * 12_000_000 + "</url>")
    fetched = Fetched(parse_address("https://news.example/sitemap.xml"), content, {}, "")
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with Apart(60, 200) as apart, suppress(Unreadable):
        listing = read_listing("sitemap", content, fetched, replace(Reading(RowFields(), 100_000), apart=apart))
        assert [one.link for one in listing.entries] == ["https://news.example/a"]
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 400_000, "kilobytes of this process"


@pytest.mark.slow
def test_a_sitemap_is_the_same_read_apart() -> None:
    content = urlset(NEWS + "<url><loc/></url>")
    fetched = Fetched(parse_address("https://news.example/sitemap.xml"), content, {}, "")
    with Apart(10, 500) as apart:
        reading = replace(Reading(RowFields(), 100_000), apart=apart)
        assert read_listing("sitemap", content, fetched, reading) == read_sitemap(content)
