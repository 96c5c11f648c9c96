"""Make values fit to be stored: what is not a character, blank names, dates, languages, kinds of article.

Text is never touched here but for what no file can hold (see `storable`), one character for one, so that every offset
stays right.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

from assistant.language import Moment, parse_moment
from assistant.language.date_order import DateOrder
from ingest.kind_words import kind_called
from ingest.program_times import written_time

__all__ = ["address_in", "clean_url", "kind_of", "language_of", "moment_in", "name_in", "storable", "without_unseen"]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSEEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x9b[0-?]*[ -/]*[@-~]"  # what colours a terminal or moves its cursor
    r"|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters, overrides of direction and marks without width. Joiners and plain marks of direction, which
scripts need, are none of these."""
_LONGEST_NAME = 1000
_LONGEST_URL = 2000
_DEEPEST = 8
"""Lists in lists that are looked into for a name; deeper ones are made to break their reader."""
_NAME_KEYS = ("name", "title", "main", "rendered", "text", "value", "default", "@id", "id", "$oid")
_ADDRESS_KEYS = ("href", "url", "@id", "canonical")
_MOST_KINDS = 100
_MOST_ESCAPES = 2
"""Times that a name is escaped: once by an editor, once more by an export."""
_SPACES = re.compile(r"\s+")
_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_LANGUAGES = {
    "english": "en", "spanish": "es", "español": "es", "french": "fr", "français": "fr", "german": "de",
    "deutsch": "de", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl",
    "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl",
}  # fmt: skip


def storable(text: str) -> tuple[str, int]:
    """The text with each NUL and each half of a surrogate pair replaced by U+FFFD, and how many those were.

    Neither can be written as UTF-8 text and read back by every program; the article around them is worth keeping.
    """
    return _UNSTORABLE.subn("\ufffd", text)


def without_unseen(name: str) -> str:
    """A name or headline without characters that nobody sees, but that change how it is drawn, sorted or found."""
    return name if name.isascii() and name.isprintable() else _UNSEEN.sub("", name)


def name_in(value: object) -> str | None:
    """A name or title on one line: from a string, a number, or an object's `name`. Blank is None.

    What is behind the first 1,000 characters is left out: that is no name.
    """
    return _name_within(value, _DEEPEST)


def _name_within(value: object, levels: int) -> str | None:
    if isinstance(value, Mapping):
        value = next((value[key] for key in _NAME_KEYS if value.get(key)), None)
    if isinstance(value, list | tuple):
        names = (_name_within(item, levels - 1) for item in value) if levels else ()
        return next((name for name in names if name), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    written = storable(str(value)[:_LONGEST_NAME])[0]
    for _ in range(_MOST_ESCAPES if "&" in written else 0):
        written = unescape(written)
    return _SPACES.sub(" ", written).strip() or None


def moment_in(value: object, order: DateOrder | None = None) -> Moment | None:
    """A time or day in the precision it was given; None for anything that is not plainly one.

    `order` is that of day, month and year in the value's column, where the column tells it.
    """
    written = written_time(value)
    return parse_moment(written, order=order) if written else None


def clean_url(value: object) -> str | None:
    """An absolute http(s) address, or None."""
    if not isinstance(value, str):
        return None
    address = value.strip()
    if len(address) > _LONGEST_URL or not _URL.fullmatch(address) or _UNSTORABLE.search(address):
        return None
    try:
        urlsplit(address)
    except ValueError:  # a bracket of IPv6 that is not closed: nobody else could take it apart either
        return None
    return address


def address_in(value: object, levels: int = 3) -> str | None:
    """An address: alone, as an object's `href`, or the first of several, as feeds keep `alternate`."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in _ADDRESS_KEYS if value.get(key)), None)
    if isinstance(value, list | tuple) and levels:
        found = (address_in(item, levels - 1) for item in value[:_MOST_KINDS])
        return next((address for address in found if address), None)
    return clean_url(value)


def language_of(value: object) -> str:
    """The primary subtag of a language code or the code of a language's name; blank where nothing is said."""
    if not isinstance(value, str):
        return ""
    name = value.strip().casefold()
    code = re.split("[-_]", name)[0]
    return _LANGUAGES.get(code, code) if re.fullmatch("[a-z]{2,3}", code) else _LANGUAGES.get(name, "")


def kind_of(value: object) -> str:
    """One of the kinds that an article can have, or unknown where it is not plainly said; all say more than "news"."""
    known = [kind for name in _kinds_said(value, 3) if (kind := kind_called(name))]
    return next((kind for kind in known if kind != "news"), "news" if known else "unknown")


def _kinds_said(value: object, levels: int) -> Iterator[str]:
    """From a string, a list of names, or a list of objects with a name, as content systems keep their sections."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple) and levels:
        for item in value[:_MOST_KINDS]:
            yield from _kinds_said(item, levels - 1)
    elif isinstance(value, Mapping) and value.get("taxonomy") in (None, "category"):
        yield name_in(value) or ""
