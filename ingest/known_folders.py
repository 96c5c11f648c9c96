"""A folder that was ingested before under another name or in another place is known by what is in it.

The name of a folder is part of its articles' identities: without this a folder that was renamed would be stored twice.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from ingest.clean import storable
from ingest.sources import FoundFile, Note, walk
from ingest.sources.reading import Unreadable, open_file

__all__ = ["Keeper", "KnownFolder", "recognise_folders"]

_PREFIX = "folder:"
_MOST_FILES = 50
"""Files that are compared: enough to tell two folders apart that only have names of files in common."""
_MOST_LISTED = 5_000
_BYTES = 65_536
_ALIKE = 0.8
"""The share of the remembered files that a folder must still have, byte for byte."""
_HALF, _MAY_BE_GONE, _FEW = 0.5, 0.1, 3
"""Or half of them byte for byte and hardly one gone: of a few files, one that was edited is a large share."""


@dataclass(frozen=True, slots=True)
class KnownFolder:
    root: Path
    name: str
    """The name that it was first ingested under: part of its articles' identities."""
    moved_from: tuple[Path, ...] = ()
    """Where it was and is no longer; nothing for a copy beside the first."""
    note: Note | None = None


class Keeper(Protocol):
    """What keeps texts between two runs; `Writer` is one."""

    def recall(self, key: str) -> str | None: ...
    def recall_each(self, prefix: str) -> Iterator[tuple[str, str]]: ...
    def remember(self, key: str, value: str | None) -> None: ...


def recognise_folders(roots: Sequence[Path], keeper: Keeper) -> Iterator[KnownFolder]:
    """Each folder among the roots with what is known of it.

    A folder that was moved still has most of its files; a copy beside it counts while both hold exactly the same.
    """
    for root in roots:
        if not root.is_dir():
            continue
        place, marks = root.resolve(), _fingerprints(root)
        key = _PREFIX + hashlib.sha256(str(place).encode(errors="replace")).hexdigest()[:16]
        own = place.name or str(place)
        known = keeper.recall(key)
        earlier = list(_earlier(place, marks, keeper)) if not known else []
        gone = [one for one in earlier if not one.place.is_dir()]
        there = next((str(one.place) for one in earlier if one not in gone), None)
        name, first = _still(known, own, marks) if known else (earlier[0].name if earlier else own, there)
        for one in gone:
            keeper.remember(one.key, None)  # it is this folder now
        keeper.remember(key, json.dumps({"name": name, "first": first, "place": str(place), "files": marks}))
        said = f'Its articles were ingested before, from a folder named "{name}": they are the same.'
        is_news = bool(earlier) and name != own
        moved_from = tuple(one.place for one in gone)
        yield KnownFolder(root, name, moved_from, Note(storable(str(root))[0], said) if is_news else None)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What is remembered of a folder."""

    key: str
    name: str
    place: Path


def _earlier(place: Path, marks: Mapping[str, str], keeper: Keeper) -> Iterator[_Earlier]:
    """The folders that this one was, or is a copy of."""
    for key, record in keeper.recall_each(_PREFIX):
        fields = _fields_of(record)
        first, files = str(fields.get("place", "")), _files_in(fields)
        there = Path(first)
        if first and there.is_dir() and not there.samefile(place):
            is_same = bool(marks) and _fingerprints(there) == marks
        else:
            is_same = bool(files) and _is_still(place, files)
        if is_same:
            yield _Earlier(key, str(fields.get("name")), there)


def _is_still(place: Path, files: Mapping[str, str]) -> bool:
    """Whether a folder has most of the remembered files."""
    now = [_fingerprint(FoundFile(place / below, "", below)) for below in files]
    same = sum(mark == before for mark, before in zip(now, files.values(), strict=True)) / len(files)
    may_be_gone = max(_MAY_BE_GONE * len(files), len(files) >= _FEW)
    return same >= _ALIKE or (same >= _HALF and now.count(None) <= may_be_gone)


def _still(record: str, own: str, marks: Mapping[str, str]) -> tuple[str, str | None]:
    """The name it goes by, unless the folder that it was a copy of is still there and has become another."""
    fields = _fields_of(record)
    first = fields.get("first")
    if isinstance(first, str) and Path(first).is_dir() and _fingerprints(Path(first)) != marks:
        return own, None
    return str(fields.get("name", own)), first if isinstance(first, str) else None


def _fingerprints(root: Path) -> dict[str, str]:
    found = (item for item in islice(walk([root]), _MOST_LISTED) if isinstance(item, FoundFile))
    marks = ((item.below_root, _fingerprint(item)) for item in islice(found, _MOST_FILES))
    return {below: mark for below, mark in marks if mark is not None}


def _fingerprint(file: FoundFile) -> str | None:
    with suppress(OSError, Unreadable, ValueError), open_file(file) as stream:
        return f"{file.path.stat().st_size}:{hashlib.sha256(stream.read(_BYTES)).hexdigest()[:32]}"
    return None


def _files_in(fields: Mapping[str, object]) -> dict[str, str]:
    files = fields.get("files")
    return {str(below): str(mark) for below, mark in files.items()} if isinstance(files, dict) else {}


def _fields_of(record: str) -> dict[str, object]:
    with suppress(ValueError):
        fields = json.loads(record)
        return fields if isinstance(fields, dict) else {}
    return {}
