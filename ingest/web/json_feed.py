"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Mapping
from typing import Any

from ingest.bylines import authors_in
from ingest.clean import moment_in, name_in
from ingest.sources.encoding import decode
from ingest.sources.feed_rows import outlet_of_own
from ingest.sources.feed_text import whole_text
from ingest.sources.reading import Unreadable
from ingest.web.entry import Entry, Listing
from ingest.web.feed import MOST_ENTRIES

__all__ = ["read_json_feed"]


def read_json_feed(content: bytes, address: str = "") -> Listing:
    """The items of a feed that was fetched from `address`. Raises Unreadable for what is no JSON feed."""
    try:
        feed = json.loads(decode(content).text, strict=False)
    except (ValueError, RecursionError):
        feed = None
    items = feed.get("items") if isinstance(feed, dict) and "jsonfeed" in str(feed.get("version", "")) else None
    if not isinstance(items, list):
        message = "JSON, but not a JSON feed"
        raise Unreadable(message)
    entries = [_entry(item, feed, address) if isinstance(item, dict) else None for item in items[:MOST_ENTRIES]]
    return Listing(tuple(entry for entry in entries if entry is not None), unlinked=entries.count(None))


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any], address: str) -> Entry | None:
    """None for an item without an address; `external_url` is what it is about, not where it stands."""
    link = item.get("url")
    if not isinstance(link, str) or not link.strip():
        return None
    html, plain, summary = (item.get(name) for name in ("content_html", "content_text", "summary"))
    written = html if isinstance(html, str) else _as_html(plain) if isinstance(plain, str) else ""
    return Entry(
        link=link.strip(),
        title=name_in(item.get("title")),
        authors=authors_in(
            item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author") or ()
        ),
        publisher=outlet_of_own(str(feed.get("title") or ""), str(feed.get("home_page_url") or address), link),
        published=moment_in(item.get("date_published")),
        language=name_in(item.get("language") or feed.get("language")),
        text=whole_text(written, summary if isinstance(summary, str) else None),
    )


def _as_html(plain: str) -> str:
    from html import escape

    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in plain.split("\n"))
