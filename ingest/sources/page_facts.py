"""What a web page declares of its article: JSON-LD first, then meta tags, then what is marked or printed on the page.

Nothing is guessed: a copyright year, a date in the running text, the file's own time or today never become a
publication date. What the page does not declare stays unknown.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from assistant.language import Moment
from ingest.clean import clean_url, language_of, name_in, storable
from ingest.sources.live_entries import LiveEntry, declared_entries, is_live_blog
from ingest.sources.page_authors import read_authors
from ingest.sources.page_dates import read_dates
from ingest.sources.page_headline import headline_of
from ingest.sources.page_labels import declares_paywall, has_wall, kinds_of, notices_apart
from ingest.sources.page_schema import Metas, Schema, article_of, declared_name, first_name, metas_of
from ingest.sources.page_script import scripted_body
from ingest.sources.row_standing import correction_in

__all__ = ["PageFacts", "read_page_facts"]

_PUBLISHER_METAS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s<>]+)")


@dataclass(frozen=True, slots=True)
class PageFacts:
    headline: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: Moment | None
    updated: Moment | None
    url: str | None
    language: str | None
    kinds: tuple[str, ...]
    notices: tuple[str, ...]
    """Correction notices that the page sets apart from its text."""
    correction: str | None
    """A correction that is declared for machines."""
    body: str | None
    """The text as the page declares it for machines, or gives it to its own script."""
    is_paywalled: bool | None
    """As declared; None where the page says nothing of it."""
    has_wall: bool
    is_live: bool = False
    """Whether the page declares that it is a live blog."""
    entries: tuple[LiveEntry, ...] = ()
    """Of a live blog, as declared for machines."""


def read_page_facts(tree: Any, page: str, *, address: str | None = None) -> PageFacts:  # lxml ships no types
    """From a parsed page and its source (a saving browser notes the address in a comment, which parsing drops).

    `address` is where the page was fetched from, where that is known.
    """
    metas = metas_of(tree)
    schema = article_of(tree, metas)
    publisher = declared_name(schema.get("publisher")) or first_name(metas, _PUBLISHER_METAS)
    url = _own_url(tree, metas, address or _saved_from(page))
    domain = _domain(url or "")
    site = max(domain.split("."), key=len)
    outlet_names = [name for name in (publisher, first_name(metas, _PUBLISHER_METAS), domain, site) if name]
    language = _language(tree, schema, metas)
    headline = headline_of(tree, schema, metas, outlet_names)
    published, updated = read_dates(tree, schema, metas, url, language_of(language))
    return PageFacts(
        headline=headline,
        publisher=publisher,
        authors=read_authors(tree, schema, metas, outlet_names),
        published=published,
        updated=updated,
        url=url,
        language=language,
        kinds=tuple(kinds_of(tree, schema, metas)),
        notices=tuple(notices_apart(tree)),
        correction=_declared_correction(schema),
        body=_declared_body(schema) or scripted_body(tree, headline),
        is_live=is_live_blog(schema),
        entries=tuple(declared_entries(schema)),
        is_paywalled=declares_paywall(schema, metas),
        has_wall=has_wall(tree),
    )


def _language(tree: Any, schema: Schema, metas: Metas) -> str | None:
    named = next(
        (value[0] for name in ("og:locale", "content-language", "dc.language") if (value := metas.get(name))), None
    )
    return name_in(schema.get("inLanguage")) or tree.get("lang") or named


def _saved_from(page: str) -> str | None:
    saved = _SAVED_FROM.search(page[:5000])
    return clean_url(saved[1]) if saved else None


def _own_url(tree: Any, metas: Metas, came_from: str | None) -> str | None:
    """The page's address: its canonical one where it stands on the domain that the page came from, if known."""
    links = [link.get("href") for link in tree.xpath(".//link[@rel='canonical'][@href]")[:1]]
    declared = [url for url in map(clean_url, [*links, *metas.get("og:url", ())]) if url]
    if came_from is None:
        return declared[0] if declared else None
    return next((url for url in declared if _domain(url) == _domain(came_from)), came_from)


def _domain(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""


def _declared_correction(schema: Schema) -> str | None:
    """schema.org's `correction`: words, or an object that holds them; some give only the address of a page."""
    notice = correction_in(schema.get("correction"))
    return None if notice is None or clean_url(notice) else unescape(notice)


def _declared_body(schema: Schema) -> str | None:
    body = schema.get("articleBody")
    return unescape(storable(body)[0]) if isinstance(body, str) and "<" not in body else None
