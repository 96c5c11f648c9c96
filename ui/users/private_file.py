"""A small JSON file that is for the user of this process alone."""

import json
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock
from typing import Any

from assistant.archive.catalog.locks import exclusive_lock
from assistant.errors import SettingsError

__all__ = ["PrivateFile"]

_MAX_BYTES = 16_000_000
_WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.02
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class PrivateFile:
    """Mode 600, written whole or not at all, by one process at a time; what another process wrote is seen at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._content: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """What is in it, not to be changed; empty where there is no file. Raises SettingsError."""
        with self._lock:
            try:
                found = self.path.stat()
                now = (found.st_mtime_ns, found.st_ino, found.st_size)
                if now != self._seen:
                    self._check(found)
                    self._content = _parse(self.path.read_bytes())
                    self._seen = now
            except FileNotFoundError:
                self._seen, self._content = None, {}
            except (OSError, ValueError, TypeError) as error:
                self._seen = None
                reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not what it was"
                message = f"{self.path} cannot be read: {reason}. Correct it or take it away."
                raise SettingsError(message) from None
            return self._content

    @contextmanager
    def changing(self) -> Iterator[dict[str, Any]]:
        """A copy to change; written on leaving without an exception. Raises SettingsError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._held():
                content = json.loads(json.dumps(self.read()))
                yield content
                self._write(json.dumps(content, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror}. Name another place with COPYDESK_USERS."
            raise SettingsError(message) from None

    @contextmanager
    def _held(self) -> Iterator[None]:
        pause = Event()
        lock = self.path.with_name(f"{self.path.name}.lock")
        for _ in range(int(_WAIT_SECONDS / _PAUSE_SECONDS)):
            with exclusive_lock(lock) as is_ours:
                if is_ours:
                    yield
                    return
            pause.wait(_PAUSE_SECONDS)
        message = f"Another process is writing {self.path}. Try again."
        raise SettingsError(message)

    def _check(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_BYTES:
            raise ValueError
        if sys.platform == "win32":
            return
        if found.st_mode & _OTHERS_MAY_WRITE or found.st_uid not in (os.geteuid(), 0):
            message = f"Others could write {self.path}. Make it yours alone: chmod 600."
            raise SettingsError(message)

    def _write(self, content: bytes) -> None:
        place = self.path.resolve()
        draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise


def _parse(content: bytes) -> dict[str, Any]:
    parsed = json.loads(content)
    if not isinstance(parsed, dict):
        raise TypeError
    return parsed
