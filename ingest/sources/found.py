"""What readers are given and what they yield."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from assistant.archive.article import IncomingArticle, IncomingPassage
from assistant.archive.catalog.page_starts import PageStart
from ingest.clean import storable
from ingest.sources.row_fields import RowFields

__all__ = [
    "Content",
    "FoundFile",
    "Held",
    "Item",
    "Meter",
    "Note",
    "Origin",
    "ReadArticle",
    "Reader",
    "Reading",
    "Remember",
    "Skip",
    "SoFar",
    "Unchanged",
]

_STEPS = 200
"""How often at most a source says how far it is: a line moves smoothly, and the stream is not made of it."""


class Content(Protocol):
    """What a file holds that is not itself on the disk: packed into another one, or fetched."""

    def open(self) -> BinaryIO:
        """The bytes from the beginning, at each call anew. It may raise OSError and `Unreadable`, also while read."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Content in memory."""

    content: bytes

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where on the web a file was fetched, and when: the time of a visit, never of publication."""

    address: str
    fetched_at: str | None = None
    """ISO 8601 with its offset."""
    charset: str | None = None
    """What the server said of the encoding."""


class Meter:
    """How much of some files has been read, in bytes as they lie on the disk."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._before = self._size = self._here = self._told = 0

    def begin(self, size: int) -> None:
        """The next file has `size` bytes."""
        self._size, self._here = size, 0

    def count(self, read: int) -> None:
        """More was read of this file; a part that is read twice does not make it longer."""
        self._here = min(self._here + read, self._size)

    def end(self) -> None:
        """This file is done, however much of it was read."""
        self._before += self._size
        self._size = self._here = 0

    def news(self, source: str) -> "Iterator[SoFar]":
        """How far reading is, where that is a step further than what was told before."""
        done = min(self._before + self._here, self._total)
        if (done - self._told) * _STEPS >= self._total or (done == self._total > self._told):
            self._told = done
            yield SoFar(source, done, self._total)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below an ingested root, or one that is packed into such a file."""

    path: Path
    """The file on the disk; of a packed file the outermost one it is in."""
    root_name: str
    """Name of the ingested folder, or of the folder of a file that was given by itself."""
    below_root: str
    """The path below that root, with `/` on every system: part of the identity of a file's article. A member of an
    archive has the archive's path before its own: `wire.zip/2024/story.html`."""
    content: Content | None = field(default=None, compare=False)
    """None for a file on the disk."""
    inside: str = ""
    """The path inside the file on the disk; empty for that file itself, and for what is all of it (`story.txt.gz`)."""
    called: str | None = None
    """Its name where that is not the end of the path: `story.txt` for what is in `story.txt.gz`."""
    depth: int = 0
    """How many files it is packed into."""
    origin: Origin | None = None
    meter: Meter | None = field(default=None, compare=False, repr=False)
    """Told what is read of the file on the disk."""

    @property
    def source(self) -> str:
        """How reports name it."""
        return storable(f"{self.path}/{self.inside}" if self.inside else str(self.path))[0]

    @property
    def name(self) -> str:
        return self.called or PurePosixPath(self.inside).name or self.path.name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    def member(self, name: str, content: Content, origin: Origin | None = None) -> "FoundFile":
        """A file that is packed into this one under a path of its own."""
        name = storable(name)[0]
        return FoundFile(
            self.path,
            self.root_name,
            f"{self.below_root}/{name}",
            content,
            f"{self.inside}/{name}" if self.inside else name,
            depth=self.depth + 1,
            origin=origin,
        )

    def unpacked(self, name: str, content: Content) -> "FoundFile":
        """The one file that this one is the packed form of."""
        return replace(self, content=content, called=storable(name)[0], depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article that a reader found."""

    source: str
    """`path`, or `path:line 3` for a row of a file."""
    article: IncomingArticle
    undated: str | None = field(default=None, compare=False)
    """What to say where the article has no date of publication; None: that none was found."""
    pages: tuple[PageStart, ...] = field(default=(), compare=False)
    """Where in its text each printed page of its file begins."""
    passages: tuple[IncomingPassage, ...] | None = field(default=None, compare=False)
    """Where it was completed and cut elsewhere; None: that is still to be done."""


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


@dataclass(frozen=True, slots=True)
class SoFar:
    """How much lies before this place in the stream, in bytes."""

    source: str
    """What was read last."""
    done: int
    total: int


Item = ReadArticle | Skip | Note | Unchanged | Remember | SoFar


class Elsewhere(Protocol):
    """Reads a file in another process, within limits of time and memory."""

    def read(
        self, reader: "Reader", largest: int, file: FoundFile, reading: "Reading"
    ) -> Iterable["Item | FoundFile"]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the same for every file of one run."""

    fields: RowFields
    max_characters: int
    """A longer text is skipped; files that must hold a longer one are not read at all."""
    source_name: str | None = None
    """Replaces the root's name in the identity of articles that have no URL."""

    unpack_ratio: int = 50
    """How many times its size a packed file may unpack to."""
    apart: Elsewhere | None = None
    """Where files of risky formats are read; None: in this process, without limits."""

    def source_name_of(self, file: FoundFile) -> str:
        return self.source_name if self.source_name is not None else file.root_name


Reader = Callable[[FoundFile, Reading], Iterator[Item | FoundFile]]
"""Reads one file as a stream. It may raise OSError and `Unreadable`, which cost one skip.

A container yields the files in it: each is read as if it lay beside it, before the next is asked for. So a format needs
nothing new to be read out of any container.
"""
