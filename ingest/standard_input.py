"""Articles on standard input, in any format that a file may have."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from ingest.source import Memory
from ingest.sources import FoundFile, Item, Reading, read_file

__all__ = ["StandardInput"]

_NAME = "standard input"
_AS_TEXT = "input.txt"
"""A text tells nothing of its format where it has no name; everything else does."""
_PIECE = 1 << 20


class StandardInput:
    """Kept on the disk while it is read: what is in it decides the format, so its beginning is read twice.

    It has no path that could tell one article from another: one that has no id of its own is known by all that came in.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:  # noqa: ARG002  # nothing is asked twice
        with TemporaryDirectory(prefix="copydesk-") as folder:
            kept, digest = Path(folder) / "input", sha256()
            with kept.open("wb") as file:
                while piece := self._stream.read(_PIECE):
                    digest.update(piece)
                    file.write(piece)
            found = FoundFile(Path(_NAME), _NAME, digest.hexdigest()[:32], _Kept(kept), called=_AS_TEXT)
            yield from read_file(found, reading)


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")
