"""The stories of a PDF: one, or as many as headlines on pages with columns show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.language import ends_sentence
from assistant.language.dates import Moment, find_dateline
from ingest.sources.pdf_page import STORY

__all__ = ["Paper", "Story", "read_stories"]

_BETWEEN = re.compile(r"\s+[-–—|•·]\s+")
_MOST_PAGES = 10
"""Of a story, on average: with fewer headlines a few pages of a book have columns, and all of it is one text."""
_SHORTEST = 25
"""Characters below a headline, ending as a sentence does: a brief. Fewer are a label."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands above all stories of a page: the outlet's name and the day."""

    name: str | None = None
    published: Moment | None = None


@dataclass(frozen=True, slots=True)
class Story:
    headline: str | None
    paragraphs: tuple[str, ...]
    """The headline included."""


def read_stories(paragraphs: Sequence[str], page_count: int = 1) -> tuple[Paper, list[Story]]:
    """The stories in reading order; all in one where no headline begins one, or too few of so many pages have one."""
    paper, stories = Paper(), list[Story]()
    waiting: list[str] = []
    for head, body in _parts(paragraphs):
        is_story = any(ends_sentence(one) and len(one) >= _SHORTEST for one in body)
        if is_story:
            stories.append(Story(head, (*waiting, *([head] if head else []), *body)))
            waiting = []
        elif not stories and (named := _paper(head, body)) and not paper.published:
            paper = named
        else:
            waiting += [*([head] if head else []), *body]
    if waiting and stories:
        stories[-1] = replace(stories[-1], paragraphs=(*stories[-1].paragraphs, *waiting))
    elif waiting:
        stories = [Story(None, tuple(waiting))]
    if 1 < len(stories) < page_count / _MOST_PAGES:
        return Paper(), [Story(None, tuple(paragraph.removeprefix(STORY) for paragraph in paragraphs))]
    return paper, stories


def _parts(paragraphs: Sequence[str]) -> list[tuple[str | None, list[str]]]:
    """Each headline with what stands below it; what stands above the first one has none."""
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    for paragraph in paragraphs:
        if paragraph.startswith(STORY):
            parts.append((paragraph.removeprefix(STORY), []))
        else:
            parts[-1][1].append(paragraph)
    return [part for part in parts if part[0] or part[1]]


def _paper(head: str | None, body: Sequence[str]) -> Paper | None:
    """A name above a line with a day, and nothing else."""
    parts = [part for line in body for part in _BETWEEN.split(line)] if len(body) <= 2 else []
    published = next((day for part in parts if (day := find_dateline(part))), None)
    return Paper(head, published) if published else None
