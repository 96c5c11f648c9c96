"""Who wrote the article of a page: declared names, else the byline that is printed."""

import re
from collections.abc import Sequence
from typing import Any

from ingest.bylines import authors_in
from ingest.masthead import byline_in
from ingest.sources.page_places import first_lines_under_headline, is_beside, marks_of, short_lines
from ingest.sources.page_schema import Metas, Schema, words_of

__all__ = ["read_authors"]

_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|authors|byline|writer|autor|autore|auteur|firma|journalist)(?:[\s_-]*name)?s?(?:$|[\s-])",
    re.I,
)
_MARKED = ".//*[@rel='author' or @itemprop='author' or {}]".format(
    " or ".join(
        f"contains(@class, '{mark}')"
        for mark in ("author", "byline", "Author", "Byline", "autor", "writer", "auteur", "firma", "journalist")
    )
)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){1,4}")
_PARTS = re.compile(r"\s*[|•·]\s*")
_MOST_BYLINES = 60
_LONGEST_BYLINE = 150


def read_authors(tree: Any, schema: Schema, metas: Metas, outlet_names: Sequence[str]) -> tuple[str, ...]:
    """Declared names first; where only the outlet is declared as author, a printed byline of persons counts more."""
    declared = authors_in(schema.get("author") or schema.get("creator") or ())
    contents = (authors_in(metas.get(name, ())) for name in _METAS)
    declared = declared or next((names for names in contents if names), ())
    if declared and not all(_is_outlet(name, outlet_names) for name in declared):
        return declared
    return _printed_byline(tree, outlet_names) or declared


def _is_outlet(name: str, outlet_names: Sequence[str]) -> bool:
    squashed = "".join(words_of(name))
    return any("".join(words_of(outlet)) in squashed for outlet in outlet_names if len(outlet) > 2)


def _printed_byline(tree: Any, outlet_names: Sequence[str]) -> tuple[str, ...]:
    """The first element marked as a byline that holds names of persons, else `By Jane Doe` under the headline.

    A line break parts a name from its role, or a given name from a surname.
    """
    for element in tree.xpath(_MARKED)[:_MOST_BYLINES]:
        is_marked = element.get("rel") == "author" or element.get("itemprop") == "author"
        if not (is_marked or _BYLINE_CLASS.search(marks_of(element))) or is_beside(element):
            continue
        lines = short_lines(element, _LONGEST_BYLINE) if not is_marked else _marked_alike(element)
        for names in (authors_in("\n".join(lines)), authors_in(" ".join(lines))):
            if _are_persons(names, outlet_names):
                return names
    parts = (part for line in first_lines_under_headline(tree, _LONGEST_BYLINE) for part in _PARTS.split(line))
    bylines = (byline_in(part) for part in parts)
    return next((names for names in bylines if _are_persons(names, outlet_names)), ())


def _marked_alike(element: Any) -> list[str]:
    """The lines of an element, and of those beside it that are marked as authors in the same way."""
    parent = element.getparent()
    name = next(name for name in ("rel", "itemprop") if element.get(name) == "author")
    alike = [element] if parent is None else parent.xpath(f"./*[@{name}='author']")[:_MOST_BYLINES]
    return [line for one in alike for line in short_lines(one, _LONGEST_BYLINE)]


def _are_persons(names: Sequence[str], outlet_names: Sequence[str]) -> bool:
    return bool(names) and all(_PERSON.fullmatch(name) and not _is_outlet(name, outlet_names) for name in names)
