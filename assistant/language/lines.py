"""Cut a text into the stretches that a sentence never crosses: paragraphs, headings, list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.lexicon import OPENING_MARKS
from assistant.language.listed import listed

# A form feed and the Unicode paragraph separator end a paragraph without a blank line.
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PARAGRAPH_ENDS = frozenset("\f\u2029\x1c\x1d")
_LIST_ITEM = re.compile(r"(?:[•‣◦▪▸●○■□*·–—-]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
# Text that people wrapped by hand is hardly ever narrower than this; a narrower column would make every
# line look like one that ended early.
_NARROWEST_WRAP = 60
_UNFINISHED = re.compile(r"[,;&(\[“‘«-]$")
_FUNCTION_WORDS = frozenset(
    listed(
        "a an and as at but by for from her his if in into is its my no not of on or our so than that the their "
        "to via was were which who whose with your de der des di du la le les van von und mr mrs ms dr st"
    )
)

Span = tuple[int, int]


def blocks(text: str) -> Iterator[Span]:
    """Spans of `text`, trimmed and in order, that together hold every character that is not whitespace."""
    for paragraph in _paragraphs(text):
        yield from _split_paragraph(text, paragraph)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, line end) of each line; the span leaves the line end out."""
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start(), match.group()
        start = match.end()
    yield start, len(text), ""


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """The non-blank lines of each paragraph, trimmed."""
    lines: list[Span] = []
    for start, end, line_end in _lines(text):
        line = trim(text, start, end)
        if line is not None:
            lines.append(line)
        if lines and (line is None or line_end in _PARAGRAPH_ENDS):
            yield lines
            lines = []
    if lines:
        yield lines


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without whitespace at its ends, None if nothing is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


def _split_paragraph(text: str, lines: list[Span]) -> Iterator[Span]:
    width = max(_NARROWEST_WRAP, max(end - start for start, end in lines))
    block_start, block_end = lines[0]
    for start, end in lines[1:]:
        if _ends_here(text[block_end - min(width, block_end - block_start) : block_end], text[start:end], width):
            yield block_start, block_end
            block_start = start
        block_end = end
    yield block_start, block_end


def _ends_here(above: str, line: str, width: int) -> bool:
    """Whether the line break between two lines of one paragraph was meant as an end.

    It was if the line below is a list item, or if its first word would have fitted on the line above: a wrapped
    text breaks only where the next word does not fit.
    """
    if _LIST_ITEM.match(line):
        return True
    above = above[max(above.rfind("\n"), above.rfind("\r")) + 1 :].strip()
    first_word = line.split(maxsplit=1)[0]
    if len(above) + 1 + len(first_word) > width or not _starts_like_a_sentence(line):
        return False
    last_word = above.rsplit(maxsplit=1)[-1].lower().rstrip(".") if above else ""
    return not _UNFINISHED.search(above) and last_word not in _FUNCTION_WORDS


def _starts_like_a_sentence(line: str) -> bool:
    first = line.lstrip(OPENING_MARKS)[:1] or line[0]
    return not first.islower()
