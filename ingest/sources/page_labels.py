"""What a page says of the sort of article it holds: kind, whether all of it can be read, a notice set apart."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.corrections import is_correction
from ingest.kind_words import kind_called
from ingest.sources.page_places import is_beside, marks_of, near_headline, short_text
from ingest.sources.page_schema import Metas, Schema, declared_name, schema_nodes

__all__ = ["declares_paywall", "has_wall", "kinds_of", "notices_apart"]

_TIER_METAS = ("article:content_tier", "og:article:content_tier", "content_tier", "article.content_tier")
_CLOSED_TIERS = frozenset({"locked", "premium", "paid", "subscriber", "subscribers", "plus"})
_WALL = re.compile(r"pay-?wall|reg-?wall|subscriber-?only|premium-?(?:lock|wall|overlay)|meter-?wall", re.IGNORECASE)
_NOTICE = re.compile(r"correction|clarification|erratum|korrektur|berichtigung|rectificati|rettifica", re.IGNORECASE)
_KICKER = re.compile(
    r"kicker|eyebrow|overline|rubri[ck]|dachzeile|(?<![a-z])(?:flag|label|section|category|tag|topic)(?![a-z])",
    re.IGNORECASE,
)
_LONGEST_KICKER = 40
_SECTION_METAS = ("article:section", "og:article:section", "parsely-section", "section", "article-section")
_MOST_STEPS = 10
_LONGEST_NOTICE = 1500
_MOST_NOTICES = 20


def kinds_of(tree: Any, schema: Schema, metas: Metas) -> Iterator[str]:
    """What the page calls its type and section, the likeliest to name a kind first."""
    sections = [content for name in _SECTION_METAS for content in metas.get(name, ())]
    for value in (schema.get("@type"), schema.get("genre"), schema.get("articleSection"), sections):
        yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))
    yield from _kickers(tree)
    yield from _way_to_the_page(tree)


def _kickers(tree: Any) -> Iterator[str]:
    """What is printed at the headline; "Advertisement" and "Live" are labels of what stands beside it as often."""
    for element in near_headline(tree):
        label = short_text(element, _LONGEST_KICKER) if _KICKER.search(marks_of(element)) else None
        if label and kind_called(label) not in (None, "press_release", "live_blog") and not is_beside(element):
            yield label


def _way_to_the_page(tree: Any) -> Iterator[str]:
    """The sections that a page names on the way to it. One called "Live" has other pages as well."""
    for node in schema_nodes(tree):
        if node.get("@type") != "BreadcrumbList" or not isinstance(node.get("itemListElement"), list):
            continue
        for step in node["itemListElement"][:-1][:_MOST_STEPS]:
            if not isinstance(step, dict):
                continue
            inner = step.get("item")
            name = declared_name(step.get("name") or (inner.get("name") if isinstance(inner, dict) else None))
            if name and kind_called(name) != "live_blog":
                yield name


def declares_paywall(schema: Schema, metas: Metas) -> bool | None:
    """Whether the page says that its text is only for subscribers; None where it says nothing."""
    is_free = _is_free(schema)
    if is_free is not None:
        return not is_free
    tiers = [content.strip().casefold() for name in _TIER_METAS for content in metas.get(name, ())]
    return tiers[0] in _CLOSED_TIERS if tiers else None


def has_wall(tree: Any) -> bool:
    """Whether something in the page is called a wall. Many papers have one in every page's source, shut or not."""
    return any(_WALL.search(marks_of(element)) for element in tree.iterfind(".//*[@class]"))


def _is_free(schema: Schema) -> bool | None:
    value = schema.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    written = str(value).strip().casefold().removeprefix("http://schema.org/").removeprefix("https://schema.org/")
    return {"true": True, "false": False}.get(written)


def notices_apart(tree: Any) -> list[str]:
    """Correction notices in elements marked as such: extractors take them for footers."""
    found: dict[str, None] = {}
    for element in tree.iterfind(".//*[@class]"):
        if len(found) >= _MOST_NOTICES or not _NOTICE.search(marks_of(element)):
            continue
        text = short_text(element, _LONGEST_NOTICE)
        if text and is_correction(text) and not is_beside(element) and not any(text in other for other in found):
            found[text] = None
    return list(found)
