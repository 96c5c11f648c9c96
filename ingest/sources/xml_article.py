"""Articles in XML as rows: one that trafilatura wrote, or what agencies send in NITF and NewsML-G2."""

import json
from collections.abc import Iterator
from typing import Any

from ingest.sources.encoding import decode, guess_note
from ingest.sources.found import FoundFile, Held, Item, Note, Reading
from ingest.sources.html_page import declared_encoding
from ingest.sources.markup import text_of_element
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.xml_news import NEWSML_ROOTS, row_of_nitf, rows_of_newsml
from ingest.sources.xml_text import root_at, root_of, safe_xml

__all__ = ["LARGEST_XML_ARTICLE", "is_xml_article", "read_xml_article"]

LARGEST_XML_ARTICLE = 5_000_000
_AS_HTML = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "row": "tr", "cell": "td", "lb": "br"}
"""What trafilatura calls the blocks of a page."""
_OF_DOC = ("sitename", "hostname", "fingerprint", "<main")
_LOOKED_AT = 3_000


def is_xml_article(head: str) -> bool:
    root = root_of(head) if head.lstrip().startswith("<") else None
    start = head[root_at(head) :][:_LOOKED_AT] if root == "doc" else ""
    return root in ("nitf", *NEWSML_ROOTS) or any(mark in start for mark in _OF_DOC)


def read_xml_article(file: FoundFile, _: Reading) -> Iterator[Item | FoundFile]:
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring  # type: ignore[import-untyped]  # ships no types

    content = read_bytes(file, LARGEST_XML_ARTICLE)
    decoded = decode(content, declared_encoding(content))
    try:
        parser = XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True)
        root = fromstring(safe_xml(decoded.text).encode(), parser)
    except XMLSyntaxError:
        root = None
    if root is None:
        reason = "damaged XML"
        raise Unreadable(reason)
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    yield file.unpacked(f"{file.name}.json", Held(json.dumps(_rows_of(root)).encode()))


def _rows_of(root: Any) -> list[dict[str, object]]:  # lxml ships no types
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag == "nitf":
        return [row_of_nitf(root)]
    return rows_of_newsml(root) if root.tag.lower() in NEWSML_ROOTS else [_row_of_doc(root)]


def _row_of_doc(root: Any) -> dict[str, object]:
    main = root.find("main")
    main = root if main is None else main
    for element in main.iter(*_AS_HTML):
        element.tag = _AS_HTML[element.tag]
    return {**root.attrib, "text": text_of_element(main)}
