"""RSS, Atom, RDF and CDF feeds, by feedparser, however malformed; no entity of a document type is followed."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from assistant.language import Moment
from ingest.bylines import authors_in
from ingest.clean import moment_in, name_in
from ingest.sources.feed_rows import outlet_in, outlet_of_own
from ingest.sources.feed_text import whole_text
from ingest.sources.reading import Unreadable
from ingest.web.entry import Entry, Listing

__all__ = ["LARGEST_FEED", "MOST_ENTRIES", "read_feed"]

LARGEST_FEED = 10_000_000
"""Bytes."""
MOST_ENTRIES = 50_000
"""What the sitemap protocol allows in one file; feeds have some dozens."""
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, ArithmeticError)
"""What hostile feeds have made feedparser raise: each costs one skip, not the run."""


def read_feed(content: bytes, address: str, content_type: str = "") -> Listing:
    """The entries of a feed that was fetched from `address`. Raises Unreadable for what is no feed.

    A feed in another encoding than it declares is read as well as feedparser can.
    """
    import feedparser  # type: ignore[import-untyped]  # ships no types

    headers = {"content-location": address, **({"content-type": content_type} if content_type else {})}
    try:
        parsed = feedparser.parse(
            BytesIO(content),  # a string might be taken for an address and fetched
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,  # nothing of it is shown as markup
        )
    except _FAULTS:
        message = "the feed cannot be read"
        raise Unreadable(message) from None
    if not parsed.version and not parsed.entries:
        message = "not a feed that can be read"
        raise Unreadable(message)
    entries = [_entry(found, parsed.feed, address) for found in parsed.entries[:MOST_ENTRIES]]
    return Listing(tuple(entry for entry in entries if entry is not None), unlinked=entries.count(None))


def _entry(found: Mapping[str, Any], feed: Mapping[str, Any], address: str) -> Entry | None:
    """None for an entry that links to nothing."""
    link = _link(found)
    if link is None:
        return None
    return Entry(
        link=link,
        title=name_in(_plain(found, "title")),
        authors=_authors(found),
        publisher=_outlet(found, feed, link, address),
        published=_moment(found, "published"),
        language=name_in(_plain(feed, "language")),
        text=_text(found),
    )


def _outlet(found: Mapping[str, Any], feed: Mapping[str, Any], link: str, address: str) -> str | None:
    """The outlet that the entry says it comes from, else the feed's, if the article is its own."""
    source = _plain(found, "source")
    if isinstance(source, dict) and (named := name_in(_plain(source, "title"))):
        return outlet_in(named, str(_plain(source, "href") or ""))
    return outlet_of_own(str(_plain(feed, "title") or ""), str(_plain(feed, "link") or address), link)


def _link(found: Mapping[str, Any]) -> str | None:
    """The article's page: where the feed goes through a counting service, the address it came from."""
    for name in ("feedburner_origlink", "link"):
        link = _plain(found, name)
        if isinstance(link, str) and link.strip():
            return link.strip()
    links = found.get("links") or ()
    hrefs = (link.get("href") for link in links if link.get("rel") in ("alternate", None))
    return next((href.strip() for href in hrefs if isinstance(href, str) and href.strip()), None)


def _authors(found: Mapping[str, Any]) -> tuple[str, ...]:
    listed = authors_in([author.get("name") for author in found.get("authors") or () if author.get("name")])
    return listed or authors_in(_plain(found, "author") or ())


def _moment(found: Mapping[str, Any], name: str) -> Moment | None:
    """As written: feedparser's own reading has lost the time zone."""
    return moment_in(_plain(found, name))


def _text(found: Mapping[str, Any]) -> str | None:
    summary = _plain(found, "summary")
    values = [content.get("value") for content in found.get("content") or ()]
    texts = (whole_text(value, summary if isinstance(summary, str) else None) for value in values if value != summary)
    return next((text for text in texts if text), None)


def _plain(found: Mapping[str, Any], name: str) -> object:
    """A value under exactly this name: feedparser's own look-up falls back on others, `published` on `updated`."""
    return dict.get(found, name) if isinstance(found, dict) else None
