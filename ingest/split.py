"""Cut an article into passages: whole sentences, exact offsets, even sizes, paragraph ends preferred."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise

from assistant.archive.article import IncomingArticle, IncomingPassage, Span
from assistant.language import split_sentences
from assistant.language.entries import find_entries
from assistant.language.lexicon import CLOSING_MARKS, MONTHS, SENTENCE_ENDS
from assistant.models import MAX_PIECES

__all__ = ["ENGLISH_SPLITTER_VERSION", "SPLITTER_VERSION", "split"]

SPLITTER_VERSION = 6
ENGLISH_SPLITTER_VERSION = 6
"""By which English was last cut otherwise than before; 5 changed only the languages with rules of their own."""
"""Changes whenever the same text would be cut differently; the archive's manifest records it. 2: "… in May. Hale …" is
two sentences. 3: no passage crosses the entries of a live blog. 4: "4 p.m. Friday" and "Japan-U.S." are whole. 6: "on 4
Sept. Tickets …" and "etc. Owners …" are two."""

TARGET_TOKENS = 180
LARGEST_TOKENS = 220
"""Word pieces of the local model, which reads MAX_PIECES, headline and date included."""
_PARAGRAPH_BROKEN = 0.15
"""What it costs to cut inside a paragraph, on the scale on which a passage half the target's size costs 0.25."""
_HEADING_LEFT = 0.5
"""What it costs to leave a heading as the last words of a passage, away from what it heads."""
_LONGEST_HEADING = 120
_LONGEST_TITLE = 300
_LONGEST_INPUT = 8000
"""Characters of a passage that the model is given; only an overlong sentence has more, and no model reads it whole."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|[\f\u2029]")


def split(article: IncomingArticle, count_tokens: Callable[[str], int]) -> list[IncomingPassage]:
    """The article's passages, in order, without overlap, holding every sentence of the text.

    No sentence is cut: one longer than a passage may be is a passage of its own.
    """
    text = article.text
    sentences = split_sentences(text, article.language)
    if not sentences:
        return []
    sizes = [count_tokens(text[start:end]) for start, end in sentences]
    costs = _cut_costs(text, sentences)
    passages: list[IncomingPassage] = []
    for left, right, day in _pieces(article, sentences):
        header = _header(article, day)
        largest = max(TARGET_TOKENS // 2, min(LARGEST_TOKENS, MAX_PIECES - sum(map(count_tokens, header))))
        bounds = _best_cuts(sizes[left:right], costs[left:right], largest)
        groups = [sentences[left:right][start:end] for start, end in pairwise(bounds)]
        passages += [_passage(text, header, group) for group in groups]
    return passages


def _pieces(article: IncomingArticle, sentences: Sequence[Span]) -> Iterator[tuple[int, int, date | None]]:
    """What no passage crosses, as indexes of its sentences, with its day: the entries of a live blog, else the text."""
    entries = find_entries(article.text)
    starts = [start for start, _ in sentences]
    edges = [0, *(bisect_left(starts, entry.start) for entry in entries), len(sentences)]
    days = [article.published_on, *(entry.at.date() if entry.at else article.published_on for entry in entries)]
    for (left, right), day in zip(pairwise(edges), days, strict=True):
        if left < right:
            yield left, right, day


def _passage(text: str, header: Sequence[str], sentences: Sequence[Span]) -> IncomingPassage:
    start, end = sentences[0][0], sentences[-1][1]
    words = text[start:end]
    above = [line for line in header if not words.startswith(line)]  # many texts begin with their headline
    return IncomingPassage(start, end, tuple(sentences), "\n".join([*above, words[:_LONGEST_INPUT]]))


def _header(article: IncomingArticle, day: date | None) -> list[str]:
    """Headline and day, as people write it: questions name months in words."""
    written = f"{MONTHS[day.month - 1].capitalize()} {day.day}, {day.year}" if day else ""
    return [line for line in ((article.title or "")[:_LONGEST_TITLE], written) if line]


def _cut_costs(text: str, sentences: Sequence[Span]) -> list[float]:
    """What a cut behind each sentence costs: nothing at the end of a paragraph, unless that is a heading."""
    has_blank_lines = _BLANK_LINE.search(text) is not None
    costs = []
    for (start, end), (following, _) in pairwise(sentences):
        gap = text[end:following]
        is_paragraph_end = bool(_BLANK_LINE.search(gap)) if has_blank_lines else "\n" in gap
        if not is_paragraph_end:
            costs.append(_PARAGRAPH_BROKEN)
        else:
            costs.append(_HEADING_LEFT if _is_heading(text[start:end]) else 0.0)
    return [*costs, 0.0]


def _is_heading(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_HEADING and sentence[-1] not in SENTENCE_ENDS + CLOSING_MARKS


def _best_cuts(sizes: Sequence[int], cut_costs: Sequence[float], largest: int) -> list[int]:
    """Indexes of the sentences that begin a passage, and their count at the end; the cheapest way to cut.

    A passage costs the square of how far, as a share, its size is off the target, plus its cut: so passages come
    out even and no crumb is left at the end. Among equally cheap ways the one with the later cuts is taken.
    """
    before = [0, *accumulate(sizes)]
    best = [0.0]
    came_from = [0]
    for end in range(1, len(sizes) + 1):
        choices = []
        for start in range(end - 1, -1, -1):
            size = before[end] - before[start]
            if size > largest and start < end - 1:
                break
            off = 0.0 if size > largest else (size - TARGET_TOKENS) / TARGET_TOKENS
            choices.append((best[start] + off * off + cut_costs[end - 1], -start))
        cost, negative_start = min(choices)
        best.append(cost)
        came_from.append(-negative_start)
    bounds = [len(sizes)]
    while bounds[-1] > 0:
        bounds.append(came_from[bounds[-1]])
    return bounds[::-1]
