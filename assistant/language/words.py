"""Words as the keyword index and the checks see them: lower case, accents folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from assistant.language.listed import listed
from assistant.language.stem import stem

STOPWORDS = frozenset(
    listed(
        "a about after again all also am an and any are as at be because been before being between both but "
        "by can could did do does doing during each few for from further had has have having he her here hers "
        "him his how i if in into is it its just me more most my no nor not of off on once only or other our "
        "out over own same she should so some such than that the their theirs them then there these they this "
        "those through to too under until up very was we were what when where which while who whom whose why "
        "will with would you your yours anybody anyone anything article articles ever happen happened happens many "
        "much news please say tell something"
    )
)

# Optional marks: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs. The marks of Indic and
# Southeast Asian scripts are letters in all but name and stay.
_OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(f"([{_UNSPACED}]+)")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b(?:[^\W\d_]\.)+[^\W\d_]\b")
_COUNTRY = re.compile(r"\bUSA?\b")
_GROUPED_DIGITS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_ELIDED = re.compile(r"\b([cdjlmnst]|qu)['’](?=[^\W\d_]{3})", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\W|$))", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


def words(text: str) -> list[str]:
    """The word tokens of `text` in order, lower-cased and accent-folded, letters and digits only.

    "U.S." and "US" become "usa" (else the pronoun would swallow them), "1,600" becomes "1600". Runs in scripts
    without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) come as overlapping pairs of characters.
    """
    folded = _fold(text)
    if folded.isascii():
        return _ascii_words().findall(folded)
    return [token for run in _word_pattern().findall(folded) for token in _pairs(run)]


def content_words(text: str) -> list[str]:
    """`words` without STOPWORDS."""
    return [word for word in words(text) if word not in STOPWORDS]


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(word) for word in content_words(text))


def index_text(text: str) -> str:
    """The stems of `words`, joined by spaces: what goes into the keyword index, and what is looked up there.

    Both sides must pass through here. The index's own tokenizer has only spaces to split at; SQLite's unicode61 needs
    `categories 'L* N* Co M*'` or it cuts Indic words at their vowel signs.
    """
    return " ".join(stem(word) for word in words(text))


def fold_marks(text: str) -> str:
    """Lower case, without the marks that are optional in its script."""
    return unicodedata.normalize("NFC", _OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", text.lower())))


def _fold(text: str) -> str:
    text = _ACRONYM.sub(lambda match: match.group().replace(".", "") + " ", text)
    text = _COUNTRY.sub("usa", text)
    text = _POSSESSIVE.sub(" ", _ELIDED.sub(r"\1 ", text))
    text = _GROUPED_DIGITS.sub("", _APOSTROPHE.sub("", text))
    if text.isascii():
        return text.lower()
    return fold_marks(text)


def _pairs(run: str) -> Iterator[str]:
    for piece in _UNSPACED_RUN.split(run):
        if not piece:
            continue
        if len(piece) < 3 or not _UNSPACED_RUN.match(piece):
            yield piece
        else:
            yield from (piece[index : index + 2] for index in range(len(piece) - 1))


@cache
def _ascii_words() -> re.Pattern[str]:
    return re.compile("[a-z0-9]+")


@cache
def _word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks that belong to them, which `\\w` leaves out."""
    marks = [chr(code) for code in range(0x0300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    return re.compile(f"[^\\W_](?:[^\\W_]|[{''.join(marks)}])*")
