"""A web archive (WARC, or its forerunner ARC): each page in it is a file of its own, with its address and its visit.

The date of a record is when it was fetched. It never becomes a date of publication.
"""

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from email.message import Message
from typing import TYPE_CHECKING, Any

from ingest.clean import clean_url, moment_in
from ingest.sources.found import FoundFile, Held, Item, Note, Origin, Reading, Skip
from ingest.sources.reading import Unreadable, open_file, size_words

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["read_warc"]

LARGEST_RECORD = 64_000_000
_WITH_CONTENT = frozenset({"response", "resource", "conversion"})
_TEXT_TYPES = frozenset(
    {
        "text/html", "application/xhtml+xml", "text/plain", "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)  # fmt: skip
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, TypeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
_BROTLI = "br"
_UNPACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate", _BROTLI})
_AT_ONCE = 4_000_000
_OTHER = "Records of a web archive that hold no page (pictures, scripts, styles, robots.txt, …) were left out."
_ERRORS = "Records of a web archive with another status than 200 (redirects, error pages) were left out."
_REVISITS = "Records of a web archive that say a page was unchanged at another visit were left out."


def read_warc(file: FoundFile, _: Reading) -> Iterator[Item | FoundFile]:
    count = 0
    with open_file(file) as stream:
        for record in _records(stream):
            found = _read(record, file) if record.rec_type in _WITH_CONTENT | {"revisit"} else None
            if found is not None:
                count += not isinstance(found, Note)
                yield found
    if not count:
        message = "a web archive without pages in it"
        raise Unreadable(message)


@contextmanager
def _unheard(logger: logging.Logger) -> Iterator[None]:
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)  # it is the whole program's


def _records(stream: Any) -> Iterator["ArcWarcRecord"]:
    """The records; Unreadable where the archive is damaged."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream, arc2warc=True)
    count = 0
    try:
        while True:
            with redirect_stderr(_Nowhere()), _unheard(logging.getLogger("warcio")):  # it reports each flaw
                record = next(records, None)
            if record is None:
                return
            yield record
            count += 1
    except (ArchiveLoadFailed, *_FAULTS):
        message = f"a web archive that is damaged behind its record {count}: the rest was not read"
        raise Unreadable(message) from None


class _Nowhere(io.StringIO):
    def write(self, text: str) -> int:
        return len(text)


def _read(record: "ArcWarcRecord", file: FoundFile) -> FoundFile | Skip | Note:
    header = record.rec_headers.get_header
    if record.rec_type == "revisit":
        return Note(file.source, _REVISITS)
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return Note(file.source, _ERRORS)
    address = clean_url((header("WARC-Target-URI") or "").strip("<> "))
    kind, charset = _type_of(record)
    if kind not in _TEXT_TYPES or address is None or address.endswith("/robots.txt"):
        return Note(file.source, _OTHER)
    fetched = moment_in(header("WARC-Date"))
    origin = Origin(address, fetched.text if fetched else None, charset)
    member = file.member(address, Held(b""), origin)
    cut = header("WARC-Truncated")
    try:
        content = None if cut else _content_of(record)
    except Unreadable as fault:
        return Skip(member.source, str(fault))
    if content is None:
        return Skip(member.source, "its record is cut short")
    if len(content) > LARGEST_RECORD:
        return Skip(member.source, f"larger than {size_words(LARGEST_RECORD)}, the most that is read of a record")
    return file.member(address, Held(content), origin)


def _content_of(record: "ArcWarcRecord") -> bytes | None:
    """What the server sent, unpacked; None if the record ends before it should, or cannot be unpacked.

    Raises Unreadable for a compression that is not unpacked.
    """
    packing = _packing_of(record)
    is_known = packing in _UNPACKED
    try:
        with redirect_stderr(_Nowhere()):
            stream = record.content_stream() if is_known and packing != _BROTLI else _dechunked(record)
            content: bytes = stream.read(LARGEST_RECORD + 1)
            content = _without_brotli(content) if packing == _BROTLI else content
    except _FAULTS:
        if getattr(record.raw_stream, "limit", 0) > 0:
            return None
        message = "its record is damaged: it cannot be unpacked"
        raise Unreadable(message) from None
    if not is_known and not content.lstrip().startswith(b"<"):  # some servers say `none`
        message = f"it is packed with {packing[:20]}, which is not unpacked: record it anew without that"
        raise Unreadable(message)
    is_whole = len(content) > LARGEST_RECORD or getattr(record.raw_stream, "limit", 0) <= 0
    return content if is_whole else None


def _packing_of(record: "ArcWarcRecord") -> str:
    encoding = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    return (encoding or "").strip().lower()


def _dechunked(record: "ArcWarcRecord") -> Any:
    """The body as it was packed: some programs record the chunks of the transfer with it."""
    from warcio.bufferedreaders import ChunkedDataReader

    transfer = record.http_headers.get_header("Transfer-Encoding") if record.http_headers else None
    is_chunked = (transfer or "").strip().lower() == "chunked"
    return ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream


def _without_brotli(packed: bytes) -> bytes:
    """Never much more than the largest record, however much a few bytes stand for; as it is, where it is not packed."""
    import brotli  # type: ignore[import-untyped]  # ships no types

    stream = brotli.Decompressor()
    content: bytes = b""
    try:
        content = stream.process(packed, output_buffer_limit=_AT_ONCE)
        while len(content) <= LARGEST_RECORD and not stream.is_finished() and not stream.can_accept_more_data():
            content += stream.process(b"", output_buffer_limit=_AT_ONCE)
    except brotli.error:
        if content or not packed.lstrip().startswith(b"<"):
            raise ValueError from None
        return packed  # a program that unpacked it left the header as it was
    if len(content) <= LARGEST_RECORD and not stream.is_finished():
        raise EOFError
    return content


def _type_of(record: "ArcWarcRecord") -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    declared = Message()
    try:
        declared["Content-Type"] = headers.get_header("Content-Type") or ""
        return declared.get_content_type(), declared.get_content_charset()
    except _FAULTS:
        return "", None
