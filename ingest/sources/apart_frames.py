"""What goes between this process and the one that reads risky files: a length, then so many bytes."""

import io
import pickle
import struct
from typing import BinaryIO

__all__ = ["read_frame", "unpickle", "write_frame"]

_LENGTH = struct.Struct("<Q")
LARGEST_FRAME = 1_000_000_000
_ALLOWED = frozenset(
    {
        ("assistant.archive.article", "IncomingArticle"),
        ("assistant.language.dates", "Moment"),
        ("datetime", "date"),
        ("ingest.sources.found", "FoundFile"),
        ("ingest.sources.found", "Held"),
        ("ingest.sources.found", "Note"),
        ("ingest.sources.found", "Origin"),
        ("ingest.sources.found", "ReadArticle"),
        ("ingest.sources.found", "Skip"),
        ("ingest.web.entry", "Entry"),
        ("ingest.web.entry", "Listing"),
        ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
        ("pathlib._local", "PosixPath"),  # where Python 3.13 has them
        ("pathlib._local", "WindowsPath"),
    }
)


def write_frame(stream: BinaryIO, content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None when the other side is gone, or sends what cannot be one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    if length > LARGEST_FRAME:
        return None
    content = stream.read(length)
    return content if len(content) == length else None


def unpickle(content: bytes) -> object:
    """A value made of the types that readers yield and of no other: what a broken child sends runs nothing here."""
    return _Values(io.BytesIO(content)).load()


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _ALLOWED:
            message = f"{module}.{name} is nothing that a reader yields"
            raise pickle.UnpicklingError(message)
        return super().find_class(module, name)
