"""What was fetched, by its content: many a feed is sent as `text/html`, and many an error page as a feed."""

import re
from typing import Literal

from ingest.sources.encoding import decode_head
from ingest.sources.reading import Unreadable

__all__ = ["PDF", "WebKind", "kind_of_content"]

WebKind = Literal["page", "feed", "json feed", "sitemap"]

PDF = b"%PDF-"
"""How a PDF begins: an article as good as a page."""
_HEAD_BYTES = 16_384
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-z][\w.-]*)", re.IGNORECASE)
_ASIDES = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
"""What may stand before a root: instructions, comments, a document type."""
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
    root = _ROOT.search(head, _before_root(head))
    if root is None or head.lstrip()[:1] in "{[":
        message = "neither a page, a feed nor a sitemap"
        raise Unreadable(message)
    return _KINDS.get(root[1].lower(), "page")


def _before_root(head: str) -> int:
    """Where a document's asides end; each is passed once, so that no number of them makes it slow."""
    position = 0
    while (start := head.find("<", position)) >= 0:
        end = next((end for begin, end in _ASIDES if head.startswith(begin, start)), None)
        if end is None:
            break
        subset = head.find("[", start, head.find(">", start)) if end == ">" else -1  # of a document type
        closed = head.find("]", subset) if subset >= 0 else start
        found = head.find(end, closed) if closed >= 0 else -1
        position = found + len(end) if found >= 0 else len(head)
    return position
