"""Files that a browser sends, taken in piece by piece: how many, how large and of what kind is looked at before a byte
of a file is stored, and nothing of what they are called becomes a path that leads anywhere else.
"""

import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import ParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from assistant.errors import InputError
from ingest.clean import storable
from ingest.sources import Skip
from ingest.sources.formats import FORMATS, REFUSED
from ui.language import say

__all__ = ["ACCEPTED", "MOST_FILES", "Received", "receive"]

MOST_FILES = 2_000
"""Of one upload; a folder with more is better ingested where it lies, or zipped."""
ACCEPTED = tuple(sorted({suffix for one in FORMATS for suffix in one.suffixes}))
_MOST_REFUSALS = 1_000
_MOST_FIELD_BYTES = 4_000
_MOST_PARTS = 20_000
_DEEPEST = 16
_LONGEST_NAME, _LONGEST_PATH = 120, 600
_NOT_IN_NAMES = re.compile('[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
_PROGRAMS = ((b"MZ", "a program"), (b"\x7fELF", "a program"))
_UNREADABLE = "What was sent cannot be read as an upload. Go back to the page and send the form again."


@dataclass(slots=True)
class Received:
    """What came in; files lie below the folder under the names they had."""

    folder: Path
    paths: list[str] = field(default_factory=list)
    """Of the files that are stored, below the folder, with `/`."""
    refused: list[Skip] = field(default_factory=list)
    refused_count: int = 0
    byte_count: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, reason: str) -> None:
        self.refused_count += 1
        if len(self.refused) < _MOST_REFUSALS:
            self.refused.append(Skip(storable(name)[0][:_LONGEST_PATH] or "(no name)", reason))


async def receive(content_type: str, stream: AsyncIterator[bytes], folder: Path, most_bytes: int) -> Received:
    """Take a multipart form in; `folder` exists, is empty and nobody else's.

    A file that may not come in is refused with a reason, and the others come in all the same. Raises InputError for
    what is no such form, has too many parts, or is longer than `most_bytes`.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > 200:
        raise InputError(_UNREADABLE)
    parts = _Parts(Received(folder))
    try:
        parser = MultipartParser(boundary, parts.callbacks())  # type: ignore[arg-type]  # a TypedDict of the same keys
        async for piece in stream:
            parts.received.byte_count += len(piece)
            if parts.received.byte_count > most_bytes:
                raise InputError(say("add.too_big", megabytes=most_bytes // 1_000_000))
            parser.write(piece)
        parser.finalize()
    except ParseError:
        raise InputError(_UNREADABLE) from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise InputError(say("add.not_stored", why=why)) from None
    finally:
        parts.close()
    if not parts.is_whole:
        raise InputError(_UNREADABLE)
    return parts.received


class _Parts:
    """The callbacks of the parser: one part after the other, one file open at a time."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.is_whole = False
        self._count = 0
        self._headers: dict[str, bytes] = {}
        self._header, self._value = b"", b""
        self._field: str | None = None
        self._field_value = b""
        self._name: str | None = None
        self._file: BinaryIO | None = None

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._take_header,
            "on_header_value": self._take_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._start,
            "on_part_data": self._take,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._count += 1
        if self._count > _MOST_PARTS:
            message = f"That is more than {_MOST_PARTS:,} files at once. Zip the folder and add the zip file."
            raise InputError(message)
        self._headers = {}
        self._field = self._name = None
        self._field_value = b""

    def _take_header(self, piece: bytes, start: int, end: int) -> None:
        self._header = self._bounded(self._header + piece[start:end])

    def _take_value(self, piece: bytes, start: int, end: int) -> None:
        self._value = self._bounded(self._value + piece[start:end])

    def _bounded(self, value: bytes) -> bytes:
        if len(value) > _MOST_FIELD_BYTES:
            raise InputError(_UNREADABLE)
        return value

    def _end_header(self) -> None:
        if len(self._headers) < 20:
            self._headers[self._header.decode("latin-1").lower()] = self._value
        self._header, self._value = b"", b""

    def _start(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        if b"filename" in options:
            self._name = _decoded(options[b"filename"])
        else:
            self._field = _decoded(options.get(b"name", b""))[:60]

    def _take(self, piece: bytes, start: int, end: int) -> None:
        if self._field is not None:
            self._field_value = self._bounded(self._field_value + piece[start:end])
            return
        if self._name is not None:  # its first bytes: now it is decided whether any is stored
            name, self._name = self._name, None
            reason = self._reason_against(name, piece[start:end])
            if reason is not None:
                self.received.refuse(name, reason)
                return
            self._file = self._open(name)
        if self._file is not None:
            self._file.write(piece[start:end])

    def _end(self) -> None:
        if self._field is not None and len(self.received.fields) < 20:
            self.received.fields[self._field] = self._field_value.decode("utf-8", "replace")
        elif self._name:
            self.received.refuse(self._name, "it is empty")
        self.close()

    def _finish(self) -> None:
        self.is_whole = True

    def _reason_against(self, name: str, head: bytes) -> str | None:
        path = _safe_path(name)
        if isinstance(path, _Unsafe):
            return path.reason
        if len(self.received.paths) >= MOST_FILES:
            return f"more than {MOST_FILES:,} files at once: zip the folder, or use `copydesk ingest` in a terminal"
        suffix = Path(path).suffix.lower()
        if suffix not in ACCEPTED:
            return f"{suffix or 'a file without a suffix'} is not among what is read: {', '.join(ACCEPTED)}"
        refused = next((what for magic, what, _ in REFUSED if head.startswith(magic)), None)
        refused = refused or next((what for magic, what in _PROGRAMS if head.startswith(magic)), None)
        if refused is not None:
            return f"{refused}, whatever its name says"
        return "another file of this upload has the same name" if path in self.received.paths else None

    def _open(self, name: str) -> BinaryIO | None:
        path = _safe_path(name)
        assert isinstance(path, str)
        place = self.received.folder / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except (FileExistsError, NotADirectoryError):
            self.received.refuse(name, "another file of this upload has the same name")
            return None
        self.received.paths.append(path)
        return os.fdopen(opened, "wb")


@dataclass(frozen=True, slots=True)
class _Unsafe:
    reason: str


def _decoded(value: bytes) -> str:
    """Browsers send names in UTF-8 and write a quotation mark as `%22`."""
    return value.decode("utf-8", "replace").replace("%22", '"')


def _safe_path(name: str) -> "str | _Unsafe":
    """The name as a path below a folder, with `/`; a name that means another place is none."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if name.startswith(("/", "\\")) or ".." in parts or (parts and re.fullmatch("[A-Za-z]:", parts[0])):
        return _Unsafe("its name leads out of the folder")
    if not parts:
        return _Unsafe("it has no name")
    if len(parts) > _DEEPEST or len(name) > _LONGEST_PATH:
        return _Unsafe("its path is too long")
    if any(part.startswith(".") for part in parts):
        return _Unsafe("hidden file")
    clean = [_shortened(_NOT_IN_NAMES.sub("_", part)) for part in parts]
    return "/".join(clean)


def _shortened(part: str) -> str:
    """So that no file system refuses it: its suffix stays."""
    if len(part.encode("utf-8", "replace")) <= _LONGEST_NAME:
        return part
    stem, suffix = Path(part).stem, Path(part).suffix
    kept = stem.encode("utf-8", "replace")[: _LONGEST_NAME - len(suffix.encode("utf-8", "replace")[:20])]
    return kept.decode("utf-8", "ignore") + suffix[:20]
