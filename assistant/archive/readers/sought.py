"""What is looked for when something is forgotten: ids and phrases as they are written, and words that name it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Self

from assistant.errors import InputError
from assistant.language import words

__all__ = ["MOST_NAMES", "Sought", "name_words"]

MOST_NAMES, _MOST_CHARACTERS, _MOST_WORDS = 50, 200, 12
_LEAST_LETTERS = 2
"""One letter names nobody and stands in every text; in scripts that are written without spaces a sign is a word."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_STRUCK = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
     "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h"}
)  # fmt: skip
"""Letters whose strokes Unicode does not take for accents."""
_SIGN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af"
                   "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")  # fmt: skip
"""Of scripts without spaces between words, and Korean, which hangs its particles onto names."""
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalnum())
_COUNTRY = "usa"
"""What `words` makes of "US", too."""
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Sought:
    """Texts are found by any of the marks, as it stands in them, or by any of the names, word by word."""

    marks: tuple[str, ...]
    names: tuple[str, ...] = ()
    """Their words, folded, each between spaces."""

    @classmethod
    def of(cls, article_ids: Sequence[str], phrases: Sequence[str], named: Sequence[str] = ()) -> Self:
        """Ids and phrases as they are, in HTML, and both as JSON writes them; `named` as whole words, whatever their
        case and accents. Raises InputError for a name without words, or more of them than are looked for at once."""
        written = [form for phrase in phrases for form in (phrase, escape(phrase))]
        in_json = [json.dumps(form, ensure_ascii=is_ascii)[1:-1] for form in written for is_ascii in (True, False)]
        return cls(tuple(dict.fromkeys([*article_ids, *written, *in_json])), _names(named))

    def is_in(self, texts: Iterable[str | None]) -> bool:
        return any(self._is_in(text) for text in texts if text)

    def _is_in(self, text: str) -> bool:
        if any(mark in text for mark in self.marks):
            return True
        if not self.names:
            return False
        parts = list(_parts(text))
        names = _near(self.names, "\n".join(parts))
        return bool(names) and any(name in line for line in map(_line, parts) for name in names)


def name_words(named: str) -> str:
    """The words that are looked for, for a message: "JOSÉ-Luis" gives "jose luis"."""
    return _line(named).strip()


def _names(named: Sequence[str]) -> tuple[str, ...]:
    if len(named) > MOST_NAMES:
        message = f"At most {MOST_NAMES} names are looked for at once. Forget the others with a second command."
        raise InputError(message)
    for one in named:
        found = name_words(one)
        if len(one) > _MOST_CHARACTERS or len(found.split()) > _MOST_WORDS:
            message = f"{one[:40]!r}… is too long for a name: at most {_MOST_WORDS} words are looked for."
            raise InputError(message)
        if len(found) < _LEAST_LETTERS and not _SIGN.search(found):
            message = f"{one!r} names nothing: give at least {_LEAST_LETTERS} letters or digits."
            raise InputError(message)
    return tuple(dict.fromkeys(_line(one) for one in named))


def _line(text: str) -> str:
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_STRUCK)
    apart = _SIGN.sub(r" \g<0> ", composed)
    return f" {' '.join(words(apart))} "


def _near(names: Sequence[str], text: str) -> list[str]:
    """Those whose letters all stand in it: reading thousands of answers word by word takes a minute, this a second."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_STRUCK)
    letters = text.encode("ascii", "ignore").lower().translate(None, _NO_LETTERS)
    return [
        name
        for name in names
        if all(not word.isascii() or word == _COUNTRY or word.encode() in letters for word in name.split())
    ]


def _parts(text: str) -> Iterator[str]:
    """The strings in it, where it is JSON, else the whole; of HTML also what a reader sees of it."""
    for string in _strings(text):
        yield string
        if "&" in string or "<" in string:
            yield unescape(string)
            yield unescape(_TAG.sub("", string))
            yield unescape(_TAG.sub(" ", string))


def _strings(text: str) -> Iterator[str]:
    if text[:1] not in ("{", "[", '"'):
        yield text
        return
    try:
        left: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        yield text
        return
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            left += one
