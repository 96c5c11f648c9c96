"""One article in XML, as trafilatura writes it, or NITF as agencies send it: a row, as an entry of a feed is one."""

import json
from collections.abc import Iterator
from typing import Any

from ingest.sources.encoding import decode, guess_note
from ingest.sources.found import FoundFile, Held, Item, Note, Reading
from ingest.sources.html_page import declared_encoding
from ingest.sources.markup import text_of_element
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.xml_names import text_in
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
    return root == "nitf" or any(mark in start for mark in _OF_DOC)


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
    row = _row_of_nitf(root) if root.tag == "nitf" else _row_of_doc(root)
    yield file.unpacked(f"{file.name}.json", Held(json.dumps([row]).encode()))


def _row_of_doc(root: Any) -> dict[str, object]:  # lxml ships no types
    main = root.find("main")
    main = root if main is None else main
    for element in main.iter(*_AS_HTML):
        element.tag = _AS_HTML[element.tag]
    return {**root.attrib, "text": text_of_element(main)}


def _row_of_nitf(root: Any) -> dict[str, object]:
    body, issued = root.find(".//body.content"), root.find(".//docdata/date.issue")
    told = root.find(".//dateline/story.date") if issued is None else issued
    number, holder = root.find(".//docdata/doc-id"), root.find(".//docdata/doc.copyright")
    bylines = [text_in(name) for byline in root.iter("byline") for name in (byline.findall("person") or [byline])]
    return {
        "id": number.get("id-string") if number is not None else None,
        "title": " ".join(text_in(one) for one in root.findall(".//hedline/hl1")) or root.findtext(".//head/title"),
        "byline": bylines,
        "date": told.get("norm") if told is not None else None,
        "publisher": holder.get("holder") if holder is not None else None,
        "text": text_of_element(body) if body is not None else None,
    }
