"""A plain text file: one article, its text the file as it stands but for line ends."""

from collections.abc import Iterator

from assistant.archive.article import IncomingArticle
from ingest.clean import storable
from ingest.masthead import Masthead, read_masthead
from ingest.sources.encoding import Decoded, decode, guess_note
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.rows import REPLACED

__all__ = ["article_of_file", "read_text", "whole_text"]

_WIDEST_CHARACTER = 4
"""Bytes: a file larger than this times the longest article cannot be one."""


def read_text(file: FoundFile, reading: Reading) -> Iterator[Item]:
    decoded = whole_text(file, reading)
    text, replaced_count = storable(decoded.text)
    yield ReadArticle(file.source, article_of_file(text, read_masthead(text), file, reading))
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    if replaced_count:
        yield Note(file.source, REPLACED)


def whole_text(file: FoundFile, reading: Reading) -> Decoded:
    """The file's text with `\\n` as its line end. Unreadable if it has none, or more than an article may have."""
    decoded = decode(read_bytes(file, reading.max_characters * _WIDEST_CHARACTER))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        message = "it has no text" if text else "empty"
        raise Unreadable(message)
    return Decoded(text, decoded.encoding, decoded.is_guess)


def article_of_file(text: str, top: Masthead, file: FoundFile, reading: Reading) -> IncomingArticle:
    """An article that is a file: known by its path below the ingested root."""
    return IncomingArticle(
        text=text,
        title=top.headline,
        publisher=top.publisher,
        authors=top.authors,
        published_at=top.published.text if top.published else None,
        published_on=top.published.day if top.published else None,
        updated_at=top.updated.text if top.updated else None,
        updated_on=top.updated.day if top.updated else None,
        external_id=file.below_root,
        source_name=reading.source_name_of(file),
        path=file.below_root,
        language="",
    )
