"""What was fetched, by its content: many a feed is sent as `text/html`, and many an error page as a feed."""

import re
from typing import Literal

from ingest.sources.encoding import decode_head
from ingest.sources.reading import Unreadable
from ingest.sources.xml_text import root_of

__all__ = ["PDF", "WebKind", "kind_of_content"]

WebKind = Literal["page", "feed", "json feed", "sitemap"]

PDF = b"%PDF-"
"""How a PDF begins: an article as good as a page."""
_HEAD_BYTES = 16_384
_KINDS: dict[str, WebKind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip
_JSON_FEED = re.compile(r'\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.DOTALL)


def kind_of_content(content: bytes) -> WebKind:
    """Raises Unreadable for what is neither a page, a feed nor a sitemap."""
    if not content.strip():
        message = "empty"
        raise Unreadable(message)
    if content.startswith(PDF):
        return "page"
    head = decode_head(content[:_HEAD_BYTES])
    if _JSON_FEED.match(head):
        return "json feed"
    root = root_of(head)
    if root is None or head.lstrip()[:1] in "{[":
        message = "neither a page, a feed nor a sitemap"
        raise Unreadable(message)
    return _KINDS.get(root, "page")
