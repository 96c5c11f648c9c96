"""The lines of PDF pages to paragraphs: words joined that a line end parted, running heads and page numbers left out.

A PDF says where letters stand, not what they make up. Everything here is a guess from the lines, made so that what is
left reads as the article did; no word is added, and none taken out but repeated lines at the edges of pages.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import quantiles

from ingest.sources.pdf_page import COLUMN_END, STORY

__all__ = ["paragraphs_of"]

_EDGE = 2
"""Lines at the top and at the foot of a page that may be a running head or a page number."""
_TOP, _FOOT = range(2)
_SPACES = re.compile(r"[^\S\n]+")
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")
_SYMBOL_BULLETS = re.compile("^[\uf000-\uf0ff\u25cf\u25aa\u25a0\u2023\u25e6\u2043\u2219]\\s*")
_BULLET = re.compile(r"^(?:[•·*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_SENTENCE_END = re.compile(r"[.!?:…]['\"”’»)\]]*\d{0,2}$")
_PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(page|seite|p\.|pg\.)?\s*(\d{1,4})(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?[-–—\s]*$", re.I
)
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"(\w*[^\W_])[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 0.8
"""A line at least this long, against the page's usual one, was broken by its end, not by its paragraph's."""
_SHORT = 0.75
_WIDE = 1.15
"""Shorter or longer than that is a line by itself, such as a headline above columns."""


def paragraphs_of(pages: Sequence[str]) -> list[str]:
    """The paragraphs of the pages' texts, in the order they are given."""
    lines_of_pages = _without_edges([_lines_of(page) for page in pages])
    known_words = Counter(word for lines in lines_of_pages for line in lines for word in _WORD.findall(line.casefold()))
    marked = [marked for lines in _running_on(lines_of_pages) for marked in _with_usual_lengths(lines)]
    return [_joined(group, known_words) for group in _groups(marked)]


def _running_on(pages: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The pages with an empty line between them, but where a sentence plainly goes on."""
    turned: list[Sequence[str]] = []
    for lines in filter(None, map(_without_empty_ends, pages)):
        turned += [*([] if not turned or _goes_on(turned[-1], lines) else [[""]]), lines]
    return turned


def _goes_on(page: Sequence[str], following: Sequence[str]) -> bool:
    last, first = page[-1], following[0]
    if _SENTENCE_END.search(last) or first.startswith(STORY):
        return False
    return first[0].islower() or all(
        len(one[at]) >= _FULL * _usual_length(one) for one, at in ((page, -1), (following, 0))
    )


def _without_empty_ends(lines: Sequence[str]) -> Sequence[str]:
    filled = [place for place, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


def _lines_of(page: str) -> list[str]:
    """A page's lines in plain letters; empty ones stay, they part paragraphs."""
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), page)
    lines = [_SYMBOL_BULLETS.sub("• ", _SPACES.sub(" ", line).strip()) for line in text.split("\n")]
    return _joined_words(lines)


def _joined_words(lines: list[str]) -> list[str]:
    """Some programs set each word by itself: of such a page the words are one line, up to each bullet."""
    filled = [line for line in lines if line]
    if len(filled) < 20 or sum(" " in line.strip("• ") for line in filled) > len(filled) * 0.1:
        return lines
    return re.sub(r"\s*•\s*", "\n• ", " ".join(filled)).strip().split("\n")


def _with_usual_lengths(lines: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each line with the usual length of its column."""
    for is_mark, column in groupby(lines, lambda line: line == COLUMN_END):
        held = [] if is_mark else list(column)
        usual = _usual_length(held)
        yield from ((line, usual) for line in held)


def _usual_length(lines: Sequence[str]) -> float:
    """How long the page's full lines are: what three in four do not exceed."""
    lengths = [len(line) for line in lines if len(line) > 15]
    return quantiles(lengths, n=4, method="inclusive")[2] if len(lengths) > 1 else 80.0


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Without page numbers, and without lines at the edges that come again on two pages in five (even and odd ones)."""
    edges = [dict(_edge_positions(lines)) for lines in pages]
    offsets: Counter[int] = Counter()
    repeats: Counter[tuple[int, str]] = Counter()
    for index, (edge, lines) in enumerate(zip(edges, pages, strict=True)):
        numbers = [number for position in edge if (number := _number(lines[position])) is not None]
        offsets.update(number - index for number in numbers)
        repeats.update({(side, _key(lines[position])) for position, side in edge.items()})

    def is_matter(index: int, side: int, line: str) -> bool:
        number = _number(line)
        if number is not None:
            is_in_order = offsets[number - index] >= max(2, len(pages) * 0.3)
            return not (is_in_order or line[0].isalpha() or len(pages) == number == 1)
        if index == 0 and side == _TOP:
            return True  # it may be the headline, which the other pages repeat
        return len(pages) < 3 or repeats[side, _key(line)] < max(3, len(pages) * 0.4)

    return [
        [line for position, line in enumerate(lines) if position not in edge or is_matter(index, edge[position], line)]
        for index, (edge, lines) in enumerate(zip(edges, pages, strict=True))
    ]


def _edge_positions(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of the filled lines at the top and at the foot of a page, with which of both."""
    filled = [position for position, line in enumerate(lines) if line and line != COLUMN_END]
    yield from ((position, _TOP) for position in filled[:_EDGE])
    yield from ((position, _FOOT) for position in filled[max(_EDGE, len(filled) - _EDGE) :])


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _number(line: str) -> int | None:
    found = _PAGE_NUMBER.match(line)
    return int(found[2]) if found else None


def _groups(lines: Sequence[tuple[str, float]]) -> Iterator[list[str]]:
    """The lines of each paragraph."""
    group: list[str] = []
    for line, usual in lines:
        if group and (not line or _ends(group, line, usual)):
            yield group
            group = []
        if line:
            group.append(line)
    if group:
        yield group


def _ends(group: Sequence[str], following: str, usual: float) -> bool:
    """Whether a paragraph ends before the following line."""
    last = group[-1]
    if _BULLET.match(following):
        return True
    if _BROKEN.search(last):
        return False
    if _SENTENCE_END.search(last):
        return len(last) < _FULL * usual
    is_apart = len(last) < _SHORT * usual or len(last) > _WIDE * usual
    is_heading = len(group) == 1 and is_apart and not last.endswith((",", ";", "–", "—"))
    return is_heading and not following[0].islower()


def _joined(lines: Sequence[str], known_words: Counter[str]) -> str:
    pieces = [lines[0]]
    for line in lines[1:]:
        broken = _BROKEN.search(pieces[-1][-100:])
        if not broken:
            pieces += [" ", line]
            continue
        if broken[1][-1].isalpha() and line[0].islower() and not _keeps_hyphen(broken[1], line, known_words):
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return "".join(pieces).replace("\u00ad", "")


def _keeps_hyphen(before: str, line: str, known_words: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: if the text has it so elsewhere, and never without."""
    after = _WORD.match(line)
    first = (before.rsplit("-", 1)[-1]).casefold()
    second = after.group().casefold() if after else ""
    return known_words[f"{first}-{second}"] > 0 and known_words[f"{first}{second}"] == 0
