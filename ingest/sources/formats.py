"""The table of formats. A format is one row here and one small file; nothing else knows its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.extras import Extra
from ingest.sources.csv_file import read_csv
from ingest.sources.docx_file import LARGEST_DOCX, read_docx
from ingest.sources.eml_file import LARGEST_MAIL, is_mail, read_eml
from ingest.sources.feed_file import LARGEST_FEED_FILE, is_feed, read_feed_file
from ingest.sources.found import Reader
from ingest.sources.gzip_file import read_gzip
from ingest.sources.html_page import LARGEST_PAGE, read_html
from ingest.sources.json_file import is_json, read_json
from ingest.sources.jsonl import read_jsonl
from ingest.sources.markdown import read_markdown
from ingest.sources.pdf_file import LARGEST_PDF, read_pdf
from ingest.sources.press_database import is_press_database, read_press_database
from ingest.sources.saved_page import LARGEST_SAVED_PAGE, is_saved_page, read_saved_page
from ingest.sources.text_file import read_text
from ingest.sources.warc_file import read_warc
from ingest.sources.xml_article import LARGEST_XML_ARTICLE, is_xml_article, read_xml_article
from ingest.sources.zip_file import read_zip

__all__ = ["FORMATS", "REFUSED", "REFUSED_DOCUMENTS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table: a kind of file and what reads it."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    content: Callable[[str], object] | None = None
    """True of the beginning of a text file that is of this format whatever its suffix says."""
    overrides: tuple[str, ...] = ()
    """Suffixes of other formats that give way to `content`; files with an unknown suffix always do."""
    magic: tuple[bytes, ...] = ()
    """How every file of this format begins, and no other: decides whatever the suffix says."""
    holds: str | None = None
    """The member by which a ZIP archive is a document of this format."""

    risky_up_to: int | None = None
    """Bytes: it is read apart, in a process with limits, and not at all when it is larger. None: it is read here."""

    extra: Extra | None = None
    """What must be installed beside the base to read it."""

    @property
    def is_binary(self) -> bool:
        """Whether a suffix alone is no proof: without its magic the file is not of this format."""
        return bool(self.magic or self.holds)


_JSON = re.compile(r'\s*(?:\[\s*[\[{\]]|\{\s*")').match
_JSON_IN_LINES = re.compile(r"\s*(?:\[\s*[\[{\]]|\{[ \t]*\r?\n)").match
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
).match
FORMATS: tuple[Format, ...] = (
    Format("JSON Lines", (".jsonl", ".ndjson", ".jl"), read_jsonl),
    Format("JSON", (".json",), read_json, _JSON),
    Format("JSON over several lines", (), read_json, _JSON_IN_LINES, (".jsonl", ".ndjson", ".jl")),
    Format("JSON under another name", (), read_json, is_json, (".txt", ".text", ".md", ".html", ".htm")),
    Format("CSV", (".csv", ".tsv"), read_csv),
    Format(
        "web page",
        (".html", ".htm", ".xhtml"),
        read_html,
        _HTML,
        (".txt", ".text", ".md"),
        risky_up_to=LARGEST_PAGE,
        extra="web",
    ),
    Format(
        "feed",
        (".xml", ".rss", ".atom", ".rdf", ".wxr"),
        read_feed_file,
        is_feed,
        (".txt", ".text", ".md", ".html", ".htm"),
        risky_up_to=LARGEST_FEED_FILE,
    ),
    Format("article in XML", (), read_xml_article, is_xml_article, (".xml", ".txt"), risky_up_to=LARGEST_XML_ARTICLE),
    Format("press database", (), read_press_database, is_press_database, (".txt", ".text")),
    Format("Markdown", (".md", ".markdown"), read_markdown),
    Format("plain text", (".txt", ".text"), read_text),
    Format("PDF", (".pdf",), read_pdf, magic=(b"%PDF-",), risky_up_to=LARGEST_PDF, extra="documents"),
    Format("Word", (".docx",), read_docx, holds="word/document.xml", risky_up_to=LARGEST_DOCX, extra="documents"),
    Format(
        "saved page",
        (".mhtml", ".mht"),
        read_saved_page,
        is_saved_page,
        (".eml", ".txt", ".text", ".html", ".htm"),
        risky_up_to=LARGEST_SAVED_PAGE,
        extra="web",
    ),
    Format("mail", (".eml",), read_eml, is_mail, (".txt", ".text", ".md"), risky_up_to=LARGEST_MAIL),
    Format("web archive", (".warc", ".arc"), read_warc, magic=(b"WARC/", b"filedesc://"), extra="web"),
    Format("gzip", (".gz",), read_gzip, magic=(b"\x1f\x8b",)),
    Format("ZIP", (".zip",), read_zip, magic=(b"PK\x03\x04", b"PK\x05\x06")),
)

_CONVERT = "save it as .docx, .pdf or .txt"
REFUSED: tuple[tuple[bytes, str, str | None], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office document, or one with a password", _CONVERT),
    (b"{\\rtf", "an RTF document", _CONVERT),
    (b"SQLite format 3", "a database", "export its articles as .jsonl or .csv"),
    (b"Rar!", "a RAR archive", "pack it as .zip"),
    (b"7z\xbc\xaf", "a 7z archive", "pack it as .zip"),
    (b"BZh", "a bzip2 file", "pack it as .gz or .zip"),
    (b"\xfd7zXZ", "an xz file", "pack it as .gz or .zip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "pack it as .gz or .zip"),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"II*\x00", "a picture", None),
    (b"MM\x00*", "a picture", None),
)
"""How files begin that are known and not read, what they are, and what to do about it."""
REFUSED_DOCUMENTS: tuple[tuple[str, str, str], ...] = (
    ("content.xml", "an OpenDocument file", _CONVERT),
    ("xl/workbook.xml", "a spreadsheet", "save it as .csv"),
    ("ppt/presentation.xml", "a presentation", "save it as .pdf"),
    ("META-INF/container.xml", "an e-book", "save it as .html or .txt"),
)
"""The same for what is a ZIP archive, told by a member."""
