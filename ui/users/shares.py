"""Answers and conversations that their readers share by link: beside the users' file, for every process that serves."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from assistant.errors import InputError
from ui.language import say
from ui.users.private_file import PrivateFile

__all__ = ["Share", "Shares"]

_MOST_OF_ONE = 200


@dataclass(frozen=True, slots=True)
class Share:
    """Whose it is, and the id of a conversation or of one of its turns."""

    owner: str
    name: str


class Shares:
    """A link is a random word; what it leads to is read from the readers' store whenever somebody opens it."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._file = PrivateFile(path)
        self._clock = clock

    @classmethod
    def beside(cls, users_path: Path) -> Self:
        """Those of the users in this file."""
        return cls(users_path.with_name(f"{users_path.name}.shares"))

    def word_of(self, share: Share) -> str | None:
        return next((word for word, one in self._all().items() if one == share), None)

    def find(self, word: str) -> Share | None:
        return self._all().get(word)

    def begin(self, share: Share) -> str:
        """The word of its link, the same as long as it is shared. Raises InputError where a reader shares too many."""
        with self._file.changing() as content:
            mine = {one: word for word, one in _shares_in(content).items() if one.owner == share.owner}
            if share in mine:
                return mine[share]
            if len(mine) >= _MOST_OF_ONE:
                raise InputError(say("share.too_many", n=_MOST_OF_ONE))
            word = secrets.token_urlsafe(24)
            began = self._clock().isoformat(timespec="seconds")
            content[word] = {"owner": share.owner, "name": share.name, "shared_at": began}
        return word

    def end(self, share: Share) -> None:
        self._end(lambda one: one == share)

    def end_all_of(self, owner: str) -> None:
        self._end(lambda one: one.owner == owner)

    def _end(self, is_meant: Callable[[Share], bool]) -> None:
        if not any(map(is_meant, self._all().values())):
            return  # else a file would be made where nothing was ever shared
        with self._file.changing() as content:
            for word, share in _shares_in(content).items():
                if is_meant(share):
                    del content[word]

    def _all(self) -> dict[str, Share]:
        return _shares_in(self._file.read())


def _shares_in(content: Mapping[str, Any]) -> dict[str, Share]:
    return {
        word: Share(str(row.get("owner")), str(row.get("name")))
        for word, row in content.items()
        if isinstance(row, dict)
    }
