"""Which format a file has. What is in it decides; its suffix only where the content leaves it open."""

from ingest.sources.encoding import decode_head
from ingest.sources.formats import FORMATS, REFUSED, REFUSED_DOCUMENTS, Format
from ingest.sources.found import FoundFile
from ingest.sources.reading import Unreadable, head_of
from ingest.sources.zip_file import member_names

__all__ = ["format_of"]

_TAR_MARK_AT = 257
"""Bytes from the beginning: a tar archive begins with the name of its first member."""


def format_of(file: FoundFile) -> Format:
    """The row of the table that reads this file; Unreadable, with what to do, where there is none."""
    head = head_of(file)
    if not head:
        message = "empty"
        raise Unreadable(message)
    suffix = file.suffix
    by_suffix = next((format_ for format_ in FORMATS if suffix in format_.suffixes), None)
    binary = _by_magic(file, head)
    if binary is not None:
        return binary
    _refuse_known(head, suffix if by_suffix else None)
    by_name = by_suffix if by_suffix and not by_suffix.is_binary else None
    chosen = _by_content(head, suffix if by_name else None) or by_name
    if chosen is None:
        raise Unreadable(_unknown(file, by_suffix))
    return chosen


def _by_magic(file: FoundFile, head: bytes) -> Format | None:
    found = next((format_ for format_ in FORMATS if head.startswith(format_.magic or (b"\x00" * 99,))), None)
    if found is None or not head.startswith(b"PK"):
        return found
    names = member_names(file)
    document = next((format_ for format_ in FORMATS if format_.holds in names), None)
    if document is not None:
        return document
    refused = next((row for row in REFUSED_DOCUMENTS if row[0] in names and _is_document(row[0], names)), None)
    if refused is not None:
        message = f"it is {refused[1]}, which is not read: {refused[2]}"
        raise Unreadable(message)
    return found


def _is_document(member: str, names: frozenset[str]) -> bool:
    """Office and OpenDocument files say what they are in a member of a fixed name."""
    return member.endswith("container.xml") or not names.isdisjoint({"[Content_Types].xml", "mimetype"})


def _refuse_known(head: bytes, suffix: str | None) -> None:
    if head[_TAR_MARK_AT:].startswith(b"ustar"):
        message = "it is a tar archive, which is not read: unpack it, or pack it as .zip"
        raise Unreadable(message)
    for start, what, advice in REFUSED:
        if head.startswith(start):
            words = f"it is called {suffix} but is {what}" if suffix else f"it is {what}, which is not read"
            raise Unreadable(f"{words}: {advice}" if advice else words)


def _by_content(head: bytes, known_suffix: str | None) -> Format | None:
    """The format that the content plainly is, if the suffix gives way to it."""
    may_be = [format_ for format_ in FORMATS if known_suffix is None or known_suffix in format_.overrides]
    try:
        start = decode_head(head) if may_be else ""
    except Unreadable:
        if known_suffix is None:
            raise
        return None  # what reads such files says what is wrong
    return next((format_ for format_ in may_be if format_.content and format_.content(start)), None)


def _unknown(file: FoundFile, by_suffix: Format | None) -> str:
    if by_suffix is not None:
        return f"it is called {file.suffix} but is none, or is damaged at its beginning"
    kinds = ", ".join(sorted({format_.suffixes[0] for format_ in FORMATS if format_.suffixes}))
    return f"not a kind of file that is read ({kinds})"
