"""Which articles each ingested root holds, so that `--sync` can take out what has vanished from it.

The archive remembers every article under each root it came from, with the file it was in. An article has vanished when
its root was read to the end, without it, and its file was not among those that could not be read. One that another root
holds too stays.
"""

import hashlib
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ingest.clean import storable
from ingest.sources.found import Skip

__all__ = ["Holdings", "Keeper", "number_of"]

_PLACE_IN_FILE = re.compile(r":[a-z]+ \d+\b.*$", re.DOTALL)
"""What follows a file's path in the name of one of its rows: `articles.jsonl:line 3`."""
_MOST_FRESH = 256
"""Notes that wait in memory to be kept."""


class Keeper(Protocol):
    """What keeps texts between two runs; `Writer` is one."""

    def recall(self, key: str) -> str | None: ...
    def recall_each(self, prefix: str) -> Iterator[tuple[str, str]]: ...
    def remember_many(self, values: Mapping[str, str | None]) -> None: ...


def number_of(article_id: str) -> int:
    """Eight bytes that stand for an id where very many are held in memory."""
    return int.from_bytes(hashlib.blake2b(article_id.encode(), digest_size=8).digest(), "little")


class Holdings:
    """The articles of the roots of one run. In memory are eight bytes of each; the rest is in the archive."""

    _keeper: Keeper

    def __init__(self, roots: Sequence[Path], source_name: str | None) -> None:
        self._keys = {storable(str(root))[0]: _key_of(root, source_name) for root in roots}
        self._met = {key: array("Q") for key in self._keys.values()}
        self._fresh: dict[str, str] = {}

    def begin(self, keeper: Keeper) -> None:
        """Belongs before everything else: `keeper` knows what the roots held last time."""
        self._keeper = keeper

    def adopt(self, root: Path, moved_from: Path) -> None:
        """A root that lay elsewhere holds what it held there."""
        key, old = self._keys[storable(str(root))[0]], _key_of(moved_from, None)
        held = dict(self._keeper.recall_each(f"{old}:"))
        if key != old and held:
            moved = {f"{key}:{name.removeprefix(f'{old}:')}": file for name, file in held.items()}
            self._keeper.remember_many({**moved, **dict.fromkeys(held)})

    def note(self, article_id: str, source: str) -> None:
        """An article that is on the disk was met, in this file or row."""
        key, file = self._place(source)
        if key is None:
            return
        self._met[key].append(number_of(article_id))
        self._fresh[f"{key}:{article_id}"] = file
        if len(self._fresh) >= _MOST_FRESH:
            self.keep()

    def keep(self) -> None:
        """Remember what was noted since the last time."""
        changed = {name: file for name, file in self._fresh.items() if self._keeper.recall(name) != file}
        if changed:
            self._keeper.remember_many(changed)
        self._fresh = {}

    def reason_not_to_sync(self, skips: Iterable[Skip]) -> str | None:
        """Why nothing may be taken out, in words: the source was not read whole. None where it was."""
        for skip in skips:
            if Path(skip.source).is_dir() and self._place(skip.source)[0] is not None:
                return f"the folder {skip.source} was not read ({skip.reason})"
        for root, key in self._keys.items():
            count = 0 if self._met[key] else sum(1 for _ in self._keeper.recall_each(f"{key}:"))
            if count:
                return f"no article was found in {root}, which held {count:,}"
        return None

    def vanished(self, skips: Iterable[Skip]) -> dict[str, str]:
        """Articles that no root of this run has any more, with the file each was in; not those in files skipped."""
        unread = {self._place(skip.source) for skip in skips}
        is_met = _finder(self._met.values())
        return {
            name.removeprefix(f"{key}:"): file
            for key in dict.fromkeys(self._keys.values())
            for name, file in self._keeper.recall_each(f"{key}:")
            if not is_met(name.removeprefix(f"{key}:"))
            and not any(key == other and _is_below(file, place) for other, place in unread)
        }

    def held_elsewhere(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that a root outside this run holds too."""
        own, wanted = set(self._keys.values()), set(article_ids)
        places = (name.rpartition(":") for name, _ in self._keeper.recall_each("root:"))
        return {article_id for key, _, article_id in places if key not in own and article_id in wanted}

    def drop(self, article_ids: Iterable[str]) -> None:
        """Forget that the roots held these articles; belongs after they were taken out."""
        self._keeper.remember_many({f"{key}:{one}": None for one in article_ids for key in self._keys.values()})

    def _place(self, source: str) -> tuple[str | None, str]:
        """The root's key and the file's path below it, however the root was written; no key for what is in no root."""
        file = _PLACE_IN_FILE.sub("", source)
        for root, key in self._keys.items():
            if root == ".":
                return key, file  # `Path` writes what is below the current folder without a dot
            if _is_below(file, root):
                return key, file.removeprefix(root).lstrip("/\\")
        return None, file


def _finder(met: "Iterable[array[int]]") -> Callable[[str], bool]:
    """Says of an id whether it is among these."""
    import numpy as np

    numbers = np.unique(np.concatenate([np.empty(0, np.uint64), *(np.frombuffer(one, np.uint64) for one in met)]))

    def is_met(article_id: str) -> bool:
        number = np.uint64(number_of(article_id))
        place = int(np.searchsorted(numbers, number))
        return place < len(numbers) and bool(numbers[place] == number)

    return is_met


def _key_of(root: Path, source_name: str | None) -> str:
    """Roots are told apart by where they are and by the name they were given, which is part of identities."""
    return "root:" + hashlib.sha256(f"{root.resolve()}\0{source_name or ''}".encode(errors="replace")).hexdigest()[:16]


def _is_below(file: str, place: str) -> bool:
    return not place or file == place or file.startswith((f"{place}/", f"{place}\\", f"{place}!"))
