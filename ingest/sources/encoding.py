"""Bytes to text. Declared and provable encodings first; a guess is always reported."""

import codecs
import re
from dataclasses import dataclass

from ingest.sources.latin import LATIN_ENCODINGS, is_latin, latin_encoding_of
from ingest.sources.reading import Unreadable

__all__ = ["Decoded", "decode", "decode_head", "encoding_of", "guess_note", "is_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 50_000
"""Bytes given to the guess: more makes it slower, not better."""
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp1254",
    "shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949", "euc_kr", "tis_620",
]  # fmt: skip
"""Encodings that news was really written in; without the list a guess may be an old mainframe's."""
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
"""What pages that declare the first are written in, with signs it lacks (“, €): as browsers read them (WHATWG)."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    is_guess: bool
    """Nothing in the file proves the encoding; a reader may find wrong letters."""


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of a whole file. `declared` is what the file says of itself, believed when it is not plainly UTF-8.

    Raises Unreadable for something that is not text.
    """
    encoding, is_guess = encoding_of(content, declared)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        is_guess = True
        text = content.decode(encoding, errors="replace")
    return Decoded(text.removeprefix("\ufeff"), encoding, is_guess)


def decode_head(head: bytes) -> str:
    """The beginning of a file as text, as far as it can be told; Unreadable for something that is not text."""
    encoding, _ = encoding_of(head, is_cut=True)
    return head.decode(encoding, errors="replace").removeprefix("\ufeff")


def encoding_of(content: bytes, declared: str | None = None, *, is_cut: bool = False) -> tuple[str, bool]:
    """The encoding of a file's beginning (`is_cut`) or whole, and whether that is a guess."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, False
    unmarked = _unmarked_utf16(content)
    if unmarked is not None:
        return unmarked, False
    if is_binary(content):
        message = "not text"
        raise Unreadable(message)
    if _is_utf8(content, is_cut=is_cut):
        return "utf-8", False
    if declared is not None and _is_known(declared):
        return _SUPERSETS.get(codecs.lookup(declared).name, declared), False
    return _guess(content), True


def is_binary(content: bytes) -> bool:
    """Whether this cannot be text in any 8-bit encoding or UTF-8: zero bytes, or many control characters."""
    if not content:
        return False
    sample = content[:_LOOKED_AT]
    return b"\x00" in sample or len(_CONTROL.findall(sample)) > len(sample) * 0.02


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    sample = content[: _LOOKED_AT - _LOOKED_AT % 2]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _is_utf8(content: bytes, *, is_cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content, final=not is_cut)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether a few stray bytes stand in what is UTF-8 otherwise; in other encodings hardly any pair is valid."""
    text = content[:_LOOKED_AT].decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return damaged <= sum(character > "\x7f" for character in text) - damaged


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in {"utf-8", "utf-16", "utf-32"} and codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes

    if _is_damaged_utf8(content):
        return "utf-8"
    if is_latin(content):
        return latin_encoding_of(content)
    best = from_bytes(content[:_LOOKED_AT], cp_isolation=_CANDIDATES).best()
    if best is None or best.encoding in LATIN_ENCODINGS:
        return latin_encoding_of(content)
    return best.encoding


def guess_note(encoding: str) -> str:
    """What the report says of a file whose encoding was guessed."""
    return f"Not UTF-8 and no encoding declared: read as {encoding}; letters may be wrong."
