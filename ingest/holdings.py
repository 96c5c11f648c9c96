"""Which articles each ingested root holds, so that `--sync` can take out what has vanished from it.

The archive remembers every article under each root it came from, with the file it was in. An article has vanished when
its root was read to the end, without it, and its file was not among those that could not be read. One that another root
holds too stays.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ingest.clean import storable
from ingest.sources.found import Skip

__all__ = ["Holdings", "Keeper"]

_PLACE_IN_FILE = re.compile(r":[a-z]+ \d+\b.*$", re.DOTALL)
"""What follows a file's path in the name of one of its rows: `articles.jsonl:line 3`."""


class Keeper(Protocol):
    """What keeps texts between two runs; `Writer` is one."""

    def recall_all(self, prefix: str) -> dict[str, str]: ...
    def remember_many(self, values: Mapping[str, str | None]) -> None: ...


class Holdings:
    """The articles of the roots of one run."""

    def __init__(self, roots: Sequence[Path], source_name: str | None) -> None:
        self._keys = {storable(str(root))[0]: _key_of(root, source_name) for root in roots}
        self._known: dict[str, dict[str, str]] = {}
        self._met: dict[str, set[str]] = {key: set() for key in self._keys.values()}
        self._fresh: dict[str, str | None] = {}

    def begin(self, keeper: Keeper) -> None:
        """Read what the roots held last time."""
        for key in self._keys.values():
            prefix = f"{key}:"
            self._known[key] = {name.removeprefix(prefix): source for name, source in keeper.recall_all(prefix).items()}

    def note(self, article_id: str, source: str) -> None:
        """An article was met, in this file or row."""
        key, file = self._place(source)
        if key is None:
            return
        self._met[key].add(article_id)
        if self._known.get(key, {}).get(article_id) != file:
            self._fresh[f"{key}:{article_id}"] = file

    def keep(self, keeper: Keeper) -> None:
        """Remember what was noted since the last time; belongs after the articles are on the disk."""
        if self._fresh:
            keeper.remember_many(self._fresh)
            self._fresh = {}

    def reason_not_to_sync(self, skips: Iterable[Skip]) -> str | None:
        """Why nothing may be taken out, in words: the source was not read whole. None where it was."""
        for skip in skips:
            if Path(skip.source).is_dir() and self._place(skip.source)[0] is not None:
                return f"the folder {skip.source} was not read ({skip.reason})"
        for root, key in self._keys.items():
            if self._known.get(key) and not self._met[key]:
                return f"no article was found in {root}, which held {len(self._known[key]):,}"
        return None

    def vanished(self, skips: Iterable[Skip]) -> dict[str, str]:
        """Articles that no root of this run has any more, with the file each was in; not those in files skipped."""
        unread = {self._place(skip.source) for skip in skips}
        met = set().union(*self._met.values())
        return {
            article_id: file
            for key, known in self._known.items()
            for article_id, file in known.items()
            if article_id not in met and not any(key == other and _is_below(file, place) for other, place in unread)
        }

    def held_elsewhere(self, article_ids: Iterable[str], keeper: Keeper) -> set[str]:
        """Those of the articles that a root outside this run holds too."""
        own, wanted = set(self._keys.values()), set(article_ids)
        places = (name.rpartition(":") for name in keeper.recall_all("root:"))
        return {article_id for key, _, article_id in places if key not in own and article_id in wanted}

    def drop(self, article_ids: Iterable[str], keeper: Keeper) -> None:
        """Forget that the roots held these articles; belongs after they were taken out."""
        keeper.remember_many({f"{key}:{one}": None for one in article_ids for key in self._keys.values()})

    def _place(self, source: str) -> tuple[str | None, str]:
        """The root's key and the file's path below it, however the root was written; no key for what is in no root."""
        file = _PLACE_IN_FILE.sub("", source)
        for root, key in self._keys.items():
            if root == ".":
                return key, file  # `Path` writes what is below the current folder without a dot
            if _is_below(file, root):
                return key, file.removeprefix(root).lstrip("/\\")
        return None, file


def _key_of(root: Path, source_name: str | None) -> str:
    """Roots are told apart by where they are and by the name they were given, which is part of identities."""
    return "root:" + hashlib.sha256(f"{root.resolve()}\0{source_name or ''}".encode(errors="replace")).hexdigest()[:16]


def _is_below(file: str, place: str) -> bool:
    return not place or file == place or file.startswith((f"{place}/", f"{place}\\", f"{place}!"))
