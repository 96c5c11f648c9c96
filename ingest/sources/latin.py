"""Which of the one-byte encodings of Latin letters a short text is in: the one in which its words are words."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

__all__ = ["LATIN_ENCODINGS", "is_latin", "latin_encoding_of"]

LATIN_ENCODINGS = ("cp1252", "cp1250", "iso8859_2", "mac_roman", "cp1254", "cp1257")
"""The likeliest first: another one has to make plainly better words."""
_LETTERS = {
    "cp1252": (
        "äöüß", "àâäçéèêëîïôöùûüÿœæ", "áéíñóúü", "àèéìíòóùú", "ãâáàçéêíóôõú", "åäöé", "æøåéòô", "áðéíóúýþæö",
        "áàéèíïóòúüç", "ëéèïöü",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
}  # fmt: skip
"""The letters beyond a to z of each language that is written in an encoding."""
_LETTERS["mac_roman"] = _LETTERS["cp1252"]
_WORD = re.compile(r"[^\s\x00-\x2c./:;<=>?@\[\\\]^_`{|}~]*[^\x00-\x7f][^\s\x00-\x2c./:;<=>?@\[\\\]^_`{|}~]*")
_MARKS = frozenset("“”„‘’‚«»‹›–—…•·€£¥©®™§¶°±²³¹½¼¾×÷ºª¿¡†‡‰\u00a0\u00ad¢µ")
_SURROUNDING = "“”„‘’‚«»‹›–—…•€£¥©®™§°¿¡\u00a0-'\"()"
_LOOKED_AT = 20_000
_FEWEST_ASCII = 1
"""Letters of a to z for each other byte: Cyrillic, Greek or Japanese texts have far fewer."""
_PORTUGUESE = re.compile("õ(?!e)")
"""In cp1252 õ stands before e; elsewhere it is the ő of Hungarian, read wrongly."""
_MARGIN = 0.15
_TELLING = 4
"""Different letters beyond a to z: one name of another language in a text has fewer."""


def is_latin(content: bytes) -> bool:
    """Whether most letters are those of a to z, so that the others are accents and marks among them."""
    sample = content[:_LOOKED_AT]
    high = sum(byte > 0x7F for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    return letters >= _FEWEST_ASCII * high


def latin_encoding_of(content: bytes) -> str:
    """The encoding in which the words with other bytes are best those of one language each."""
    sample = content[:_LOOKED_AT]
    scores = {encoding: _score(sample, encoding) for encoding in LATIN_ENCODINGS}
    usual = LATIN_ENCODINGS[0]
    best = max(LATIN_ENCODINGS, key=lambda encoding: scores[encoding])
    is_plain = _is_of_one_language(sample, best) and not _is_of_one_language(sample, usual)
    return best if scores[best] > scores[usual] + (0 if is_plain else _MARGIN) else usual


def _is_of_one_language(content: bytes, encoding: str) -> bool:
    """Whether all letters beyond a to z, and there are several, are those of one language."""
    text = content.decode(encoding, errors="replace").lower()
    letters = {character for character in text if character > "\x7f" and character.isalpha()}
    return len(letters) >= _TELLING and any(letters <= known for known in _alphabets(encoding))


def _score(content: bytes, encoding: str) -> float:
    """The share of words that could be words; of words that cannot a part counts against it."""
    words = _WORD.findall(content.decode(encoding, errors="replace"))
    return sum(_merit(word, encoding) for word in words) / len(words) if words else 0.0


def _merit(word: str, encoding: str) -> float:
    inner = word.strip(_SURROUNDING)
    if "\ufffd" in word or any(unicodedata.category(character) in {"Cc", "Co", "Cn"} for character in word):
        return -1.0
    others = [character for character in inner if character > "\x7f"]
    if any(not character.isalpha() for character in others if character not in "’‘–—\u00a0"):
        return -0.5  # a sign inside a word, such as ³ in "Wa³êsa"
    if _has_inner_capital(inner):
        return -0.5
    if encoding == "cp1252" and _PORTUGUESE.search(inner.lower()):
        return -0.25
    letters = frozenset(character.lower()[0] for character in others if character.isalpha())
    outside = [character for character in word if character > "\x7f" and character not in inner]
    if not letters:
        return 1.0 if all(character in _MARKS for character in outside) else 0.0
    return 1.0 if any(letters <= known for known in _alphabets(encoding)) else -0.25


def _has_inner_capital(word: str) -> bool:
    """`KoŸ`: a capital behind a small letter, where the capital is not of a to z."""
    return any(before.islower() and after.isupper() and after > "\x7f" for before, after in pairwise(word))


@cache
def _alphabets(encoding: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(letters) for letters in _LETTERS[encoding])
