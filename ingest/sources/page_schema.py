"""What a page declares in its head: meta tags, and the JSON-LD object that is the article."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from html import unescape
from typing import Any

from ingest.clean import name_in

__all__ = [
    "Metas",
    "Schema",
    "article_of",
    "declared_name",
    "first_name",
    "metas_of",
    "objects_in",
    "schema_nodes",
    "words_of",
]

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review)$")
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$|;\s*$")
"""Marks that templates put around JSON to hide it from old browsers."""
_COLON_FOR_LINE = re.compile(r":(time|name)$")
"""Some write `article:published:time` for `article:published_time`."""
_MOST_SCRIPTS = 50
_MOST_NODES = 2000

Metas = Mapping[str, list[str]]
"""Contents by name, property or itemprop in lower case; in the page's order."""
Schema = Mapping[str, Any]
"""An object of JSON-LD; empty where the page has none that is an article."""


def metas_of(tree: Any) -> Metas:  # lxml ships no types
    found: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            found.setdefault(_COLON_FOR_LINE.sub(r"_\1", name.strip().lower()), []).append(content)
    return found


def article_of(tree: Any, metas: Metas) -> Schema:
    """The JSON-LD object of this page's article: of several (a page lists others too) the one under its headline."""
    nodes = list(schema_nodes(tree))
    articles = [node for node in nodes if _is_article(node)]
    shared = words_of(first_name(metas, ("og:title", "twitter:title")) or "")
    same = (node for node in articles if shared and words_of(declared_name(node.get("headline")) or "") == shared)
    chosen = next(same, articles[0] if articles else {})
    return _with_references(chosen, nodes)


def _with_references(article: Schema, nodes: list[Schema]) -> Schema:
    """The article with the objects that it names only by `@id`: some pages keep publisher and authors apart."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}

    def resolved(value: object) -> object:
        if isinstance(value, list):
            return [resolved(item) for item in value[:_MOST_SCRIPTS]]
        if isinstance(value, Mapping) and not value.get("name") and isinstance(value.get("@id"), str):
            return by_id.get(value["@id"], value)
        return value

    return {
        key: resolved(value) if key in {"author", "creator", "publisher"} else value for key, value in article.items()
    }


def schema_nodes(tree: Any) -> Iterator[Schema]:
    """Every object of the page's JSON-LD, whether in a list, in a @graph or alone."""
    return objects_in(_documents_of(tree), _linked, most_nodes=_MOST_NODES, most_of_list=_MOST_SCRIPTS)


def objects_in(
    documents: Iterable[object],
    inside: Callable[[Schema], Iterable[object]],
    *,
    most_nodes: int,
    most_of_list: int | None = None,
) -> Iterator[Schema]:
    """Each object of some JSON, and of what `inside` names in it, level by level; `most_nodes` counts them all."""
    count = 0
    for document in documents:
        waiting = deque([document])
        while waiting and count < most_nodes:
            node = waiting.popleft()
            count += 1
            if isinstance(node, Mapping):
                yield node
                waiting += inside(node)
            elif isinstance(node, list):
                waiting += node[:most_of_list]


def _documents_of(tree: Any) -> Iterator[object]:
    for element in tree.xpath('.//script[@type="application/ld+json"]')[:_MOST_SCRIPTS]:
        with suppress(ValueError, RecursionError):
            yield json.loads(_WRAPPING.sub("", (element.text or "").strip()), strict=False)


def _linked(node: Schema) -> list[object]:
    return [node[key] for key in ("@graph", "mainEntity", "breadcrumb") if key in node]


def _is_article(node: Schema) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds)


def declared_name(value: object) -> str | None:
    """A name without entities: JSON-LD is often escaped once too often."""
    name = name_in(value)
    return name_in(unescape(name)) if name else None


def first_name(metas: Metas, names: tuple[str, ...]) -> str | None:
    return next((declared_name(content) for name in names for content in metas.get(name, ())), None)


def words_of(text: str) -> list[str]:
    """For comparing headlines and names: without case and punctuation."""
    return re.findall(r"\w+", text.casefold())
