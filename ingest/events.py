"""What an ingest tells those who watch it, while it runs."""

from dataclasses import dataclass
from typing import Literal

from ingest.report import Report

__all__ = [
    "ArticleDone",
    "Finished",
    "IndexProgress",
    "IngestEvent",
    "OutcomeWord",
    "PreparingProgress",
    "ReadingProgress",
]

OutcomeWord = Literal["added", "updated", "unchanged", "removed", "duplicate", "skipped"]


@dataclass(frozen=True, slots=True)
class ArticleDone:
    """One article has its outcome; what was stored is committed by now."""

    source: str
    outcome: OutcomeWord
    reason: str | None = None
    """Why it was skipped, or what it repeats."""
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How much of the files given is read and stored, in bytes; nothing is known of what the web holds."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PreparingProgress:
    """How much of the files given to a bulk ingest is read, embedded and stored in blocks, in bytes."""

    done: int
    total: int
    articles: int
    passages: int
    """New ones; those of blocks that were there are not counted."""


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """The index is being rebuilt after the last article; counts are passages."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every run, also of one that an error or Ctrl-C ended: what is reported is stored."""

    report: Report


IngestEvent = ArticleDone | PreparingProgress | ReadingProgress | IndexProgress | Finished
