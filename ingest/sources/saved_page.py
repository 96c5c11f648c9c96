"""A page as browsers save it whole (MHTML): a mail by its form, a page by what is in it.

Its header tells when it was saved and from where; only the latter is a fact of the article.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from ingest.clean import clean_url, moment_in, storable
from ingest.sources.encoding import guess_note
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.html_page import LARGEST_PAGE, article_in_page, decode_page
from ingest.sources.reading import Unreadable, read_bytes

__all__ = ["LARGEST_SAVED_PAGE", "is_saved_page", "read_saved_page"]

LARGEST_SAVED_PAGE = 64_000_000
_MOST_PARTS = 2_000
_LONGEST_HEADER = 10_000
_SAVED = re.compile(r"^(?:Snapshot-Content-Location:|From: \"?<?Saved by )", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(r"\r?\n\r?\n")


def is_saved_page(head: str) -> bool:
    """Whether a text begins with the header that browsers write above a page which they save."""
    if "mime-version:" not in head[:_LONGEST_HEADER].lower():
        return False
    header = _HEADER_END.split(head[:_LONGEST_HEADER].lstrip(), maxsplit=1)[0]
    return _SAVED.search(header) is not None and "mime-version:" in header.lower()


def read_saved_page(file: FoundFile, reading: Reading) -> Iterator[Item]:
    message = message_from_bytes(read_bytes(file, LARGEST_SAVED_PAGE).lstrip())
    part = next((one for one in _parts_of(message) if one.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        reason = "no page in it"
        raise Unreadable(reason)
    if len(content) > LARGEST_PAGE:
        reason = f"the page in it is larger than {LARGEST_PAGE // 1_000_000} MB"
        raise Unreadable(reason)
    address = clean_url(str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""))
    decoded = decode_page(content, part.get_content_charset())
    article = article_in_page(storable(decoded.text)[0], address=address)
    if article is None:
        reason = "no article text found in the page"
        raise Unreadable(reason)
    saved = moment_in(str(message.get("Date") or ""))
    yield ReadArticle(
        file.source,
        replace(
            article,
            fetched_at=saved.text if saved else None,
            external_id=file.below_root,
            source_name=reading.source_name_of(file),
            path=file.below_root,
        ),
    )
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))


def _parts_of(message: Message) -> Iterator[Message]:
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part
