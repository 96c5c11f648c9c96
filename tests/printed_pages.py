"""Pages of invented newspapers, set in columns in the ways that programs write them to a PDF."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

__all__ = ["DRAWN", "Printed", "Story", "in_columns", "page_of"]

WIDTH, HEIGHT = 595, 842
BODY, LEADING = 9, 11
Printed = tuple[float, float, float, str]
"""Left, baseline, size of the letters, words."""


@dataclass(frozen=True, slots=True)
class Story:
    headline: str
    paragraphs: tuple[str, ...]
    byline: str = ""

    @property
    def sentences(self) -> list[str]:
        return [f"{one}." for text in self.paragraphs for one in text.rstrip(".").split(". ")]


def in_columns(
    stories: Sequence[Story],
    *,
    columns: int,
    gutter: float = 14,
    across: bool = False,
    justified: bool = False,
    top: float = 760,
    shift: float = 0,
) -> list[list[Printed]]:
    """The lines of each column: a story a column, or (`across`) one story over all of them.

    `shift`: how much lower each column's lines begin than those of the one before.
    """
    width = (WIDTH - 80 - gutter * (columns - 1)) / columns
    lefts = [40 + number * (width + gutter) for number in range(columns)]
    if across:
        lines = list(_lines_of(stories[0], width, with_headline=False))
        share = -(-len(lines) // columns)
        parts: list[list[tuple[float, str]]] = [lines[at : at + share] for at in range(0, len(lines), share)]
    else:
        parts = [list(_lines_of(story, width)) for story in stories]
    set_columns = [
        list(_set(part, left, top - number * shift, width if justified else 0))
        for number, (part, left) in enumerate(zip(parts, lefts, strict=False))
    ]
    return [[(40, top + 30, 20, stories[0].headline)], *set_columns] if across else set_columns


def _lines_of(story: Story, width: float, *, with_headline: bool = True) -> Iterator[tuple[float, str]]:
    if with_headline:
        yield from ((13, line) for line in wrapped(story.headline, 13, width))
    if story.byline:
        yield 8, story.byline
    for paragraph in story.paragraphs:
        yield from ((BODY, line) for line in wrapped(paragraph, BODY, width))


def wrapped(text: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Times-Roman", size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _set(lines: Iterable[tuple[float, str]], left: float, top: float, width: float) -> Iterator[Printed]:
    for size, text in lines:
        words = text.split()
        spare = width - stringWidth(text, "Times-Roman", size) if width else 0
        if size == BODY and 0 < spare < 0.25 * width and len(words) > 1:
            place = left
            for word in words:
                yield place, top, size, word
                place += stringWidth(f"{word} ", "Times-Roman", size) + spare / (len(words) - 1)
        else:
            yield left, top, size, text
        top -= max(LEADING, size * 1.2)


def _column_by_column(columns: Sequence[Sequence[Printed]]) -> list[Printed]:
    return [line for column in columns for line in column]


def _line_by_line(columns: Sequence[Sequence[Printed]]) -> list[Printed]:
    return [line for row in zip_longest(*columns) for line in row if line is not None]


def _from_the_foot(columns: Sequence[Sequence[Printed]]) -> list[Printed]:
    return _column_by_column(columns)[::-1]


DRAWN: dict[str, Callable[[Sequence[Sequence[Printed]]], list[Printed]]] = {
    "column by column": _column_by_column,
    "line by line": _line_by_line,
    "from the foot": _from_the_foot,
}
"""The order in which a page's lines stand in its file."""


def page_of(*pages: Iterable[Printed]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        for left, bottom, size, text in page:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
