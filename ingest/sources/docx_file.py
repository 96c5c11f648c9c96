"""A Word document: one article, with what its readers see of it. No macro, field or link of it is followed."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from ingest.clean import language_of, storable
from ingest.masthead import read_masthead
from ingest.sources.document_facts import author_in_properties, title_in_properties
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.reading import Unreadable, read_bytes, size_words
from ingest.sources.rows import REPLACED
from ingest.sources.text_file import article_of_file

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["LARGEST_DOCX", "read_docx"]

LARGEST_DOCX = 64_000_000
_LARGEST_UNPACKED = 200_000_000
"""Bytes of all its parts together, as its directory declares them; no more than declared is ever unpacked."""
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, BadZipFile, struct.error, zlib.error,
)  # fmt: skip
_CONTAINERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})
_NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "rPr", "pPr"})
"""Deleted or moved away, a copy for old programs, or read by itself."""
_LETTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    style: str = ""
    """The style's name as Word keeps it in every language: `Title`, `heading 1`."""
    is_line: bool = False
    """An item of a list or a row of a table, which follow one another closely."""


def read_docx(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """When it was made or saved is not when it was published, so the text alone gives a date."""
    document, blocks, has_notes = _opened(read_bytes(file, LARGEST_DOCX))
    text, replaced_count = storable(_joined(blocks))
    if not text.strip():
        message = "it has no text"
        raise Unreadable(message)
    article = article_of_file(text, read_masthead(text), file, reading)
    properties = document.core_properties
    heading = next((block.text for block in blocks if block.style == "title"), None) or _first_heading(blocks)
    shown = " ".join(heading.split()) if heading else article.title
    yield ReadArticle(
        file.source,
        replace(
            article,
            title=title_in_properties(None if heading else properties.title, text, shown, file.name),
            authors=article.authors or author_in_properties(properties.author),
            language=language_of(properties.language),
        ),
    )
    if has_notes:
        yield Note(file.source, "Footnotes of a Word document were left out.")
    if replaced_count:
        yield Note(file.source, REPLACED)


def _opened(content: bytes) -> tuple["Document", list[_Block], bool]:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types

    try:
        with ZipFile(BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > _LARGEST_UNPACKED:
            message = f"its parts have {size_words(size)}, more than is read of a Word document"
            raise Unreadable(message)
        document = docx.Document(BytesIO(content))
        body = document.element.body
        styles = {str(style.style_id): str(style.name).lower() for style in document.styles}
        has_notes = body.find(".//{*}footnoteReference") is not None or body.find(".//{*}endnoteReference") is not None
        return document, list(_blocks(body, styles)), has_notes
    except (OpcError, LxmlError, *_FAULTS) as fault:
        is_other = "content type" in str(fault)
        message = "a Word template, or one with macros: save it as .docx" if is_other else "a damaged Word document"
        raise Unreadable(message) from None


def _blocks(parent: Any, styles: Mapping[str, str]) -> Iterator[_Block]:  # python-docx hands out lxml's elements
    for child in parent:
        name = _name(child)
        if name == "p":
            yield _paragraph(child, styles)
            for box in child.iter("{*}txbxContent"):
                if not any(_name(above) == "Fallback" for above in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif name == "tbl":
            yield from _table(child, styles)
        elif name in _CONTAINERS:
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: Mapping[str, str]) -> _Block:
    text = "".join(_pieces(element)).strip()
    style = element.find("{*}pPr/{*}pStyle")
    name = styles.get(_value(style), "") if style is not None else ""
    is_item = element.find("{*}pPr/{*}numPr") is not None or name.startswith("list")
    return _Block(text, name, is_item and not name.startswith(("heading", "title")))


def _pieces(element: Any) -> Iterator[str]:
    """The words of a paragraph, those that are hidden left out: what a reader does not see is no part of an article."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _LETTERS:
            yield _LETTERS[name]
        elif name == "r" and _is_hidden(child):
            continue
        elif name not in _NOT_SHOWN:
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and _value(mark) not in {"0", "false", "off"}


def _table(table: Any, styles: Mapping[str, str]) -> Iterator[_Block]:
    """A line for each row; a table of one column only sets its text, which is read as any other."""
    rows = [[cell for cell in row.iter("{*}tc") if _row_of(cell) is row] for row in table.iter("{*}tr")]
    own_rows = [row for row in rows if row and _table_of(row[0]) is table]
    if all(len(row) == 1 for row in own_rows):
        for row in own_rows:
            yield from _blocks(row[0], styles)
        return
    for row in own_rows:
        cells = [" ".join(" ".join(block.text for block in _blocks(cell, styles)).split()) for cell in row]
        yield _Block(" | ".join(cells) if any(cells) else "", is_line=True)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors("{*}tr"), None)


def _table_of(cell: Any) -> Any:
    return next(cell.iterancestors("{*}tbl"), None)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}val")), "")


def _first_heading(blocks: list[_Block]) -> str | None:
    """The first line with words, if it is set as a heading."""
    first = next((block for block in blocks if block.text), None)
    return first.text if first and first.style.startswith("heading") else None


def _joined(blocks: list[_Block]) -> str:
    pieces: list[str] = []
    was_line = False
    for block in blocks:
        if block.text:
            pieces += ["\n" if block.is_line and was_line else "\n\n", block.text]
            was_line = block.is_line
    return "".join(pieces[1:])
