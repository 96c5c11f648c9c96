"""What readers are given and what they yield."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.archive.article import IncomingArticle
from ingest.clean import storable
from ingest.sources.row_fields import RowFields

__all__ = ["FoundFile", "Item", "Note", "ReadArticle", "Reader", "Reading", "Remember", "Skip", "Unchanged"]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below an ingested root."""

    path: Path
    root_name: str
    """Name of the ingested folder, or of the folder of a file that was given by itself."""
    below_root: str
    """The path below that root, with `/` on every system: part of the identity of a file's article."""

    @property
    def source(self) -> str:
        """How reports name it."""
        return storable(str(self.path))[0]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article that a reader found."""

    source: str
    """`path`, or `path:line 3` for a row of a file."""
    article: IncomingArticle


@dataclass(frozen=True, slots=True)
class Skip:
    """One input that gave no article, and why: nothing is left out silently."""

    source: str
    reason: str
    is_passing: bool = False
    """Whether the next run may have more luck: a host that could not be reached now."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that the archive has and that need not be read again: its host says that it is what it was."""

    source: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the report should say about an input that was read all the same; equal texts are counted together."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Remember:
    """What the next run is to know, kept once every article before it is on the disk; None forgets it."""

    source: str
    key: str
    value: str | None


Item = ReadArticle | Skip | Note | Unchanged | Remember


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the same for every file of one run."""

    fields: RowFields
    max_characters: int
    """A longer text is skipped; files that must hold a longer one are not read at all."""
    source_name: str | None = None
    """Replaces the root's name in the identity of articles that have no URL."""

    def source_name_of(self, file: FoundFile) -> str:
        return self.source_name if self.source_name is not None else file.root_name


Reader = Callable[[FoundFile, Reading], Iterator[Item]]
"""Reads one file as a stream. It may raise OSError and `Unreadable`, which cost one skip."""
