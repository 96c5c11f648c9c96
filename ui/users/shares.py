"""Answers and conversations that their readers share by link: beside the users' file, for every process that serves."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

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
            mine = {word: row for word, row in content.items() if row.get("owner") == share.owner}
            known = next((word for word, row in mine.items() if row.get("name") == share.name), None)
            if known is not None:
                return known
            if len(mine) >= _MOST_OF_ONE:
                raise InputError(say("share.too_many", n=_MOST_OF_ONE))
            word = secrets.token_urlsafe(24)
            began = self._clock().isoformat(timespec="seconds")
            content[word] = {"owner": share.owner, "name": share.name, "shared_at": began}
        return word

    def end(self, share: Share) -> None:
        with self._file.changing() as content:
            for word, row in list(content.items()):
                if (row.get("owner"), row.get("name")) == (share.owner, share.name):
                    del content[word]

    def end_all_of(self, owner: str) -> None:
        if all(share.owner != owner for share in self._all().values()):
            return
        with self._file.changing() as content:
            for word, row in list(content.items()):
                if row.get("owner") == owner:
                    del content[word]

    def _all(self) -> dict[str, Share]:
        rows = self._file.read().items()
        return {word: Share(str(row.get("owner")), str(row.get("name"))) for word, row in rows if isinstance(row, dict)}
