"""Running heads and feet of a PDF's pages, told by their places: the same words at the same height of two pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.sources.pdf_layout import HEADLINE, bands_of, cells_of
from ingest.sources.pdf_words import Word

__all__ = ["Edge", "edges_of", "without_lines"]

_MOST_ROWS = 3
"""At the top and at the foot of a page that can be a running head or foot."""
_SAME_HEIGHT = 2.0
"""Points."""
_FARTHEST = 2
"""Pages: left and right ones have heads of their own."""
_FEWEST_ROWS = 6
"""On a page of which the first row can be a running head, not all that it says."""
_APART = 1.5
"""Of the usual step from line to line: white that sets an edge off from the text."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page|seite|p\.|pg\.)?\s*(\d{1,4})(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\W*", re.I)


@dataclass(frozen=True, slots=True)
class Edge:
    """A row of a running head or foot."""

    words: tuple[Word, ...]
    cells: tuple[str, ...]
    """Its texts from left to right, cut where it has wide gaps."""


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[Word, ...]
    cells: tuple[str, ...]
    is_top: bool
    place: int
    """How many rows stand farther out."""
    is_apart: bool
    is_large: bool

    @property
    def middle(self) -> float:
        return median(word.middle for word in self.words)

    @property
    def words_only(self) -> str:
        return _DIGITS.sub("#", " ".join(self.cells).casefold())

    @property
    def numbers(self) -> list[int]:
        return [int(digits) for digits in _DIGITS.findall(" ".join(self.cells))]


def edges_of(pages: Sequence[Sequence[Word]]) -> list[list[Edge]]:
    """The rows of running heads and feet of each page; a page without words has none."""
    rows_of_pages = [_outer_rows(words) for words in pages]
    texts = [" ".join(word.text for word in words) for words in pages]
    return [
        [
            Edge(row.words, row.cells)
            for side in (True, False)
            for row in _furniture(index, rows_of_pages, texts, is_top=side)
        ]
        for index in range(len(pages))
    ]


def _outer_rows(words: Sequence[Word]) -> list[_Row]:
    rows = [sorted(band, key=lambda word: word.left) for band in bands_of(words)]
    if not rows:
        return []
    middles = [median(word.middle for word in row) for row in rows]
    steps = [above - below for above, below in pairwise(middles)]
    usual_step, usual_height = median(steps) if steps else 0.0, median(word.height for word in words)
    found: list[_Row] = []
    for is_top in (True, False):
        for place in range(min(_MOST_ROWS, len(rows))):
            index = place if is_top else len(rows) - 1 - place
            step = index if is_top else index - 1
            is_apart = 0 <= step < len(steps) and steps[step] > _APART * usual_step
            is_large = len(rows) < _FEWEST_ROWS or max(word.height for word in rows[index]) >= HEADLINE * usual_height
            cells = tuple(" ".join(word.text for word in cell) for cell in cells_of(rows[index]))
            found.append(_Row(tuple(rows[index]), cells, is_top, place, is_apart, is_large))
    return found


def _furniture(
    index: int, rows_of_pages: Sequence[Sequence[_Row]], texts: Sequence[str], *, is_top: bool
) -> Iterator[_Row]:
    """From the edge inwards, up to the first row that is part of the text."""
    near = [
        (other - index, rows_of_pages[other])
        for other in range(max(0, index - _FARTHEST), min(len(texts), index + _FARTHEST + 1))
        if texts[other] != texts[index]  # a page printed twice says nothing
    ]
    for row in (row for row in rows_of_pages[index] if row.is_top == is_top):
        may_be_headline = index == 0 and is_top and row.is_large
        comes_again = any(_is_the_same(row, other, distance) for distance, rows in near for other in rows)
        if may_be_headline or not (comes_again or _has_its_number(row, index)):
            return
        yield row


def _has_its_number(row: _Row, index: int) -> bool:
    numbers = [int(found[1]) for cell in row.cells if (found := _PAGE_NUMBER.fullmatch(cell))]
    return row.is_apart and len(row.cells) > 1 and numbers == [index + 1]


def _is_the_same(row: _Row, other: _Row, distance: int) -> bool:
    """Whether another page has it at its height, but for numbers that count the pages."""
    if row.is_top != other.is_top or abs(row.middle - other.middle) > _SAME_HEIGHT:
        return False
    return (
        any(map(str.isalpha, row.words_only))
        and row.words_only == other.words_only
        and all(theirs - ours in (0, distance) for ours, theirs in zip(row.numbers, other.numbers, strict=True))
    )


def without_lines(text: str, edges: Sequence[Edge]) -> str:
    """A page's text in the order of its file without these rows, which may stand anywhere in it and in pieces."""
    lines: list[str | None] = list(text.split("\n"))
    for edge in edges:
        cells = edge.cells
        runs = (cells[at:end] for at in range(len(cells)) for end in range(at + 1, len(cells) + 1))
        wanted = {_letters("".join(run)) for run in runs}
        left = len(_letters("".join(cells)))
        for place in sorted(range(len(lines)), key=lambda place: min(place, len(lines) - 1 - place)):
            letters = _letters(lines[place] or "")
            if letters and letters in wanted and len(letters) <= left:
                lines[place] = None
                left -= len(letters)
    return "\n".join(line for line in lines if line is not None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
