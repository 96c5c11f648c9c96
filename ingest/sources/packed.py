"""What is packed into another file: unpacked while it is read, counted, and never more than it may be."""

import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from zipfile import BadZipFile

from ingest.sources.found import FoundFile, Held
from ingest.sources.reading import Unreadable, open_file, size_words

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Budget", "Packed", "Unpacker", "budget_of", "open_seekable"]

FREE_BYTES = 50_000_000
"""What may come out of any file: small ones of equal lines shrink a thousandfold and do no harm."""
_KEPT_IN_MEMORY = 16_000_000
_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, BadGzipFile, BadZipFile, NotImplementedError, RuntimeError)
"""What damaged and hostile archives make the standard library raise; RuntimeError is a member with a password."""


class Budget:
    """How many bytes may still come out of one file on the disk, through however many layers."""

    def __init__(self, packed_size: int, ratio: int) -> None:
        """`ratio` is how many times its size a file may unpack to (`COPYDESK_MAX_UNPACK_RATIO`)."""
        self._allowed = self._left = max(FREE_BYTES, packed_size * ratio)

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def take(self, byte_count: int) -> None:
        """Unreadable once more has come out than may."""
        self._left -= byte_count
        if self.is_spent:
            message = f"it unpacks to more than {size_words(self._allowed)} (COPYDESK_MAX_UNPACK_RATIO)"
            raise Unreadable(message)


class Unpacker(Protocol):
    """Opens what a library unpacks; called for each reading anew."""

    def __call__(self) -> BinaryIO: ...


@dataclass(frozen=True, slots=True)
class Packed:
    """Content that is unpacked while it is read."""

    unpack: Unpacker
    budget: Budget

    def open(self) -> BinaryIO:
        with _damage_is_unreadable():
            return io.BufferedReader(_Counted(self.unpack(), self.budget), 65_536)


class _Counted(io.RawIOBase):
    """A stream whose bytes are taken from a budget."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        with _damage_is_unreadable():
            content = self._stream.read(len(view))
        self._budget.take(len(content))
        view[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


@contextmanager
def _damage_is_unreadable() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as fault:
        raise Unreadable(_reason_of(fault)) from None


def _reason_of(fault: Exception) -> str:
    if isinstance(fault, EOFError):
        return "it is cut short: its packed content ends too early"
    if isinstance(fault, RuntimeError) and not isinstance(fault, NotImplementedError):
        return "it is encrypted"
    if isinstance(fault, NotImplementedError):
        return "it is packed in a way that is not read: pack it as a usual .zip or .gz"
    return "it is damaged: it cannot be unpacked"


def budget_of(file: FoundFile, ratio: int) -> Budget:
    """The budget of the file on the disk that this one is packed into, or a new one for a file that is in none."""
    if isinstance(file.content, Packed):
        return file.content.budget
    with open_file(file) as stream:
        return Budget(stream.seek(0, io.SEEK_END), ratio)


@contextmanager
def open_seekable(file: FoundFile) -> Iterator[BinaryIO]:
    """Open a file to move about in it: one that is itself packed is unpacked first, on the disk if it is large."""
    with open_file(file) as stream:
        if file.content is None or isinstance(file.content, Held):
            yield stream
            return
        with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as copy:
            while piece := stream.read(1_000_000):
                copy.write(piece)
            copy.seek(0)
            yield cast("BinaryIO", copy)
