"""Text out of markup: the HTML or NITF body of a feed's row, the HTML of a mail. Not for web pages, which hold more."""

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["is_markup", "text_of_element", "text_of_markup"]

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "block", "blockquote", "body", "body.content", "body.end", "body.head", "center",
        "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hedline", "hl1", "hl2", "hr", "html", "li", "main", "nav", "nitf", "ol", "p", "pre", "section", "table",
        "tbody", "thead", "tr", "ul",
    }
)  # fmt: skip
_NO_TEXT = frozenset(
    {"head", "iframe", "media", "noscript", "object", "script", "style", "svg", "template", "textarea", "title"}
)
_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<!?(?P<name>[a-z][a-z0-9.]*)(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\x0b]+")
_BREAK = "\x0b"
"""Stands for a line break until the other white space has become one space."""


def is_markup(text: str) -> bool:
    """Whether a text plainly is the HTML or NITF body of an article: it begins with the tag of a block, such as `<p>`,
    ends with a tag, and is a whole document or has a paragraph that opens and closes.

    Anything else is kept character for character, also when there are tags or entities in it.
    """
    start = _START.match(text)
    if start is None or start["name"].lower() not in _BLOCKS | {"doctype"} or not text.rstrip().endswith(">"):
        return False
    lowered = text.rstrip().lower()
    return lowered.endswith(("</html>", "</nitf>")) or ("</p>" in lowered and _PARAGRAPH.search(text) is not None)


def text_of_markup(markup: str) -> str:
    """The words that a reader would see: blocks are paragraphs, items of lists and rows of tables lines.

    Pictures, their captions in NITF's `<media>`, scripts and forms are left out.
    """
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # lxml ships no types
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]  # lxml ships no types

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (ParserError, ValueError):
        return ""
    return text_of_element(tree)


def text_of_element(element: Any) -> str:
    """The same of a parsed element, without what follows it."""
    return _joined(_blocks(element))


def _blocks(tree: Any) -> Iterator[tuple[bool, str]]:
    """The text of each block, and whether it is an item or a row, which follow one another closely."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    is_line = False
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = element.tag.lower() if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            yield is_line, "".join(pieces)
            pieces, is_line = [], name in {"li", "tr"} and event == "start"
        if event == "end":
            pieces.append("" if element is tree else element.tail or "")
        elif name in _NO_TEXT:
            walk.skip_subtree()
        else:
            pieces.append(_opening(name, pieces) + (element.text or ""))
    yield is_line, "".join(pieces)


def _opening(name: str, pieces: list[str]) -> str:
    if name == "br":
        return _BREAK
    return " | " if name in {"td", "th"} and "".join(pieces).strip() else ""


def _joined(blocks: Iterator[tuple[bool, str]]) -> str:
    text: list[str] = []
    was_line = False
    for is_line, written in blocks:
        lines = (line.strip() for line in _SPACES.sub(" ", written).split(_BREAK))
        block = "\n".join(line for line in lines if line)
        if block:
            text += ["\n" if is_line and was_line else "\n\n", block]
            was_line = is_line
    return "".join(text[1:])
