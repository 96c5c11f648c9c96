"""Blocks as a Word document."""

from collections.abc import Sequence
from io import BytesIO

from assistant.exports.layout import Block, visible
from assistant.extras import need

__all__ = ["to_docx"]

_STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "line": "Normal",
    "quote": "Intense Quote",
    "note": "Caption",
    "source": "List Bullet",
}


def to_docx(blocks: Sequence[Block]) -> bytes:
    """Addresses are text and no links: nothing in the file leads anywhere by itself. Raises InputError without the
    extra [documents]."""
    need("documents", "A Word file", "; or export to Markdown.")
    from docx import Document

    document = Document()
    title = next((block.text for block in blocks if block.kind == "title"), "")
    document.core_properties.title = _printable(title)[:255]
    document.core_properties.author = "Copydesk"
    for block in blocks:
        text = f"{block.text} {block.link}" if block.link else block.text
        document.add_paragraph(_printable(text), style=_STYLES[block.kind])
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _printable(text: str) -> str:
    return " ".join(visible(text).split())
