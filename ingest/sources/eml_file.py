"""A mail: a newsletter, a press release, a wire's dispatch. Its header gives title, date and sender.

What is attached to it, mails included, is a file of its own.
"""

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC
from email import message_from_bytes, message_from_string
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import PurePosixPath

from assistant.archive.article import IncomingArticle
from assistant.extras import why_not
from assistant.language import Moment
from ingest.bylines import authors_in
from ingest.clean import kind_of, language_of, moment_in, name_in, storable
from ingest.masthead import read_masthead
from ingest.sources.encoding import decode, guess_note
from ingest.sources.found import FoundFile, Held, Item, Note, ReadArticle, Reading, Skip
from ingest.sources.html_page import article_in_page, decode_page
from ingest.sources.markup import text_of_markup
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.rows import REPLACED
from ingest.sources.text_file import article_of_file

__all__ = ["LARGEST_MAIL", "is_mail", "read_eml"]

LARGEST_MAIL = 64_000_000
_MOST_PARTS = 1_000
_HEADER = re.compile(r"(?:From [^\n]{1,200}\n)?(?:(?P<name>[A-Za-z][A-Za-z0-9-]{1,40}):[^\n]*\n(?:[ \t][^\n]*\n)*)")
_SURE = frozenset({"message-id", "mime-version", "received"})
_USUAL = frozenset({"from", "to", "subject", "date"})
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, MessageError)
"""What malformed headers make the standard library raise."""
_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_RELEASE = re.compile(
    r"\b(?:press release|news release|media release|for immediate release|pressemitteilung|communiqué de presse|"
    r"comunicado de prensa|comunicato stampa)\b",
    re.IGNORECASE,
)
_SHORT_TEXT = 300
"""Characters: a plain part of so few that says "see the web version" gives way to the HTML part with much more."""


@dataclass(slots=True)
class _Parts:
    """What a mail is made of."""

    plain: list[Message] = field(default_factory=list)
    html: list[Message] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    other_count: int = 0
    """Pictures, sounds, signatures, invitations."""


def is_mail(head: str) -> bool:
    """Whether a text begins with a mail's header: lines of fields, some of which only mail has."""
    names: list[str] = []
    at = 0
    text = head.replace("\r\n", "\n")
    while (line := _HEADER.match(text, at)) and len(names) < 200:
        names.append(line["name"].lower())
        at = line.end()
    known = set(names)
    is_ended = text[at : at + 1] in {"\n", ""}
    return is_ended and len(known & _USUAL) >= 2 and bool(known & _SURE)


def read_eml(file: FoundFile, reading: Reading) -> Iterator[Item | FoundFile]:
    message = _parsed(read_bytes(file, LARGEST_MAIL))
    parts = _parts_of(message)
    body, note = _body(parts, file, reading)
    if body is None:
        yield Skip(
            file.source, "it has no text" if not parts.attached else "it has no text but in what is attached to it"
        )
    else:
        yield ReadArticle(file.source, _with_header(body, message))
        if note:
            yield Note(file.source, note)
        if message.get("Date") and _sent_at(message) is None:
            yield Note(file.source, "The date of a mail could not be read: the article is stored as undated.")
    if parts.other_count:
        yield Note(file.source, "Pictures, sounds, signatures and invitations in mails were left out.")
    yield from _attached(parts.attached, file)


def _parsed(content: bytes) -> Message:
    if not content.strip():
        message = "empty"
        raise Unreadable(message)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        parsed: Message = message_from_string(decode(content).text)
    else:
        parsed = message_from_bytes(content.removeprefix(BOM_UTF8).lstrip())
    if parsed.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        message = "it is encrypted: save its text"
        raise Unreadable(message)
    if not {name.lower() for name in parsed.keys()} & {*_USUAL, *_SURE, "content-type"}:  # noqa: SIM118  # a Message has no __iter__
        message = "it is called .eml but is no mail"
        raise Unreadable(message)
    return parsed


def _parts_of(message: Message) -> _Parts:
    parts = _Parts()
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return parts
        part = waiting.pop()
        kind = part.get_content_type()
        is_attached = (_disposition(part) == "attachment" or _file_name(part) is not None) and part is not message
        if kind == "message/rfc822":
            parts.attached.append(part)
        elif part.is_multipart():
            inner = part.get_payload()
            waiting += [one for one in reversed(inner) if isinstance(one, Message)] if isinstance(inner, list) else []
        elif kind in {"text/plain", "text/html"} and not is_attached:
            (parts.plain if kind == "text/plain" else parts.html).append(part)
        elif part.get_content_maintype() in {"image", "audio", "video"} or not is_attached or "signature" in kind:
            parts.other_count += 1
        else:
            parts.attached.append(part)
    reason = f"a mail of more than {_MOST_PARTS:,} parts"
    raise Unreadable(reason)


def _body(parts: _Parts, file: FoundFile, reading: Reading) -> tuple[IncomingArticle | None, str | None]:
    """The article without its header's facts, and a note. The plain part goes before the HTML one of the same words."""
    plain, note = _plain_text(parts.plain)
    if len(plain) < _SHORT_TEXT and parts.html:
        page = _page_text(parts.html)
        if page is not None and len(page.text) > 2 * len(plain):
            return replace(
                page, external_id=file.below_root, path=file.below_root, source_name=reading.source_name_of(file)
            ), None
    text, replaced_count = storable(plain)
    if not text.strip():
        return None, None
    return article_of_file(text, read_masthead(text), file, reading), REPLACED if replaced_count else note


def _plain_text(parts: list[Message]) -> tuple[str, str | None]:
    texts: list[str] = []
    note = None
    for part in parts:
        decoded = decode(_payload(part), part.get_content_charset()) if _payload(part) else None
        if decoded is not None:
            text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
            texts.append(_unflowed(text) if part.get_param("format") == "flowed" else text)
            note = guess_note(decoded.encoding) if decoded.is_guess else note
    return "\n\n".join(text.strip("\n") for text in texts), note


def _unflowed(text: str) -> str:
    """Lines that end with a space go on in the next one (RFC 3676)."""
    return re.sub(r"(?<=[^\n]) \n(?=[^\n>])", " ", re.sub(r"^-- $", "--", text, flags=re.MULTILINE))


def _page_text(parts: list[Message]) -> IncomingArticle | None:
    """The article in the HTML part, by the reader of web pages; short mails have too little of a page for it."""
    content = b"\n".join(_payload(part) for part in parts)
    page, _ = storable(decode_page(content, parts[0].get_content_charset()).text)
    article = None if why_not("web") else article_in_page(page)
    text = text_of_markup(page)
    if article is None or len(article.text) * 2 < len(text):
        return IncomingArticle(text=text) if text else None
    return article


def _payload(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        return b""
    return content if isinstance(content, bytes) else b""


def _with_header(body: IncomingArticle, message: Message) -> IncomingArticle:
    sent = _sent_at(message)
    subject = _PREFIX.sub("", _header(message, "Subject") or "").strip()
    sender = _sender(message)
    is_list = any(message.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))
    is_release = bool(_RELEASE.search(subject) or _RELEASE.search(body.text[:500]))
    return replace(
        body,
        title=name_in(subject) or body.title,
        publisher=name_in(_header(message, "Organization")) or (sender if is_list else None) or body.publisher,
        authors=body.authors or (authors_in(sender) if sender and not is_list else ()),
        published_at=sent.text if sent else None,
        published_on=sent.day if sent else None,
        updated_at=None,
        updated_on=None,
        url=None,
        language=language_of(_header(message, "Content-Language")),
        kind=kind_of("press release") if is_release else body.kind,
    )


def _sender(message: Message) -> str | None:
    """The name that the sender gives, never the address."""
    try:
        names = [name for name, _ in getaddresses([_header(message, "From") or ""])]
    except _FAULTS:
        return None
    return next((name_in(name) for name in names if name.strip() and "@" not in name), None)


def _sent_at(message: Message) -> Moment | None:
    """When it was sent, which for a newsletter or a release is when it was published."""
    written = (_header(message, "Date") or "").strip()
    try:
        sent = parsedate_to_datetime(written)
    except (*_FAULTS, OverflowError):
        return moment_in(written)
    return moment_in((sent if sent.tzinfo else sent.replace(tzinfo=UTC)).isoformat())  # -0000 is a time in UTC


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    if value is None:
        return None
    try:
        return str(make_header(decode_header(str(value)[:10_000])))
    except _FAULTS:
        return str(value)[:10_000]


def _disposition(part: Message) -> str | None:
    try:
        return part.get_content_disposition()
    except _FAULTS:
        return None


def _file_name(part: Message) -> str | None:
    try:
        written = part.get_filename()
        name = str(make_header(decode_header(written))) if written else ""
    except _FAULTS:
        name = ""
    return PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[:150] or None


def _attached(parts: list[Message], file: FoundFile) -> Iterator[FoundFile | Skip]:
    """Each under its name, or a number where it has none; a name that comes again gets one before it."""
    names: Counter[str] = Counter()
    for number, part in enumerate(parts, start=1):
        is_mail_itself = part.get_content_type() == "message/rfc822"
        name = _file_name(part) or f"{'mail' if is_mail_itself else 'part'}-{number}"
        name = f"{name}.eml" if is_mail_itself and not name.lower().endswith(".eml") else name
        names[name] += 1
        name = f"{names[name]}-{name}" if names[name] > 1 else name
        content = _whole_mail(part) if is_mail_itself else _payload(part)
        member = file.member(name, Held(content))
        yield member if content else Skip(member.source, "empty")


def _whole_mail(part: Message) -> bytes:
    inner = part.get_payload()
    try:
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    except _FAULTS:
        return b""
