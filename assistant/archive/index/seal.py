"""The seal of a segment: sizes and checksums of its files, kept in the catalog.

Reading every byte of a large archive takes seconds, so a file that was found whole is read again only when its size or
its time of change is another; `copydesk doctor` reads all of them.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self

__all__ = ["CHECKED", "FileMark", "Seal", "sync_tree"]

CHECKED = "checked.json"
"""Beside the sealed files: which of them were found whole, with the size and time of change they had then."""


@dataclass(frozen=True, slots=True)
class FileMark:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The files of a segment, by their path in its folder."""

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

    def remember_whole(self, folder: Path) -> None:
        """Note that the files, which were read for this seal just now, need not be read again."""
        _write_checked(folder, {name: _state_of(folder / name, mark) for name, mark in self.files.items()})

    def broken_since_check(self, folder: Path) -> list[str]:
        """The same, but of a file that is as it was when a check found it whole no byte is read."""
        before = _read_checked(folder)
        states = {name: _state_of(folder / name, mark) for name, mark in self.files.items()}
        broken = [
            name
            for name, mark in self.files.items()
            if (states[name] is None or before.get(name) != states[name]) and not _is_same(folder / name, mark)
        ]
        whole = {name: state for name, state in states.items() if state is not None and name not in broken}
        if whole != before:
            _write_checked(folder, whole)
        return broken


def sync_tree(folder: Path) -> None:
    """Bring every file below the folder, and the folders' own entries, to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        if os.name == "posix":
            _sync(Path(parent))
    if os.name == "posix":
        _sync(folder.parent)


def _state_of(path: Path, mark: FileMark) -> list[int | str] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, mark.sha256]


def _read_checked(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / CHECKED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_checked(folder: Path, states: Mapping[str, object]) -> None:
    """Where that is allowed; else the next opening reads the files again."""
    unfinished = folder / f"{CHECKED}.{token_hex(4)}"
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(states, file)
        unfinished.replace(folder / CHECKED)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


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
