"""What leaves the desk: answers and dossiers as Markdown, DOCX and as a record that can be asked again."""

from assistant.exports.docx import to_docx
from assistant.exports.layout import Block, lay_out
from assistant.exports.markdown import to_markdown
from assistant.exports.record import Asked, Record, make_record, read_record
from assistant.exports.replay import Replay, replay

__all__ = [
    "Asked",
    "Block",
    "Record",
    "Replay",
    "lay_out",
    "make_record",
    "read_record",
    "replay",
    "to_docx",
    "to_markdown",
]
