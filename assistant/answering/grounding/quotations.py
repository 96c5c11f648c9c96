"""Quotation marks stand around verbatim text only: slips of form are repaired, other words lose their marks and are
said to be no quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.language import stem
from assistant.language.lexicon import NEGATORS, QUOTATION_MARKS
from assistant.language.listed import listed
from assistant.language.quotations import Quotation, find_quotations

__all__ = ["quotation_fault", "settle_quotations"]

_LONGEST = 2000
_NEAR = 0.85
"""Likeness from which altered words are taken for a slip in copying, if none of them carries meaning."""
_EDGES = " \t\n\u00a0,.;:!?…"
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\[[^\[\]]{0,60}\])\s*")
"""What a writer leaves out of a quotation, or puts in brackets for a word of its own."""
_MARKS = re.compile(f"[{re.escape(QUOTATION_MARKS)}]")
_FIRST_WORDS = 4
_UNUSUAL = (
    (re.compile(r"``((?:(?!``|'')[\s\S]){1,2000})''"), r"“\1”"),
    (re.compile(r"&(?:quot|#34|#x22);", re.IGNORECASE), '"'),
    (re.compile(r"&[lr]dquo;", re.IGNORECASE), '"'),
    (re.compile(r"❝([^❞]{1,2000})❞"), r"“\1”"),
    (re.compile(r"(?<![\w.])″([^″]{1,2000})″"), r"“\1”"),
    (re.compile(r"(?<![\w´`])[´`](?=\w)([^´`\n]{3,2000})[´`](?!\w)"), r"‘\1’"),
)
"""How a wire, a form or a typewriter writes them."""
_SLIPS = frozenset(
    listed(
        "a an the this that these those of to on in at for is are was were be been being has have had do does did "
        "its and or"
    )
)
"""Small words that a copyist drops or changes; any other, "after" for "before", is another thing said."""
_NO = re.compile(rf"\b(?:{'|'.join(NEGATORS)})\b|n't\b")


def quotation_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The first quotation of the text that is not what it cites word for word, in words for the reader."""
    text = _with_usual_marks(text)
    places = [_words(place) for place in _places(quotes)]
    for quoted in find_quotations(text):
        if not _is_carried(quoted, places):
            return f"the quotation “{quoted.text.strip(_EDGES)}” is not in what it cites"
    return None


def settle_quotations(text: str, quotes: Sequence[str]) -> tuple[str, str | None]:
    """The text with each quotation as the article has it, or without its marks; and the first that lost them.

    The marks' own punctuation (a comma before the closing mark), the kind of marks and apostrophes, and what stands in
    square brackets or for an ellipsis do not count. Only articles and the like are put right: another noun, number,
    denial, "after" or "may" is no slip of copying, and loses its marks.
    """
    text = _with_usual_marks(text)
    places = [_words(place) for place in _places(quotes)]
    removed: list[str] = []
    settled, position = "", 0
    for quoted in find_quotations(text):
        settled += text[position : quoted.start]
        position = quoted.end
        settled += _settled(quoted, text, quotes, places, removed)
    return settled + text[position:], removed[0] if removed else None


def _settled(
    quoted: Quotation, text: str, quotes: Sequence[str], places: Sequence[list[str]], removed: list[str]
) -> str:
    whole = text[quoted.start : quoted.end]
    if _is_carried(quoted, places):
        return whole
    if not quoted.is_closed:
        removed.append(quoted.text)
        return quoted.text
    mended = next((found for quote in quotes if (found := _nearest(quoted.text, quote))), None)
    if mended is None:
        removed.append(quoted.text)
        return quoted.text
    return whole[0] + mended + quoted.text[len(quoted.text.rstrip(_EDGES)) :] + whole[-1]


def _places(quotes: Sequence[str]) -> list[str]:
    """Each cited text, and all of them in a row: a quotation may go on from one sentence to the next."""
    return [*quotes, " ".join(quotes)]


def _is_carried(quoted: Quotation, places: Sequence[list[str]]) -> bool:
    """One that the next statement goes on with, or whose end is missing, has at least its first words from the text."""
    if quoted.is_closed:
        return _is_verbatim(quoted.text, places)
    return _is_verbatim(" ".join(quoted.text.split()[:_FIRST_WORDS]), places)


def _with_usual_marks(text: str) -> str:
    """Marks of typewriters, wires and web pages as quotation marks."""
    for written, usual in _UNUSUAL:
        text = written.sub(usual, text)
    return text


def _is_verbatim(quoted: str, places: Sequence[list[str]]) -> bool:
    pieces = [words for piece in _LEFT_OUT.split(quoted) if (words := _words(piece))]
    return any(_stand_in_order(pieces, place) for place in places)


def _stand_in_order(pieces: Sequence[list[str]], place: list[str]) -> bool:
    position = 0
    for piece in pieces:
        starts = range(position, len(place) - len(piece) + 1)
        found = next((at for at in starts if place[at : at + len(piece)] == piece), None)
        if found is None:
            return False
        position = found + len(piece)
    return True


def _words(text: str) -> list[str]:
    """Of a text in a script without spaces each character is one."""
    plain = re.sub(r"\[([^\[\]]{0,60})\]", r"\1", text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")).casefold()
    plain = re.sub("[‐‑‒–—―]", "-", plain)
    found = _WORD.findall(_MARKS.sub(lambda mark: "'" if mark[0] == "'" else " ", plain))
    return [part for word in found for part in (word if _is_unspaced(word) else [word])]


def _is_unspaced(word: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" for sign in word)


def _nearest(wanted: str, quote: str) -> str | None:
    """The stretch of the quote that is put in marks but for a slip of form, cut at words; None where none is near."""
    sought = wanted.strip(_EDGES)
    pieces = [(match.start(), match.end()) for match in re.finditer(r"\S+", quote[:_LONGEST])]
    count = len(sought.split())
    if count < 3:
        return None
    best, best_ratio = None, _NEAR
    for first in range(len(pieces)):
        for size in (count - 1, count, count + 1):
            if not 0 < size <= len(pieces) - first:
                continue
            stretch = quote[pieces[first][0] : pieces[first + size - 1][1]].strip(_EDGES + QUOTATION_MARKS)
            if not _means_the_same(sought, stretch):  # first: comparing letter by letter takes the square of the length
                continue
            ratio = SequenceMatcher(None, _plain(sought), _plain(stretch), autojunk=False).ratio()
            if ratio > best_ratio:
                best, best_ratio = stretch, ratio
    return best


def _means_the_same(sought: str, stretch: str) -> bool:
    is_denied, was_denied = (_NO.findall(_plain(one)) for one in (sought, stretch))
    return _points(sought) == _points(stretch) and is_denied == was_denied


def _points(text: str) -> list[str]:
    """The words that make what is said, in their order."""
    return [stem(word) for word in _words(text) if word not in _SLIPS]


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).casefold()
