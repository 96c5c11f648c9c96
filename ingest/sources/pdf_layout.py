"""The reading order of a printed page: which words stand in one column, from their places alone.

A page is cut into bands, rows of words with nothing between them. Bands that keep the same strip of the page free, with
prose on both sides of it, are columns: each is read to its end before the next. What crosses the strip, such as a
headline over all columns, stands by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from statistics import mean, median

from assistant.language import ends_sentence
from ingest.sources.pdf_words import Word

__all__ = ["HEADLINE", "Block", "Line", "bands_of", "cells_of", "has_headline_of_unknown_width", "read_layout"]

_GUTTER = 0.7
"""Of the letters' height: the narrowest strip between columns; words of a line stand some 0.25 apart."""
_FEWEST_ROWS = 2
_FEWEST_ROWS_OF_ONE = 4
_FEWEST_CHARACTERS = 16
_FEWEST_WORDS = 3
"""In a row, on average: columns of figures, names and bullets are those of a table or list."""
HEADLINE = 1.25
"""Of the height of the usual letters."""
_WIDE_GAP = 1.5
_SPACE = 0.1
"""Of the letters' height."""
_ROW_OF_WHITE = 2.5
"""Of the letters' height."""
_LOOKED_ABOVE = 3
_MOST_BANDS = 200
_MOST_TRIES = 6
_DEEPEST = 6
_CORE = 0.25
"""Of a letter's height above and below its middle: what two lines set close to each other still keep apart."""

_Strip = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    height: float
    left: float
    right: float
    middle: float
    is_apart: bool = False
    """Whether another text stands beside it in its block, so that no one can say what it follows."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow one another."""

    lines: tuple[Line, ...]
    is_column: bool = False
    goes_on: bool = False
    """Whether it is a column into which the one before it may run on."""
    is_below: bool = False
    """Whether it begins below columns that end."""


def read_layout(words: Sequence[Word]) -> list[Block]:
    """The blocks of a page in reading order; a single one where it has no columns."""
    return list(_blocks(list(words), _DEEPEST, is_column=False))


def has_headline_of_unknown_width(words: Sequence[Word], usual: float) -> bool:
    """Whether a headline as narrow as a column stands where every column leaves a row of white, and no sentence that
    goes on tells whether it is that of a story over all of them, or of its own column beside a picture. `usual` is the
    height of the page's letters.
    """
    bands = bands_of(words)
    return any(_reach(bands, index, usual) is _Reach.UNKNOWN for index in range(1, len(bands) - 1))


class _Reach(Enum):
    """What a narrow headline in a row of white stands over."""

    NONE = auto()
    COLUMN = auto()
    PAGE = auto()
    UNKNOWN = auto()


def _reach(bands: Sequence[Sequence[Word]], index: int, usual: float) -> _Reach:
    """No story ends within a sentence: what stands above the headline in its column goes on in the next one, and what
    stands above in the next one goes on below.
    """
    band, above = bands[index], bands[max(0, index - _LOOKED_ABOVE) : index]
    white = min(word.middle for word in above[-1]) - max(word.middle for word in band)
    if white < _ROW_OF_WHITE * usual or min(word.height for word in band) < HEADLINE * usual or len(cells_of(band)) > 1:
        return _Reach.NONE
    beside = cells_of(bands[index + 1])[1:2]
    is_narrow = bool(beside) and max(word.right for word in band) <= beside[0][0].left
    if not is_narrow or not any(len(cells_of(one)) > 1 for one in above):
        return _Reach.NONE
    own, others = _last_lines(above, beside[0][0].left - usual / 2)
    if own and not ends_sentence(own):
        return _Reach.PAGE
    return _Reach.COLUMN if others and not ends_sentence(others) else _Reach.UNKNOWN


def _last_lines(bands: Sequence[Sequence[Word]], gutter: float) -> tuple[str, str]:
    """The last line of the column left of a gutter, and of the columns right of it."""
    rows = [row for band in bands for row in _rows(band)[::-1]]
    left = [" ".join(word.text for word in row if word.left < gutter) for row in rows]
    right = [" ".join(word.text for word in row if word.left >= gutter) for row in rows]
    return next(filter(None, reversed(left)), ""), next(filter(None, reversed(right)), "")


def _blocks(words: list[Word], depth: int, *, is_column: bool) -> Iterator[Block]:
    bands = bands_of(words)
    single: list[Word] = []
    index, is_below = 0, False
    while index < len(bands):
        end, gutters = _columns_from(bands, index) if depth and len(bands) <= _MOST_BANDS else (index, [])
        if not gutters:
            single += bands[index]
            index += 1
            continue
        if single:
            yield Block(_lines(single), is_column, is_below=is_below)
            single = []
        for number, column in enumerate(_parted([word for band in bands[index:end] for word in band], gutters)):
            for place, block in enumerate(_blocks(column, depth - 1, is_column=True)):
                is_first = place == 0
                yield replace(
                    block,
                    goes_on=block.goes_on or (number > 0 and is_first),
                    is_below=block.is_below or (is_below and number == 0 and is_first),
                )
        index, is_below = end, True
    if single:
        yield Block(_lines(single), is_column, is_below=is_below)


def bands_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words in rows that overlap in height, from the top; columns whose lines do not meet are one tall band."""
    bands: list[list[Word]] = []
    lowest = 0.0
    for word in sorted(words, key=lambda one: -one.middle):
        if bands and word.middle + _CORE * word.height > lowest:
            bands[-1].append(word)
            lowest = min(lowest, word.middle - _CORE * word.height)
        else:
            bands.append([word])
            lowest = word.middle - _CORE * word.height
    return bands


def _columns_from(bands: Sequence[Sequence[Word]], start: int) -> tuple[int, list[_Strip]]:
    """Up to which band, exclusive, columns begin here and how their gutters lie; none where there are no columns."""
    for end, strips in reversed(_free_strips(bands, start)[-_MOST_TRIES:]):
        gutters = _between_prose([word for band in bands[start:end] for word in band], strips)
        if gutters:
            return end, gutters
    return start, []


def _free_strips(bands: Sequence[Sequence[Word]], start: int) -> list[tuple[int, list[_Strip]]]:
    """The wide strips that bands from here on leave free, with the last band before each loss of one."""
    size = median(word.height for band in bands[start:] for word in band)
    covered: list[_Strip] = []
    found: list[tuple[int, list[_Strip]]] = []
    for index in range(start, len(bands)):
        if index > start and _begins_stories(bands, index, size):
            break
        covered = _with_words(covered, bands[index])
        strips = [(left, right) for (_, left), (right, _) in pairwise(covered) if right - left >= _GUTTER * size]
        if found and len(strips) >= len(found[-1][1]):
            found.pop()
        elif found and not strips:
            break
        if strips:
            found.append((index + 1, strips))
    return found


def _begins_stories(bands: Sequence[Sequence[Word]], index: int, size: float) -> bool:
    if _has_headlines(bands[index], size):
        return not _has_headlines(bands[index - 1], size)
    return index + 1 < len(bands) and _reach(bands, index, size) is _Reach.PAGE


def _has_headlines(band: Sequence[Word], size: float) -> bool:
    """Whether large letters stand in several columns side by side: stories begin there."""
    are_large = min(word.height for word in band) >= HEADLINE * size
    return are_large and len(cells_of(band)) > 1


def _with_words(covered: Sequence[_Strip], band: Sequence[Word]) -> list[_Strip]:
    """The stretches of the page's width that words stand over, with the spaces between words of a row."""
    held = [(cell[0].left, cell[-1].right) for row in _rows(band) for cell in cells_of(row, _GUTTER)]
    merged: list[_Strip] = []
    for left, right in sorted([*covered, *held]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _between_prose(words: Sequence[Word], strips: Sequence[_Strip]) -> list[_Strip]:
    """Those of the strips that have prose on both sides."""
    kept = list(strips)
    while kept:
        columns = _parted(words, kept)
        rows = [bands_of(column) for column in columns]
        thin = [index for index in range(len(columns)) if not _is_prose(rows[index])]
        if not thin:
            return kept if max(map(len, rows)) >= _FEWEST_ROWS_OF_ONE else []
        kept.pop(min(thin[0], len(kept) - 1))
    return []


def _is_prose(rows: Sequence[Sequence[Word]]) -> bool:
    cells = [cell for row in rows for cell in cells_of(row)]
    length = mean(sum(len(word.text) + 1 for word in cell) for cell in cells)
    return len(rows) >= _FEWEST_ROWS and length >= _FEWEST_CHARACTERS and mean(map(len, cells)) >= _FEWEST_WORDS


def _rows(band: Sequence[Word]) -> list[list[Word]]:
    """A band's words by the line that they stand on."""
    rows: list[list[Word]] = []
    for word in sorted(band, key=lambda one: one.middle):
        if rows and word.middle - rows[-1][-1].middle < _CORE * word.height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def cells_of(row: Sequence[Word], gap: float = _WIDE_GAP) -> list[list[Word]]:
    """A row cut where it has a gap of so many heights of its letters; no space between words is as wide as usual."""
    cells: list[list[Word]] = []
    for word in sorted(row, key=lambda one: one.left):
        if cells and word.left - cells[-1][-1].right < gap * word.height:
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def _parted(words: Sequence[Word], gutters: Sequence[_Strip]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    for word in words:
        columns[sum(word.left >= right for _, right in gutters)].append(word)
    return [column for column in columns if column]


def _lines(words: Sequence[Word]) -> tuple[Line, ...]:
    return tuple(line for band in bands_of(words) for line in _lines_of_row(cells_of(band)))


def _lines_of_row(cells: Sequence[Sequence[Word]]) -> Iterator[Line]:
    """One line, as in a table; cells that are long enough to be lines of a text stay apart."""
    if len(cells) > 1 and min(map(len, cells)) >= _FEWEST_WORDS:
        yield from (_line(cell, is_apart=True) for cell in cells)
    else:
        yield _line([word for cell in cells for word in cell])


def _line(words: Sequence[Word], *, is_apart: bool = False) -> Line:
    height = median(word.height for word in words)
    pieces = [words[0].text]
    for before, word in pairwise(words):
        pieces += [" " if word.left - before.right > _SPACE * height else "", word.text]
    middle = median(word.middle for word in words)
    return Line("".join(pieces), height, words[0].left, words[-1].right, middle, is_apart)
