"""A fetched feed or sitemap to what it lists. Feeds are read in the process with limits: some are made to be slow."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ingest.sources.found import FoundFile, Held, Origin, Reader, Reading, Skip
from ingest.sources.reading import Unreadable, read_bytes, size_words
from ingest.web.entry import Entry, Listing
from ingest.web.feed import LARGEST_FEED, read_feed
from ingest.web.fetched import Fetched
from ingest.web.json_feed import read_json_feed
from ingest.web.kind import WebKind
from ingest.web.page import read_apart
from ingest.web.sitemap import read_sitemap

__all__ = ["read_listing"]


def read_listing(kind: WebKind, content: bytes, fetched: Fetched, reading: Reading) -> Listing:
    """`content` is the fetched one, unpacked. Raises Unreadable."""
    if kind == "sitemap":
        return read_sitemap(content)
    if len(content) > LARGEST_FEED:
        message = f"larger than {size_words(LARGEST_FEED)}, the most that is read of a feed"
        raise Unreadable(message)
    origin = Origin(fetched.address.url, charset=fetched.charset)
    file = FoundFile(Path(origin.address), fetched.address.host, "", Held(content), origin=origin)
    reader = cast("Reader", _json_entries if kind == "json feed" else _feed_entries)  # yields entries, not items
    found = list(read_apart(reader, LARGEST_FEED, file, reading))
    entries = tuple(entry for entry in found if isinstance(entry, Entry))
    return Listing(entries, unlinked=len(found) - len(entries))


def _feed_entries(file: FoundFile, _: Reading) -> Iterator[Entry | Skip]:
    origin = file.origin or Origin("")
    content_type = f"application/xml; charset={origin.charset}" if origin.charset else ""
    yield from _told(read_feed(read_bytes(file, LARGEST_FEED), origin.address, content_type))


def _json_entries(file: FoundFile, _: Reading) -> Iterator[Entry | Skip]:
    yield from _told(read_json_feed(read_bytes(file, LARGEST_FEED)))


def _told(listing: Listing) -> Iterator[Entry | Skip]:
    """What comes back from the other process: entries, and a skip for each that is none."""
    yield from listing.entries
    yield from [Skip("", "")] * listing.unlinked
