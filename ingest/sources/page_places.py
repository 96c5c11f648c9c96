"""Where on a page something stands: beside the article, or between its headline and its text."""

import re
from collections import deque
from collections.abc import Collection, Iterator
from itertools import islice, takewhile
from typing import Any

from ingest.sources.page_schema import first_name, metas_of, words_of

__all__ = [
    "elements_under_headline",
    "first_lines_under_headline",
    "is_beside",
    "marks_of",
    "near_headline",
    "short_lines",
    "short_text",
    "under_headline",
]

_BESIDE = re.compile(
    r"comment|related|recommend|sidebar|teaser|promo|most-?(?:read|popular)|trending|popular|newsletter|footer|"
    r"read-?(?:more|also|next)|more-?(?:from|stories|news|articles)|outbrain|taboola|cookie|consent|copyright",
    re.IGNORECASE,
)
"""Class names and ids of what stands around an article."""
_BESIDE_TAGS = frozenset({"aside", "footer", "nav", "form"})
_MOST_LOOSE_LINES = 10
_LONGEST_LOOSE_LINE = 90
_MOST_ANCESTORS = 12
_MOST_ELEMENTS = 150
"""Elements looked at after a headline: a byline further down is not one."""
_MOST_NEAR = 12
"""Elements before a headline and behind it, and levels around it, that may be its own header."""
_LEVELS_AROUND = 2
_MOST_HEADINGS = 20
_MOST_PIECES = 40
_LONG_TEXT = 250
"""Characters of a text that is a paragraph, so that the story has begun."""


def marks_of(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_beside(element: Any, but_tags: Collection[str] = ()) -> bool:
    """Whether an element belongs to what stands around an article: comments, teasers, footers. `but_tags` count as
    the article."""
    around = (element, *islice(element.iterancestors(), _MOST_ANCESTORS))
    return any(
        (one.tag in _BESIDE_TAGS and one.tag not in but_tags)
        or (one.tag not in {"body", "html", "main"} and _BESIDE.search(marks_of(one)))
        for one in around
    )


def short_text(element: Any, most: int) -> str | None:
    """The element's text on one line, or None if it is longer than `most`; a large element is not read through."""
    pieces: list[str] = []
    for piece in islice(element.itertext(), _MOST_PIECES + 1):
        pieces.append(piece)
        if len(pieces) > _MOST_PIECES or sum(map(len, pieces)) > 4 * most:
            return None
    text = " ".join(" ".join(pieces).split())
    return text if len(text) <= most else None


def short_lines(element: Any, most: int) -> list[str]:
    """The element's text, by lines: `<br>` and items of lists break it. Nothing where it is longer than `most`."""
    if short_text(element, most) is None:
        return []
    pieces = (piece if isinstance(piece, str) else "\v" for piece in element.xpath(".//text() | .//br | .//li"))
    lines = (" ".join(line.split()) for line in " ".join(pieces).split("\v"))
    return [line for line in lines if line]


def under_headline(tree: Any, most: int) -> Iterator[str]:
    """Short texts between the headline and the first paragraph, each once; the outer one of nested elements too."""
    elements = list(elements_under_headline(tree))
    lines = (line for element in elements if element.find("br") is not None for line in short_lines(element, most))
    texts = (short_text(element, most) for element in elements)
    yield from dict.fromkeys(text for text in (*_loose_lines(tree, most), *texts, *lines) if text)


def first_lines_under_headline(tree: Any, most: int) -> Iterator[str]:
    """The first line of each short element between headline and text, after those that no element holds."""
    yield from _loose_lines(tree, most)
    for element in elements_under_headline(tree):
        yield from short_lines(element, most)[:1]


def _loose_lines(tree: Any, most: int) -> Iterator[str]:
    """Lines right below the headline that only `<br>` parts, as on old pages. The story begins at a long one."""
    element = _headline_element(tree)
    for _ in range(_MOST_LOOSE_LINES):
        line = " ".join((element.tail or "").split()) if element is not None else ""
        if len(line) > min(most, _LONGEST_LOOSE_LINE):
            return
        if line:
            yield line
        element = element.getnext() if element is not None else None
        if element is None or element.tag != "br":
            return


def elements_under_headline(tree: Any) -> Iterator[Any]:
    """What stands between the headline and the first paragraph, without what is beside the article."""
    for element in _elements_after(_headline_element(tree)):
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "noscript"}:
            continue
        if element.tag == "p" and len(short_text(element, 10_000) or "x" * _LONG_TEXT) >= _LONG_TEXT:
            return
        if not is_beside(element):
            yield element


def near_headline(tree: Any) -> Iterator[Any]:
    """What stands right before the headline in its header, and right behind it; also what is beside the article."""
    heading = _headline_element(tree)
    if heading is None:
        return
    around = [one for one in islice(heading.iterancestors(), _LEVELS_AROUND) if one.tag not in {"body", "html"}]
    header = around[-1].iter() if around else iter(())
    before = takewhile(lambda element: element is not heading, islice(header, _MOST_ELEMENTS))
    yield from (element for element in deque(before, _MOST_NEAR) if isinstance(element.tag, str))
    for element in heading.xpath("following::*[position() <= $most]", most=_MOST_NEAR):
        if element.tag == "p" and not element.get("class"):
            return
        yield element


def _elements_after(heading: Any) -> Iterator[Any]:
    if heading is None:
        return
    following = heading.xpath("following::*[position() <= $most]", most=_MOST_ELEMENTS)
    yield from following


def _headline_element(tree: Any) -> Any:
    """The heading that says what the page's metas say, `<h1>` before others; else the only `<h1>`."""
    declared = set(words_of(first_name(metas_of(tree), ("og:title", "twitter:title")) or ""))
    headings = tree.findall(".//h1")[:_MOST_HEADINGS]
    for heading in [*headings, *tree.xpath(".//h2 | .//h3")[: 10 * _MOST_HEADINGS]]:
        shown = set(words_of(short_text(heading, 1000) or ""))
        if shown and declared and 2 * len(shown & declared) >= max(2, min(len(shown), len(declared))):
            return heading
    return headings[0] if len(headings) == 1 else None
