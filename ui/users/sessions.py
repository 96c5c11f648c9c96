"""Who is signed in: sessions beside the users' file, so that every process that serves the archive knows them."""

import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeGuard

from ui.users.private_file import PrivateFile
from ui.users.records import User, Users

__all__ = ["Sessions"]

_MOST_OF_ONE = 20
_MOST = 5_000
_SLACK = 3_600.0
"""Seconds by which a clock is put right without anybody having to sign in anew."""


class Sessions:
    """A session is a random cookie, kept as its hash; it ends by signing out, in time, with its user or password."""

    def __init__(self, path: Path, *, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self._file = PrivateFile(path)
        self._clock = clock
        self.seconds = int(seconds)

    def begin(self, user: User) -> str:
        """The cookie of a new session; the oldest ones of a user with many end."""
        cookie = secrets.token_urlsafe(32)
        now = self._clock()
        with self._file.changing() as content:
            live = {key: row for key, row in content.items() if _is_row(row) and row["expires_at"] > now}
            row = {"name": user.name, "password": _mark(user), "expires_at": now + self.seconds}
            _drop_oldest(live, [key for key, one in live.items() if one["name"] == user.name], _MOST_OF_ONE - 1)
            _drop_oldest(live, list(live), _MOST - 1)
            live[_hash(cookie)] = row
            content.clear()
            content.update(live)
        return cookie

    def user(self, cookie: str, users: Users) -> User | None:
        """Whose session it is, if it still is one."""
        row = self._file.read().get(_hash(cookie))
        if not _is_row(row) or not 0 < row["expires_at"] - self._clock() <= self.seconds + _SLACK:
            return None  # ended; or begun in what is the future now, after the clock was set back
        user = users.get(row["name"])
        return user if user is not None and _mark(user) == row.get("password") else None

    def end(self, cookie: str) -> None:
        if _hash(cookie) in self._file.read():
            with self._file.changing() as content:
                content.pop(_hash(cookie), None)


def _drop_oldest(live: dict[str, Any], keys: list[str], kept: int) -> None:
    for key in keys[: max(0, len(keys) - kept)]:  # in the order they began
        live.pop(key, None)


def _is_row(row: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("expires_at"), int | float)


def _mark(user: User) -> str:
    """Changes with the password, and when a user is removed and added anew."""
    return sha256(f"{user.password}{user.created_at}".encode()).hexdigest()[:32]


def _hash(cookie: str) -> str:
    return sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()
