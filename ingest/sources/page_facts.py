"""What a web page declares of its article: JSON-LD first, then meta tags, then marked-up times.

Nothing is guessed: a copyright year, a date in the running text, the file's own time or today never become a
publication date. What the page does not declare stays unknown.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from assistant.language import Moment
from ingest.clean import authors_in, clean_url, moment_in, name_in

__all__ = ["PageFacts", "read_page_facts"]

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review)$")
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish_date",
    "publish-date",
    "publication_date", "article.published", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "article_date_original", "citation_publication_date", "date",
)  # fmt: skip
_UPDATED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified",
    "article.updated", "last-modified", "lastmod", "cxenseparse:recs:articlemodified",
)  # fmt: skip
_TITLE_METAS = ("og:title", "twitter:title", "headline")
_PUBLISHER_METAS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_AUTHOR_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s<>]+)")
_PUBLISHED_CLASS = re.compile(r"publish|pubdate|post-?date|article-?date|entry-?date|dateline|timestamp|byline", re.I)
_UPDATED_CLASS = re.compile(r"updat|modif|revis", re.I)
_MOST_SCRIPTS = 50
_MOST_DATES = 100
"""Dates that are tried on one page, of each sort: reading one may take milliseconds."""


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


def read_page_facts(tree: Any, page: str, *, address: str | None = None) -> PageFacts:  # lxml ships no types
    """From a parsed page and its source (a saving browser notes the address in a comment, which parsing drops).

    `address` is where the page was fetched from, where that is known.
    """
    metas = _metas(tree)
    schema = next((node for node in _schema_nodes(tree) if _is_article(node)), {})
    published = _moment_of(schema, ("datePublished",)) or _first_moment(metas, _PUBLISHED_METAS)
    updated = _moment_of(schema, ("dateModified",)) or _first_moment(metas, _UPDATED_METAS)
    publisher = _name(schema.get("publisher")) or _first_name(metas, _PUBLISHER_METAS)
    visible_published, visible_updated = _times(tree)
    return PageFacts(
        headline=_headline(tree, schema, metas, publisher),
        publisher=publisher,
        authors=_authors(schema, metas),
        published=published or visible_published,
        updated=updated or visible_updated,
        url=_own_url(tree, metas, address or _saved_from(page)),
        language=name_in(schema.get("inLanguage")) or tree.get("lang") or next(iter(metas.get("og:locale", ())), None),
        kinds=tuple(_kinds(schema, metas)),
    )


def _headline(
    tree: Any, schema: Mapping[str, Any], metas: Mapping[str, list[str]], publisher: str | None
) -> str | None:
    """The `<h1>` that says what the page's metadata say, in the words that readers saw; else the declared one."""
    declared = _name(schema.get("headline")) or _first_name(metas, _TITLE_METAS)
    shown = [name_in(heading.text_content()) for heading in tree.findall(".//h1")]
    if declared is None:
        return shown[0] if len(shown) == 1 else None
    for heading in shown:
        if heading and _is_similar(heading, declared):
            return heading
    return re.sub(rf"\s+[-–—|·]\s+{re.escape(publisher)}$", "", declared) if publisher else declared


def _is_similar(first: str, second: str) -> bool:
    """Whether two headlines have half of their words in common."""
    one, two = (set(re.findall(r"\w+", words.casefold())) for words in (first, second))
    return 2 * len(one & two) >= max(1, min(len(one), len(two)))


def _name(value: object) -> str | None:
    """A name without entities: JSON-LD is often escaped once too often."""
    name = name_in(value)
    return name_in(unescape(name)) if name else None


def _metas(tree: Any) -> dict[str, list[str]]:
    """Contents by name, property or itemprop in lower case; in the page's order."""
    found: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _schema_nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the page's JSON-LD, whether in a list, in a @graph or alone."""
    for element in tree.xpath('.//script[@type="application/ld+json"]')[:_MOST_SCRIPTS]:
        try:
            document = json.loads((element.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = deque([document])
        while waiting:
            node = waiting.popleft()
            if isinstance(node, Mapping):
                yield node
                waiting += [node[key] for key in ("@graph", "mainEntity") if key in node]
            elif isinstance(node, list):
                waiting += node[:_MOST_SCRIPTS]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds)


def _moment_of(schema: Mapping[str, Any], names: Sequence[str]) -> Moment | None:
    return next((moment for name in names if (moment := moment_in(schema.get(name)))), None)


def _first_moment(metas: Mapping[str, list[str]], names: Sequence[str]) -> Moment | None:
    contents = (content for name in names for content in metas.get(name, ()))
    return next((moment for content in islice(contents, _MOST_DATES) if (moment := moment_in(content))), None)


def _first_name(metas: Mapping[str, list[str]], names: Sequence[str]) -> str | None:
    return next((_name(content) for name in names for content in metas.get(name, ())), None)


def _authors(schema: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    declared = authors_in(schema.get("author") or schema.get("creator") or ())
    contents = (authors_in(content) for name in _AUTHOR_METAS for content in metas.get(name, ()))
    return declared or next((names for names in contents if names), ())


def _times(tree: Any) -> tuple[Moment | None, Moment | None]:
    """Published and updated from elements that are marked as such; a page's only <time> in its article counts."""
    published: Moment | None = None
    updated: Moment | None = None
    unmarked: list[Moment] = []
    marked = tree.xpath(".//time | .//*[@itemprop='datePublished' or @itemprop='dateModified']")
    for element in marked[:_MOST_DATES]:
        moment = moment_in(element.get("datetime") or element.get("content") or element.text_content()[:100])
        if moment is None or moment.day is None:
            continue
        marks = " ".join(element.get(name) or "" for name in ("itemprop", "class")) + " pubdate" * (
            "pubdate" in element.attrib
        )
        if _UPDATED_CLASS.search(marks):
            updated = updated or moment
        elif _PUBLISHED_CLASS.search(marks):
            published = published or moment
        else:
            unmarked.append(moment)
    if published is None and unmarked and len({moment.day for moment in unmarked}) == 1:
        published = unmarked[0]
    return published, updated


def _saved_from(page: str) -> str | None:
    saved = _SAVED_FROM.search(page[:5000])
    return clean_url(saved[1]) if saved else None


def _own_url(tree: Any, metas: Mapping[str, list[str]], came_from: str | None) -> str | None:
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


def _kinds(schema: Mapping[str, Any], metas: Mapping[str, list[str]]) -> Iterator[str]:
    for value in (schema.get("@type"), schema.get("articleSection"), metas.get("article:section")):
        yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
