"""The seal of a generation: sizes and checksums of its files, kept in the catalog and compared before every opening."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

__all__ = ["FileMark", "Seal", "sync_tree"]


@dataclass(frozen=True, slots=True)
class FileMark:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The files of a generation, by their path in its folder."""

    files: Mapping[str, FileMark]

    @classmethod
    def of(cls, folder: Path, names: list[str]) -> Self:
        return cls({name: _mark(folder / name) for name in sorted(names)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls({name: FileMark(int(size), str(digest)) for name, (size, digest) in json.loads(text).items()})

    def to_json(self) -> str:
        return json.dumps({name: [mark.size, mark.sha256] for name, mark in self.files.items()})

    def broken_files(self, folder: Path) -> list[str]:
        """The sealed files that are gone or no longer what they were. Reads every byte of those of the right size."""
        return [name for name, mark in self.files.items() if not _is_same(folder / name, mark)]


def sync_tree(folder: Path) -> None:
    """Bring every file below the folder, and the folders' own entries, to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        if os.name == "posix":
            _sync(Path(parent))
    if os.name == "posix":
        _sync(folder.parent)


def _is_same(path: Path, mark: FileMark) -> bool:
    try:
        return path.stat().st_size == mark.size and _mark(path) == mark
    except OSError:
        return False


def _mark(path: Path) -> FileMark:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileMark(path.stat().st_size, digest)


def _sync(path: Path) -> None:
    # Windows flushes only what is open for writing; POSIX opens folders only for reading.
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
