"""A fetched feed or sitemap to what it lists."""

from ingest.sources.reading import Unreadable, size_words
from ingest.web.entry import Listing
from ingest.web.feed import LARGEST_FEED, read_feed
from ingest.web.fetched import Fetched
from ingest.web.json_feed import read_json_feed
from ingest.web.kind import WebKind
from ingest.web.sitemap import read_sitemap

__all__ = ["read_listing"]


def read_listing(kind: WebKind, content: bytes, fetched: Fetched) -> Listing:
    """`content` is the fetched one, unpacked. Raises Unreadable."""
    if kind == "sitemap":
        return read_sitemap(content)
    if len(content) > LARGEST_FEED:
        message = f"larger than {size_words(LARGEST_FEED)}, the most that is read of a feed"
        raise Unreadable(message)
    if kind == "json feed":
        return read_json_feed(content)
    return read_feed(content, fetched.address.url, fetched.headers.get("content-type", ""))
