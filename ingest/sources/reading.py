"""Open and decode files: regular ones only, never more of one in memory than may be an article."""

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from typing_extensions import Buffer

from ingest.sources.found import FoundFile, Meter

__all__ = ["HEAD_BYTES", "Unreadable", "head_of", "open_file", "open_text", "read_bytes", "size_words"]

HEAD_BYTES = 65_536
"""What is looked at to tell a file's kind and encoding."""


class Unreadable(Exception):  # not a failure of the run: it becomes one skip line
    """This input cannot be read; the message is the reason that the report gives."""


@contextmanager
def open_file(file: FoundFile) -> Iterator[BinaryIO]:
    """Open a file for reading, from its beginning, wherever it is."""
    if file.content is None:
        with _open_regular(file.path, file.meter) as stream:
            yield stream
    else:
        with file.content.open() as stream:
            yield stream


class _Metered(io.FileIO):
    """Tells what is read of it."""

    def __init__(self, descriptor: int, meter: Meter) -> None:
        super().__init__(descriptor)
        self._meter = meter

    def readinto(self, buffer: Buffer, /) -> int | None:
        count = super().readinto(buffer)
        self._meter.count(count or 0)
        return count


@contextmanager
def _open_regular(path: Path, meter: Meter | None) -> Iterator[BinaryIO]:
    """A device, socket or pipe is refused without waiting for it."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with io.BufferedReader(_Metered(descriptor, meter) if meter else io.FileIO(descriptor)) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            message = "not a regular file"
            raise Unreadable(message)
        yield file


@contextmanager
def open_text(file: FoundFile, encoding: str, *, errors: str, newline: str) -> Iterator[io.TextIOWrapper]:
    with open_file(file) as stream:
        text = io.TextIOWrapper(stream, encoding, errors=errors, newline=newline)
        try:
            yield text
        finally:
            text.detach()


def read_bytes(file: FoundFile, limit: int) -> bytes:
    """The whole file; Unreadable if it is larger than `limit` bytes, of which it never reads much more."""
    with open_file(file) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        message = f"larger than {size_words(limit)}, the most that is read of such a file"
        raise Unreadable(message)
    return content


def head_of(file: FoundFile) -> bytes:
    with open_file(replace(file, meter=None)) as stream:
        return stream.read(HEAD_BYTES)


def size_words(byte_count: int) -> str:
    return f"{byte_count / 1_000_000:.0f} MB" if byte_count >= 1_000_000 else f"{byte_count / 1000:.0f} kB"
