"""What leaves the desk: answers and dossiers as Markdown, DOCX, HTML and as a record that can be asked again."""

from assistant.exports.docx import to_docx
from assistant.exports.html import to_html
from assistant.exports.layout import Block, lay_out, lay_out_conversation
from assistant.exports.markdown import to_markdown
from assistant.exports.record import Asked, Record, make_record, read_record
from assistant.exports.replay import Replay, replay

__all__ = [
    "Asked",
    "Block",
    "Record",
    "Replay",
    "lay_out",
    "lay_out_conversation",
    "make_record",
    "read_record",
    "replay",
    "to_docx",
    "to_html",
    "to_markdown",
]
