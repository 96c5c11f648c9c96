"""Feeds of every sort; the shared ones, malformed and odd, take some four seconds together."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.language import Moment
from ingest.sources import Apart, Reading, RowFields
from ingest.sources.reading import Unreadable
from ingest.web.address import parse_address
from ingest.web.entry import Listing
from ingest.web.feed import read_feed
from ingest.web.fetched import Fetched
from ingest.web.kind import kind_of_content
from ingest.web.listing import read_listing

READING = Reading(RowFields(), 100_000)
ADDRESS = "https://news.example/feed.xml"
ITEM = "<item><title>A &amp; B</title><link>/a</link>{0}</item>"


def rss(inner: str, *, above: str = "") -> Listing:
    return read_feed(
        f'<?xml version="1.0"?>{above}<rss version="2.0"><channel>{inner}</channel></rss>'.encode(), ADDRESS
    )


def test_rss() -> None:
    listing = rss(
        "<language>de-AT</language>"
        + ITEM.format(
            "<pubDate>Wed, 06 May 2026 09:30:00 +0200</pubDate><author>Ann Lee</author><description>x</description>"
        )
        + "<item><title>No link</title></item>"
    )
    (entry,) = listing.entries
    assert (entry.link, entry.title, entry.authors) == ("https://news.example/a", "A & B", ("Ann Lee",))
    assert entry.published is not None
    assert entry.published.text == "2026-05-06T09:30:00+02:00"
    assert (entry.language, entry.text, entry.changed) == ("de-AT", None, None)


def test_atom_and_rdf() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="self" href="/self"/>'
        '<link href="/a"/><updated>2026-05-07T10:00:00Z</updated><author><name>Ann Lee</name></author>'
        "<author><name>Bo Roy</name></author></entry></feed>"
    )
    (entry,) = read_feed(atom.encode(), ADDRESS).entries
    assert (entry.link, entry.authors) == ("https://news.example/a", ("Ann Lee", "Bo Roy"))
    assert entry.published is None, "a change is no publication"
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>A</title><link>https://news.example/a</link>'
        "<dc:date>2026-05-06</dc:date></item></rdf:RDF>"
    )
    (entry,) = read_feed(rdf.encode(), ADDRESS).entries
    assert entry.link == "https://news.example/a"
    assert entry.published in (None, Moment("2026-05-06", entry.published.day if entry.published else None))


@pytest.mark.slow
def test_no_entity_is_followed_and_none_unfolds(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y SYSTEM "http://127.0.0.1:9/">]>'
    listing = rss(ITEM.format("<description>&x;&y;</description><author>&x;</author>"), above=outside)
    assert "secret" not in repr(listing)
    laughs = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{("&l" + str(n - 1) + ";") * 9 if n else ""}">'
        for n in range(12)
    )
    listing = rss(ITEM.format("<author>&l11;</author>"), above=f"<!DOCTYPE rss [{laughs}]>")
    assert len(repr(listing)) < 100_000


@pytest.mark.parametrize("content", [b"<html><p>Hello</p></html>", b"\x00\x01", b"plain words", b"{}"])
def test_what_is_no_feed(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(content, ADDRESS)


def outcome(path: Path) -> str:
    """The number of entries or the reason, the way a fetched feed is read."""
    content = path.read_bytes()
    fetched = Fetched(parse_address(ADDRESS), content, {}, "")
    try:
        kind = kind_of_content(content)
        if kind == "page":
            return "a page"
        listing = read_listing(kind, content, fetched, READING)
    except Unreadable as fault:
        return str(fault)
    assert all(entry.link.strip() and len(entry.title or "") <= 1000 for entry in listing.entries)
    return str(len(listing.entries))


@pytest.mark.slow
def test_every_shared_feed_gives_entries_or_a_reason(shared_data: Path) -> None:
    feeds = sorted((shared_data / "feeds").rglob("*.xml"))
    assert len(feeds) == 2106
    read = [outcome(path) for path in feeds]
    assert sum(found.isdigit() for found in read) > len(read) * 0.85


@pytest.mark.slow
def test_a_feed_made_to_take_forever_costs_one_reason() -> None:
    content = b'<rss version="2.0"><channel><item><link>/a</link><description>' + b"<a " * 600_000
    fetched = Fetched(parse_address(ADDRESS), content, {}, "")
    with Apart(1, 500) as apart, pytest.raises(Unreadable, match="COPYDESK_PARSE_SECONDS"):
        read_listing("feed", content, fetched, replace(READING, apart=apart))


@pytest.mark.slow
def test_a_feed_is_the_same_read_apart() -> None:
    content = (
        '<rss version="2.0"><channel>'
        + ITEM.format("<pubDate>Wed, 06 May 2026 09:30:00 +0200</pubDate>")
        + "</channel></rss>"
    ).encode()
    fetched = Fetched(parse_address(ADDRESS), content, {"content-type": "text/xml; charset=utf-8"}, "")
    with Apart(10, 500) as apart:
        assert read_listing("feed", content, fetched, replace(READING, apart=apart)) == read_feed(content, ADDRESS)


@pytest.mark.parametrize(
    "author",
    [
        "<author>jane@gazette.london (Jane Doe)</author>",
        "<author>Jane Doe jane@gazette.press</author>",
        "<author>jane@gazette.media (Jane Doe)</author><dc:creator>JANE DOE</dc:creator>",
        "<author>desk@gazette.online</author><dc:creator>By Jane Doe, Staff Writer</dc:creator>",
        "<dc:creator>Jane Doe | Political Editor</dc:creator>",
    ],
)
def test_authors_at_long_domains_and_in_bylines(author: str) -> None:
    above = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f'<rss version="2.0" {above}><channel><title>G</title><item><title>S</title><link>http://g.example/a</link>'
    )
    listing = read_feed(f"{content}{author}</item></channel></rss>".encode(), "https://g.example/feed")
    assert listing.entries[0].authors == ("Jane Doe",)


def test_a_year_of_two_digits_as_the_first_standard_of_mail_has_it() -> None:
    listing = rss(ITEM.format("<pubDate>Wed, 04 Mar 26 10:00:00 +0100</pubDate>"))
    published = listing.entries[0].published
    assert published is not None
    assert published.text == "2026-03-04T10:00:00+01:00"


@pytest.mark.parametrize(
    ("home", "more", "outlet"),
    [
        ("https://www.news.example/", "", "Gazette"),
        ("", "", "Gazette"),  # the feed's own address stands for its home
        ("https://planet.example/", "", None),  # who gathers the articles of others is not their outlet
        ("https://example/", "", None),  # nor is who owns the ending of an address
        ("https://planet.example/", '<source url="https://news.example/f">Sport – The Courier</source>', "The Courier"),
    ],
)
def test_the_outlet_of_a_feed_is_that_of_its_own_articles(home: str, more: str, outlet: str | None) -> None:
    link = f"<link>{home}</link>" if home else ""
    (entry,) = rss(f"<title>Gazette - RSS Feed</title>{link}" + ITEM.format(more)).entries
    assert entry.publisher == outlet
