"""The words of a PDF's pages with their places, by pdfium: the thin adapter of that library."""

from collections.abc import Iterator
from ctypes import c_double, c_float
from dataclasses import dataclass
from typing import Any

__all__ = ["MOST_CHARACTERS", "Word", "words_of_pages"]

MOST_CHARACTERS = 200_000
"""Of a page: a broadsheet of small print has some thirty thousand."""
_TOO_FAR = 0.5
"""Of a letter's height: what stands farther from the letter before begins another word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters; places in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def words_of_pages(content: bytes) -> Iterator[list[Word] | None]:
    """The words of each page in the order of the file; None for a page that is turned, slanted or not readable.

    A file that pdfium cannot open has no pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    with document:
        for index in range(len(document)):
            try:
                page = document[index]
                yield None if page.get_rotation() else _words(page)
            except pypdfium2.PdfiumError:
                yield None


def _words(page: Any) -> list[Word] | None:  # pypdfium2 ships no types
    from pypdfium2 import raw

    letters = page.get_textpage()
    count = letters.count_chars()
    if count > MOST_CHARACTERS:
        return None
    left, right, bottom, top = (c_double() for _ in range(4))
    words: list[Word] = []
    current: Word | None = None
    for index in range(count):
        is_hyphen = raw.FPDFText_IsHyphen(letters, index) == 1  # pdfium hides one at a line's end
        letter = "-" if is_hyphen else chr(raw.FPDFText_GetUnicode(letters, index) or 32)
        if letter.isspace() or not letter.isprintable() or raw.FPDFText_IsGenerated(letters, index) == 1:
            words, current = _closed(words, current)
            continue
        if abs(raw.FPDFText_GetCharAngle(letters, index)) > 0.02:
            return None
        raw.FPDFText_GetCharBox(letters, index, left, right, bottom, top)
        box = raw.FS_RECTF(c_float(), c_float(), c_float(), c_float())
        raw.FPDFText_GetLooseCharBox(letters, index, box)
        found = Word(letter, left.value, box.bottom, max(right.value, left.value), box.top)
        if current is not None and _goes_on(current, found):
            current = Word(current.text + letter, current.left, current.bottom, found.right, current.top)
        else:
            words, current = _closed(words, current)
            current = found
    return _closed(words, current)[0]


def _closed(words: list[Word], current: Word | None) -> tuple[list[Word], None]:
    if current is not None and current.height > 0:
        words.append(current)
    return words, None


def _goes_on(word: Word, letter: Word) -> bool:
    size = max(word.height, letter.height)
    is_near = -_TOO_FAR * size < letter.left - word.right < _TOO_FAR * size
    return is_near and abs(letter.middle - word.middle) < _TOO_FAR * size
