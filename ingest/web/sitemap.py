"""Sitemaps, sitemap indexes and news sitemaps, read as a stream; no entity, document type or network."""

from io import BytesIO
from typing import Any

from ingest.clean import moment_in, name_in
from ingest.sources.reading import Unreadable
from ingest.web.entry import Entry, Listing
from ingest.web.feed import MOST_ENTRIES

__all__ = ["LARGEST_SITEMAP", "read_sitemap"]

LARGEST_SITEMAP = 50_000_000
"""Bytes, decompressed: the protocol's own limit."""
_NEWS = "news"
_FIELDS = frozenset(("loc", "lastmod"))
_NEWS_FIELDS = frozenset(("name", "language", "publication_date", "title"))


def read_sitemap(content: bytes) -> Listing:
    """What it lists. A damaged one is read as far as it goes. Raises Unreadable for what is no sitemap."""
    from lxml.etree import LxmlError, iterparse  # type: ignore[import-untyped]  # comes with trafilatura

    entries: list[Entry] = []
    sitemaps: list[Entry] = []
    unlinked = 0
    try:
        elements = iterparse(
            BytesIO(content),
            events=("end",),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            recover=True,
        )
        for _, element in elements:
            entry = _entry(element)
            if entry is None:
                unlinked += 1
            else:
                (sitemaps if _name(element) == "sitemap" else entries).append(entry)
            element.clear()
            while element.getprevious() is not None:  # what was read must not stay in memory
                del element.getparent()[0]
            if len(entries) + len(sitemaps) >= MOST_ENTRIES:
                break
    except (LxmlError, ValueError):
        pass  # what came before the fault counts
    if not entries and not sitemaps:
        message = "a sitemap without an address that can be read"
        raise Unreadable(message)
    return Listing(tuple(entries), tuple(sitemaps), unlinked)


def _entry(element: Any) -> Entry | None:  # lxml ships no types
    fields = {_name(child): child.text or "" for child in element if _name(child) in _FIELDS}
    link = fields.get("loc", "").strip()
    if not link:
        return None
    news = {
        _name(part): part.text or ""
        for child in element
        if _name(child) == _NEWS
        for part in child.iter()
        if _name(part) in _NEWS_FIELDS
    }
    return Entry(
        link=link,
        title=name_in(news.get("title")),
        publisher=name_in(news.get("name")),
        published=moment_in(news.get("publication_date", "")),
        changed=moment_in(fields.get("lastmod", "")),
        language=name_in(news.get("language")),
    )


def _name(element: Any) -> str:
    """Without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
