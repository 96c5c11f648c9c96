"""The text of a page that is set in columns, line by line, with marks where a column ends and a story begins."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.sources.pdf_layout import HEADLINE, Block, Line, has_headline_of_unknown_width, read_layout
from ingest.sources.pdf_words import Word

__all__ = ["COLUMN_END", "STORY", "PageText", "text_in_columns"]

STORY = "\ue000"
"""Stands before a headline that begins a story; no printed letter."""
COLUMN_END = "\ue001"
"""A line of its own between two columns of which the second may go on with the first one's paragraph."""
_OTHER_SIZE = 1.12
_SAME_SIZE = 1.05
_OTHER_LEADING = 1.5
_INDENT = 0.7
_LONGEST_HEADLINE = 200
_MOST_ABOVE = 2
"""Lines above the first headline of a block: a date line, a kicker."""
_SHORT_BLOCK = 60
"""Characters: a page number, a line at the foot."""
_SECTION = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.)\s|^(?:abstract|acknowledge?ments?|appendix|background|"
    r"conclusions?|contents|discussion|introduction|methods?|references|related work|results|summary)\W*$",
    re.IGNORECASE,
)
"""Headings inside one report."""
_BYLINE = re.compile(r"^(?i:by|von|por|par|di)\s+[^\W\d_a-z]|^[^\W\d_a-z]{2}[^\d.]{1,60}\s[—–-]\s")


@dataclass(frozen=True, slots=True)
class PageText:
    text: str
    is_unsure: bool
    """Whether the places alone do not tell in which order its texts are to be read."""


def text_in_columns(words: Sequence[Word]) -> PageText | None:
    """None where the page has no columns, or letters that run from right to left, whose order places do not tell."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for word in words for letter in word.text):
        return None
    blocks = read_layout(words)
    has_apart = any(line.is_apart for block in blocks for line in block.lines)
    if not has_apart and not any(block.is_column for block in blocks):
        return None
    usual = _usual_height(blocks)
    is_unsure = has_apart or _has_loose_columns(blocks, usual) or has_headline_of_unknown_width(words, usual)
    at_top = _height_at_tops(blocks, usual)
    lines: list[str] = []
    for block in blocks:
        lines += [COLUMN_END if block.goes_on and not is_unsure else "", *_written(block, usual, at_top)]
    return PageText("\n".join(lines[1:]), is_unsure)


def _height_at_tops(blocks: Sequence[Block], usual: float) -> float:
    """How large the headlines are that begin two columns of the page or more; infinite where none do."""
    tops = [block.lines[0].height for block in blocks if block.is_column and _is_headline(block.lines[0], usual)]
    alike = [height for height in tops if sum(_is_as_large(height, other) for other in tops) > 1]
    return max(alike, default=float("inf"))


def _is_as_large(height: float, other: float) -> bool:
    return height * _SAME_SIZE >= other and other * _SAME_SIZE >= height


def _usual_height(blocks: Sequence[Block]) -> float:
    return median(line.height for block in blocks for line in block.lines for _ in range(len(line.text)))


def _has_loose_columns(blocks: Sequence[Block], usual: float) -> bool:
    """Whether text stands below columns without a headline that says it is another story."""
    below = [block for block in blocks if block.is_below and sum(len(line.text) for line in block.lines) > _SHORT_BLOCK]
    return any(not _is_headline(block.lines[0], usual) for block in below)


def _is_headline(line: Line, usual: float) -> bool:
    is_large = line.height >= HEADLINE * usual and len(line.text) <= _LONGEST_HEADLINE
    return is_large and any(map(str.isalpha, line.text)) and not _SECTION.match(line.text)


def _written(block: Block, usual: float, at_top: float) -> Iterator[str]:
    """Lines with an empty one where a paragraph ends, a headline in one.

    `at_top`: how large headlines are that certainly begin a story.
    """
    lines, index = block.lines, 0
    left = min(line.left for line in lines)
    while index < len(lines):
        end = index
        while end < len(lines) and _is_headline(lines[end], usual):
            end += 1
        if end > index:
            is_story = (
                index <= _MOST_ABOVE
                or _has_byline(lines[end : end + 2])
                or all(_is_as_large(line.height, at_top) for line in lines[index:end])
            )
            mark = STORY if is_story else ""
            yield from ("", mark + " ".join(line.text for line in lines[index:end]), "")
            index = end
            continue
        if index and _is_parted(lines[index - 1], lines[index], left, _leading(lines)):
            yield ""
        yield lines[index].text
        index += 1


def _has_byline(lines: Sequence[Line]) -> bool:
    return any(_BYLINE.match(line.text) for line in lines)


def _leading(lines: Sequence[Line]) -> float:
    steps = [above.middle - line.middle for above, line in itertools.pairwise(lines)]
    return median(steps) if steps else 0.0


def _is_parted(above: Line, line: Line, left: float, leading: float) -> bool:
    sizes = sorted((above.height, line.height))
    is_indented = line.left - left > _INDENT * line.height and above.left - left < _INDENT / 2 * line.height
    is_low = above.middle - line.middle > _OTHER_LEADING * leading > 0
    return line.is_apart or above.is_apart or sizes[1] > _OTHER_SIZE * sizes[0] or is_indented or is_low
