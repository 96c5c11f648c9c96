import json

import pytest

from ingest.sources.reading import Unreadable
from ingest.web.json_feed import read_json_feed

PARAGRAPH = "The council voted on Monday evening to rebuild the old bridge over the river before winter comes. " * 6


def feed(*items: object, **fields: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, **fields}).encode()


def test_items() -> None:
    first = {
        "id": "1", "url": "https://news.example/a", "title": "A", "date_published": "2026-05-06T09:30:00+02:00",
        "authors": [{"name": "Ann Lee"}], "content_html": f"<p>{PARAGRAPH}</p>" * 3, "external_url": "https://other.example",
    }  # fmt: skip
    second = {"id": "2", "url": "/b", "content_text": "\n".join([PARAGRAPH] * 3), "author": {"name": "Bo Roy"}}
    listing = read_json_feed(feed(first, second, {"id": "3"}, 4, language="de"))
    one, two = listing.entries
    assert (one.link, one.title, one.authors, one.language) == ("https://news.example/a", "A", ("Ann Lee",), "de")
    assert one.published is not None
    assert one.published.text == "2026-05-06T09:30:00+02:00"
    assert one.text == two.text
    assert (two.link, two.authors) == ("/b", ("Bo Roy",))


def test_the_outlet_is_the_feeds_where_the_article_is_its_own() -> None:
    own, other = {"url": "/b"}, {"url": "https://other.example/c"}
    listing = read_json_feed(feed(own, other, title="The Lantern – Feed"), "https://news.example/feed.json")
    assert [entry.publisher for entry in listing.entries] == ["The Lantern", None]


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"items": []}', b'{"version": "https://jsonfeed.org/version/1", "items": {}}', b"[" * 100_000],
)
def test_what_is_none(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_json_feed(content)


def test_values_of_odd_types_are_left_out() -> None:
    odd = {
        "url": "https://a.example/",
        "title": {"x": 1},
        "authors": True,
        "date_published": [],
        "content_html": 3,
        "summary": 4,
    }
    (entry,) = read_json_feed(feed(odd, authors={"name": None})).entries
    assert (entry.title, entry.authors, entry.published, entry.text) == (None, (), None, None)
