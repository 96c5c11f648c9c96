"""A ZIP archive: each member is a file of its own, `archive.zip/inner/path`. Nothing is ever written to its path."""

import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.sources.found import FoundFile, Item, Reading, Skip
from ingest.sources.packed import Packed, budget_of, open_seekable
from ingest.sources.reading import Unreadable

__all__ = ["member_names", "read_zip"]

MOST_MEMBERS = 100_000
LARGEST_DIRECTORY = 32_000_000
"""Bytes. The directory of a ZIP archive is in memory as a whole, an entry of 46 bytes as some 500."""
_TOO_MANY = f"a ZIP archive with more than {MOST_MEMBERS:,} files in it: pack them into several"
_ENCRYPTED = 0x1
_END_BYTES = 22 + 65_535
"""The end record and the longest comment behind it."""
_END = struct.Struct("<4s4H2LH")
_WIDE_END = struct.Struct("<4sQ2H2L4Q")
"""The record of archives beyond 4 GB, which stands before the usual one."""


def read_zip(file: FoundFile, reading: Reading) -> Iterator[Item | FoundFile]:
    budget = budget_of(file, reading.unpack_ratio)
    with _open_zip(file) as archive:
        seen: set[str] = set()
        members = [
            entry for entry in archive.infolist() if not entry.is_dir() and not _is_of_the_system(entry.filename)
        ]
        if not members:
            message = "a ZIP archive without files in it"
            raise Unreadable(message)
        for number, entry in enumerate(members):
            if budget.is_spent:
                yield Skip(file.source, f"it unpacks to too much: {len(members) - number:,} of its files were not read")
                return
            content = Packed(partial(_open_member, archive, entry), budget)
            member = file.member(entry.filename, content)
            fault = "another member has the same name" if entry.filename in seen else _fault_of(entry)
            seen.add(entry.filename)
            yield Skip(member.source, fault) if fault else member


def member_names(file: FoundFile) -> frozenset[str]:
    """What is in a ZIP archive, to tell a document that is one from others."""
    with _open_zip(file) as archive:
        return frozenset(archive.namelist())


@contextmanager
def _open_zip(file: FoundFile) -> Iterator[ZipFile]:
    with open_seekable(file) as stream:
        if _directory_size(stream) > LARGEST_DIRECTORY:
            raise Unreadable(_TOO_MANY)
        try:
            archive = ZipFile(stream)
        except (BadZipFile, ValueError, NotImplementedError, struct.error):
            message = "a damaged ZIP archive, or one that was cut short"
            raise Unreadable(message) from None
        with archive:
            if len(archive.filelist) > MOST_MEMBERS:
                raise Unreadable(_TOO_MANY)
            yield archive


def _directory_size(stream: BinaryIO) -> int:
    """The bytes of the directory, from the record at the end: looked at first, for a hostile one may be gigabytes."""
    stream.seek(max(0, stream.seek(0, 2) - _END_BYTES))
    end = stream.read()
    stream.seek(0)
    start = end.rfind(b"PK\x05\x06")
    if start < 0 or len(end) - start < _END.size:
        return 0
    size: int = _END.unpack_from(end, start)[5]
    wide = end.rfind(b"PK\x06\x06", 0, start)
    if size == 0xFFFF_FFFF and wide >= 0 and start - wide >= _WIDE_END.size:
        size = _WIDE_END.unpack_from(end, wide)[8]
    return size


def _open_member(archive: ZipFile, entry: ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(entry))


def _is_of_the_system(name: str) -> bool:
    """Hidden folders, and what macOS adds to each archive: not entered, as in folders on the disk."""
    folders = name.split("/")[:-1]
    return any(folder == "__MACOSX" or (folder.startswith(".") and folder not in {".", ".."}) for folder in folders)


def _fault_of(entry: ZipInfo) -> str | None:
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "its name leads out of the archive"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "a link or a device, not a file"
    if parts[-1].startswith("."):
        return "hidden file"
    return None
