"""RSS and Atom files on the disk, and the export of a WordPress site, which is RSS with more in it.

Each entry becomes a row of fields under the names it has there, and is read as any row: `--field` reaches all of it.
"""

import json
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.clean import name_in
from ingest.sources.encoding import decode, guess_note
from ingest.sources.feed_rows import Feed, Row, row_of_entry
from ingest.sources.found import FoundFile, Held, Item, Note, Reading
from ingest.sources.html_page import declared_encoding
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.wordpress import KINDS_LEFT_OUT, row_of_post
from ingest.sources.xml_names import key_of
from ingest.sources.xml_text import root_of, safe_xml

__all__ = ["LARGEST_FEED_FILE", "is_feed", "read_feed_file"]

LARGEST_FEED_FILE = 50_000_000
"""Bytes. WordPress itself cuts its exports into files of some megabytes."""
_FEEDS = frozenset({"rss", "feed", "rdf", "channel"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_NO_FEED = (
    "it is XML, but neither an RSS or Atom feed nor an export of WordPress: export its articles as .jsonl or .html"
)
_SITEMAP = "it is a sitemap, which holds no articles: `copydesk ingest` with its address fetches them"
_TEASERS = (
    "An entry of a feed file holds a teaser only; `copydesk ingest` with the feed's address fetches the whole articles."
)


def is_feed(head: str) -> bool:
    """Whether a text whose beginning this is plainly is a feed, whatever the file is called."""
    return head.lstrip().startswith("<") and root_of(head) in _FEEDS


def read_feed_file(file: FoundFile, _: Reading) -> Iterator[Item | FoundFile]:
    content = read_bytes(file, LARGEST_FEED_FILE)
    decoded = decode(content, declared_encoding(content))
    root = root_of(decoded.text)
    if root not in _FEEDS:
        raise Unreadable(_SITEMAP if root in _SITEMAPS else _NO_FEED)
    rows, left_out, teasers = _rows(safe_xml(decoded.text))
    if not rows and not left_out:
        message = "a feed without entries, or one that is damaged at its beginning"
        raise Unreadable(message)
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    if left_out:
        named = ", ".join(f"{kind} ({count:,})" for kind, count in sorted(left_out.items()))
        yield Note(file.source, f"What is no article in an export of WordPress was left out: {named}.")
    yield from (Note(file.source, _TEASERS) for _ in range(teasers))
    if rows:
        yield file.unpacked(f"{file.name}.json", Held(json.dumps({"articles": rows}).encode()))


def _rows(xml: str) -> tuple[list[Row], Counter[str], int]:
    """A row for each entry; how many items of a site's export are no articles, by kind; entries with a teaser only."""
    feed, rows, left_out = Feed(), [], Counter[str]()
    teasers = 0
    for key, element in _elements(xml):
        if key == "wp:author":
            feed.add_author(element)
        elif key in ("item", "atom:entry", "entry"):
            kind = _post_type(element)
            if kind in KINDS_LEFT_OUT:
                left_out[KINDS_LEFT_OUT[kind]] += 1
            else:
                row = row_of_post(element, feed) if kind else row_of_entry(element)
                teasers += bool(not kind and not row.get("has_text"))
                rows.append({name: value for name, value in row.items() if name != "has_text"})
        else:
            feed.note(key, element)
    return [feed.completed(row) for row in rows], left_out, teasers


def _elements(xml: str) -> Iterator[tuple[str, Any]]:  # lxml ships no types
    """Each child of the root or the channel once it is whole, under its key; then it is let go of."""
    from lxml.etree import iterparse  # type: ignore[import-untyped]  # comes with trafilatura

    walk = iterparse(
        BytesIO(xml.encode()),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    holders = [0]
    depth = 0
    for event, element in walk:
        if event == "start":
            depth += 1
            if depth == 1:
                yield "", element
            if depth <= 2 and key_of(element) in ("channel", "rss", "atom:feed", "feed", "rdf:RDF"):
                holders.append(depth)
            continue
        if depth == holders[-1] + 1:
            yield key_of(element), element
            _let_go(element)
        elif depth == holders[-1] and len(holders) > 1:
            holders.pop()
        depth -= 1


def _let_go(element: Any) -> None:
    element.clear(keep_tail=False)
    before = element.getprevious()
    if before is not None and before.getparent() is not None:
        before.getparent().remove(before)


def _post_type(item: Any) -> str:
    return next((name_in(child.text) or "" for child in item if key_of(child) == "wp:post_type"), "")
