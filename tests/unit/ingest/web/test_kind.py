import pytest

from ingest.sources.reading import Unreadable
from ingest.web.kind import WebKind, kind_of_content


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<!doctype html><html>", "page"),
        ("\ufeff <!-- a <rss> feed? --> <!DOCTYPE html PUBLIC 'x'>\n<html xmlns='y'>", "page"),
        ("<p>A fragment", "page"),
        ('<?xml version="1.0"?><?xml-stylesheet href="a"?><rss version="2.0">', "feed"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss>', "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'>", "feed"),
        ("<CHANNEL>", "feed"),
        ("<urlset>", "sitemap"),
        ("<ns:sitemapindex xmlns:ns='x'>", "sitemap"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "json feed"),
        ('{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', "json feed"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_by_content(content: str, kind: WebKind, encoding: str) -> None:
    assert kind_of_content(content.encode(encoding)) == kind


@pytest.mark.parametrize(
    "content", [b"", b"  ", b"\x89PNG\r\n\x00\x01", b"plain words", b'{"a": "<p>"}', b"[1]", b"%PD\x00"]
)
def test_neither(content: bytes) -> None:
    with pytest.raises(Unreadable):
        kind_of_content(content)


@pytest.mark.parametrize(
    "content", [b"<!--" * 100_000, b"<?" * 100_000, b"<!doctype [" * 50_000, b'{"version":' * 9999]
)
def test_made_to_be_slow(content: bytes) -> None:
    with pytest.raises(Unreadable):
        kind_of_content(content)
