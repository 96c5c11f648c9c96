"""A fetched feed or sitemap to what it lists, read in the process with limits: some are made to be slow, or to fill the
memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ingest.sources.found import FoundFile, Held, Origin, Reader, Reading
from ingest.sources.reading import Unreadable, read_bytes, size_words
from ingest.web.entry import Listing
from ingest.web.feed import LARGEST_FEED, read_feed
from ingest.web.fetched import Fetched
from ingest.web.json_feed import read_json_feed
from ingest.web.kind import WebKind
from ingest.web.page import read_apart
from ingest.web.sitemap import LARGEST_SITEMAP, read_sitemap

__all__ = ["read_listing"]


def read_listing(kind: WebKind, content: bytes, fetched: Fetched, reading: Reading) -> Listing:
    """`content` is the fetched one, unpacked. Raises Unreadable."""
    name, reader, largest = _READERS[kind]
    if len(content) > largest:
        message = f"larger than {size_words(largest)}, the most that is read of a {name}"
        raise Unreadable(message)
    origin = Origin(fetched.address.url, charset=fetched.charset)
    file = FoundFile(Path(origin.address), fetched.address.host, "", Held(content), origin=origin)
    (listing,) = read_apart(cast("Reader", reader), largest, file, reading)  # yields a listing, no items
    return cast("Listing", listing)


def _feed(file: FoundFile, _: Reading) -> Iterator[Listing]:
    origin = file.origin or Origin("")
    content_type = f"application/xml; charset={origin.charset}" if origin.charset else ""
    yield read_feed(read_bytes(file, LARGEST_FEED), origin.address, content_type)


def _json_feed(file: FoundFile, _: Reading) -> Iterator[Listing]:
    yield read_json_feed(read_bytes(file, LARGEST_FEED), file.origin.address if file.origin else "")


def _sitemap(file: FoundFile, _: Reading) -> Iterator[Listing]:
    yield read_sitemap(read_bytes(file, LARGEST_SITEMAP))


_READERS = {
    "feed": ("feed", _feed, LARGEST_FEED),
    "json feed": ("feed", _json_feed, LARGEST_FEED),
    "sitemap": ("sitemap", _sitemap, LARGEST_SITEMAP),
}
