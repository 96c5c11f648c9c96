"""The names of a feed's elements as people write them: `content:encoded`, whatever prefix a file has for the space."""

from typing import Any

__all__ = ["key_of", "text_in"]

_SPACES = (
    ("purl.org/rss/1.0/modules/content", "content:"),
    ("purl.org/dc/", "dc:"),
    ("/excerpt", "excerpt:"),
    ("wordpress.org/export/", "wp:"),
    ("w3.org/2005/Atom", "atom:"),
    ("purl.org/atom/", "atom:"),
    ("search.yahoo.com/mrss", "media:"),
    ("itunes.com/dtds/podcast", "itunes:"),
    ("feedburner", "feedburner:"),
    ("1999/02/22-rdf-syntax-ns", "rdf:"),
    ("purl.org/rss/", ""),
    ("netscape.com/rdf", ""),
    ("backend.userland.com/rss", ""),
)
"""A stretch of a name space's address, and the prefix it usually has."""


def key_of(element: Any) -> str:  # lxml ships no types
    """`prefix:name` of an element; empty for a comment or an instruction. An undeclared prefix is kept as written."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    if not space:
        return name
    prefix = next((prefix for part, prefix in _SPACES if part in space), "other:")
    return f"{prefix}{name}"


def text_in(element: Any) -> str:
    """All text in an element, white space at its ends left out."""
    return "".join(element.itertext()).strip()
