"""Where the blocks of a bulk ingest lie: a folder, here or anywhere that fsspec reaches."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from assistant.errors import InputError
from ingest.bulk.stored import DamagedBlock, StoredBlock, read_keys, unpack

__all__ = ["BlockPlace"]

SUFFIX, PART = ".parquet", ".part"
_NAME = re.compile(r"([0-9a-f]{40})\.parquet")
_HALF_NAME = re.compile(r"\.[0-9a-f]{40}-[0-9a-f]{8}\.part")
_MOST_BYTES = 1_000_000_000
_LEFT_SECONDS = 3600
"""No writer takes so long for one block: its half file was left by one that is gone."""
_READERS = 16
"""Blocks that are looked into at once: elsewhere each costs a round trip."""
_IN_MEMORY = frozenset({"memory"})


class BlockPlace:
    """Blocks by name. A name that is there has a whole file, whenever a writer was killed."""

    def __init__(self, files: Any, folder: str) -> None:
        """A file system of fsspec's and a path in it; see `at`."""
        self._files = files
        self._folder = folder.rstrip("/")
        self.is_local = isinstance(files, import_module("fsspec.implementations.local").LocalFileSystem)

    @classmethod
    def at(cls, address: str, *, is_for_all: bool = True) -> Self:
        """A path, or an address such as `s3://bucket/folder`; `is_for_all`: other processes are to reach it too.

        Raises InputError for what cannot be one.
        """
        core = import_module("fsspec.core")
        try:
            files, folder = core.url_to_fs(os.path.expanduser(address))  # noqa: PTH111  # an address is no path
        except (ImportError, ValueError) as error:
            message = f"--to {address} cannot be used: {error}"
            raise InputError(message) from None
        protocols = {files.protocol} if isinstance(files.protocol, str) else set(files.protocol)
        if is_for_all and protocols & _IN_MEMORY:
            message = f"--to {address} is gone when the command ends. Name a folder, or an address such as s3://…"
            raise InputError(message)
        return cls(files, str(folder))

    @property
    def address(self) -> str:
        """The same place, wherever a process stands."""
        return str(self._files.unstrip_protocol(self._folder))

    def prepare(self) -> None:
        """Make the folder; on this machine for its owner alone, since articles lie in it. Raises InputError."""
        try:
            if self.is_local:
                Path(self._folder).mkdir(mode=0o700, parents=True, exist_ok=True)
            else:
                self._files.makedirs(self._folder, exist_ok=True)
        except OSError as error:
            message = f"The folder {self._folder} for the blocks cannot be made: {error.strerror or error}."
            raise InputError(message) from None

    def names(self) -> set[str]:
        """Of all blocks that are there; other files are none of ours, and a block of such a size is made anew. What a
        killed writer left half-written here is removed."""
        self._files.invalidate_cache(self._folder)
        found = set()
        for entry in self._files.ls(self._folder, detail=True):
            path = str(entry["name"])
            name = path.rpartition("/")[2]
            if (match := _NAME.fullmatch(name)) is not None:
                found |= {match[1]} if (entry.get("size") or 0) <= _MOST_BYTES else set()
            elif self.is_local and _HALF_NAME.fullmatch(name):
                _remove_if_old(Path(path))
        return found

    def write(self, name: str, content: bytes) -> None:
        """On the disk when this returns, whole or not at all. Raises OSError."""
        if not self.is_local:
            self._files.pipe_file(self._path(name), content)  # an object store shows an object once it is whole
            return
        part = Path(self._folder, f".{name}-{uuid4().hex[:8]}{PART}")
        try:
            with open(part, "wb", opener=_private) as file:  # Path.open takes no opener
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path(name))
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def read(self, name: str) -> StoredBlock:
        """Raises DamagedBlock and OSError."""
        return unpack(self._files.cat_file(self._path(name)))

    def remove(self, name: str) -> None:
        self._files.rm_file(self._path(name))

    def keys(self, names: Sequence[str]) -> Iterator[tuple[str, list[bytes]]]:
        """Of each block the keys that have a vector in it. A damaged block is removed: it is made anew."""
        with ThreadPoolExecutor(_READERS) as readers:
            for name, keys in zip(names, readers.map(self._keys, names), strict=True):
                if keys is not None:
                    yield name, keys

    def _keys(self, name: str) -> list[bytes] | None:
        try:
            with self._files.open(self._path(name), "rb") as file:
                return read_keys(file)
        except DamagedBlock:
            self.remove(name)
            return None

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}{SUFFIX}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove_if_old(path: Path) -> None:
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _LEFT_SECONDS:
            path.unlink()
