"""Where articles come from. A format is one row of `FORMATS` and one small file; nothing else knows its name.

The suffix decides, unless the content plainly says otherwise: a page saved as `.txt` is read as a page. A file without
a known suffix is read when its content is plainly HTML or JSON, else skipped with a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sources.csv_file import read_csv
from ingest.sources.encoding import decode_head
from ingest.sources.files import check_paths, reason_of, walk
from ingest.sources.found import (
    FoundFile,
    Item,
    Note,
    ReadArticle,
    Reader,
    Reading,
    Remember,
    Skip,
    Unchanged,
)
from ingest.sources.html_page import read_html
from ingest.sources.json_file import read_json
from ingest.sources.jsonl import read_jsonl
from ingest.sources.markdown import read_markdown
from ingest.sources.reading import Unreadable, head_of
from ingest.sources.row_fields import USUAL_NAMES, RowFields
from ingest.sources.text_file import read_text

__all__ = [
    "FORMATS",
    "USUAL_NAMES",
    "Format",
    "FoundFile",
    "Item",
    "Note",
    "ReadArticle",
    "Reading",
    "Remember",
    "RowFields",
    "Skip",
    "Unchanged",
    "check_paths",
    "read_file",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table: a kind of file and what reads it."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    content: re.Pattern[str] | None = None
    """Matches the beginning of a file that is of this format whatever its suffix says."""
    overrides: tuple[str, ...] = ()
    """Suffixes of other formats that give way to `content`; files with an unknown suffix always do."""


_JSON = re.compile(r'\s*(?:\[\s*[\[{\]]|\{\s*")')
_JSON_IN_LINES = re.compile(r"\s*(?:\[\s*[\[{\]]|\{[ \t]*\r?\n)")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
FORMATS: tuple[Format, ...] = (
    Format("JSON Lines", (".jsonl", ".ndjson", ".jl"), read_jsonl),
    Format("JSON", (".json",), read_json, _JSON),
    Format("JSON over several lines", (), read_json, _JSON_IN_LINES, (".jsonl", ".ndjson", ".jl")),
    Format("CSV", (".csv", ".tsv"), read_csv),
    Format("web page", (".html", ".htm", ".xhtml"), read_html, _HTML, (".txt", ".text", ".md")),
    Format("Markdown", (".md", ".markdown"), read_markdown),
    Format("plain text", (".txt", ".text"), read_text),
)
_KNOWN_BYTES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip file or an Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def read_file(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """Everything in one file, as a stream. Whatever is wrong with it costs one Skip, what was read before it stays."""
    try:
        reader = _reader_for(file)
        yield from reader(file, reading)
    except OSError as error:
        yield Skip(file.source, reason_of(error))
    except Unreadable as fault:
        yield Skip(file.source, str(fault))


def _reader_for(file: FoundFile) -> Reader:
    head = head_of(file.path)
    suffix = file.path.suffix.lower()
    by_suffix = next((format_ for format_ in FORMATS if suffix in format_.suffixes), None)
    known = next((what for start, what in _KNOWN_BYTES if head.startswith(start)), None)
    if known is not None:
        message = f"it is {known}, which is not read" if by_suffix is None else f"it is called {suffix} but is {known}"
        raise Unreadable(message)
    if not head:
        message = "empty"
        raise Unreadable(message)
    by_content = _by_content(head, suffix if by_suffix else None)
    chosen = by_content or by_suffix
    if chosen is None:
        kinds = ", ".join(format_.suffixes[0] for format_ in FORMATS if format_.suffixes)
        message = f"not a kind of file that is read ({kinds})"
        raise Unreadable(message)
    return chosen.read


def _by_content(head: bytes, known_suffix: str | None) -> Format | None:
    """The format that the content plainly is, if the suffix gives way to it."""
    may_be = [format_ for format_ in FORMATS if known_suffix is None or known_suffix in format_.overrides]
    start = decode_head(head) if may_be else ""
    return next((format_ for format_ in may_be if format_.content and format_.content.match(start)), None)
