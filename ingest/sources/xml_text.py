"""XML of any origin to XML that a parser can be given: no document type, no entity, no character that is none."""

import re
from html.entities import html5

__all__ = ["root_at", "root_of", "safe_xml"]

_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ASIDES = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
"""What may stand before a root: instructions, comments, a document type."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)(\w{1,40};)?", re.S
)


def root_of(head: str) -> str | None:
    """The local name of the root of a document whose beginning this is, in small letters."""
    found = _ROOT.search(head, root_at(head))
    return found[2].lower() if found else None


def safe_xml(text: str) -> str:
    """The document from its root on: without the document type, whose entities could be made to grow without end.

    HTML's entities, which many feeds use without declaring them, are written out; an ampersand that is none stays one.
    """
    return _REFERENCE.sub(_written_out, _NOT_XML.sub("", text[root_at(text) :]))


def _written_out(reference: re.Match[str]) -> str:
    if reference[0].startswith("<"):
        return reference[0]
    character = html5.get(reference[1] or "")
    return character if character and character not in "<>&" else f"&amp;{reference[1] or ''}"


def root_at(text: str) -> int:
    """Where a document's asides end; each is passed once, so that no number of them makes it slow."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        end = next((end for begin, end in _ASIDES if text.startswith(begin, start)), None)
        if end is None:
            return start
        subset = text.find("[", start, max(start, text.find(">", start))) if end == ">" else -1  # of a document type
        closed = text.find("]", subset) if subset >= 0 else start
        found = text.find(end, closed) if closed >= 0 else -1
        position = found + len(end) if found >= 0 else len(text)
    return len(text)
