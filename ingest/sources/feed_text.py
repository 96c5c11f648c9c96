"""The text of an article that a feed carries whole, as some do for readers that never open the page."""

import re
from typing import Any

from ingest.clean import storable

__all__ = ["plain_text", "whole_text"]

_SHORTEST = 1200
"""Characters: a teaser is hardly ever longer, a report hardly ever shorter."""
_FEWEST_PARAGRAPHS = 3
_DOTS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W*$")
_INVITATION = re.compile(
    r"^\W*(?:read|continue|keep|see|click|subscribe|sign)\b|\b(?:more|reading|full story)\W*$", re.IGNORECASE
)
_LONGEST_INVITATION = 120
"""How the last words of a teaser look: three dots, or a short line that invites to read on."""
_APPEARED = re.compile(r"The post .{1,300} (?:first appeared|appeared first) on .{1,100}$")
"""What a widely used program for sites adds to each entry."""
_BLOCKS = frozenset({
    "p", "div", "section", "article", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tr", "dl", "dt", "dd", "br", "hr",
})  # fmt: skip
_LEFT_OUT = frozenset({
    "script", "style", "noscript", "iframe", "object", "form", "figure", "figcaption", "svg", "head", "template",
})  # fmt: skip
_SPACES = re.compile(r"\s+")
_BREAK = "\x00"
_LONGEST = 2_000_000


def whole_text(html: str, summary: str | None) -> str | None:
    """The article, paragraph by paragraph, if the markup plainly holds all of it; else None.

    Plainly: at least 1,200 characters in at least three paragraphs, twice as long as the summary beside it, and not
    ending in three dots or an invitation to read on.
    """
    paragraphs = plain_text(html).split("\n\n")
    if _APPEARED.match(paragraphs[-1][:500]):
        paragraphs.pop()
    is_long = sum(map(len, paragraphs)) >= max(_SHORTEST, 2 * len(plain_text(summary or "")))
    if not is_long or len(paragraphs) < _FEWEST_PARAGRAPHS or _is_cut(paragraphs[-1]):
        return None
    return "\n\n".join(paragraphs)


def _is_cut(last: str) -> bool:
    is_invitation = len(last) <= _LONGEST_INVITATION and _INVITATION.search(last) is not None
    return is_invitation or _DOTS.search(last[-20:]) is not None


def plain_text(html: str) -> str:
    """The words of a piece of markup, a blank line between paragraphs; empty where there are none."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # comes with trafilatura
    from lxml.html import document_fromstring  # type: ignore[import-untyped]  # comes with trafilatura

    if not html.strip() or len(html) > _LONGEST:
        return ""
    try:
        tree = document_fromstring(f"<div>{storable(html)[0]}</div>")
    except (LxmlError, ValueError):
        return ""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(_pieces(tree)).split(_BREAK))
    return "\n\n".join(line for line in lines if line)


def _pieces(tree: Any) -> list[str]:  # lxml ships no types
    """Text in order, with a break where a block begins or ends; without recursion, however deep the markup is."""
    found: list[str] = []
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        waiting += [node.tail] if node.tail else []
        if isinstance(node.tag, str) and node.tag not in _LEFT_OUT:
            edge = [_BREAK] if node.tag in _BLOCKS else []
            waiting += reversed([*edge, *([node.text] if node.text else []), *node, *edge])
    return found
