"""Passwords, hashed by Argon2id; few at a time, and as slow for a name that does not exist."""

import asyncio
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import CopydeskError, InputError

__all__ = ["MAX_CHARACTERS", "MIN_CHARACTERS", "Passwords", "TooManySignIns", "check_new"]

MIN_CHARACTERS, MAX_CHARACTERS = 10, 1000
_AT_ONCE = 2
_MOST_WAITING = 16


class TooManySignIns(CopydeskError):
    """More people sign in at once than passwords are checked."""

    may_retry = True


class Passwords:
    """OWASP's smaller setting for Argon2id: 19 MiB and about 20 ms, so that sign-ins never crowd out questions."""

    def __init__(self, *, memory_kib: int = 19_456) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
        self._seats = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    def hash(self, password: str) -> str:
        return self._hasher.hash(_normal(password))

    async def matches(self, stored: str | None, given: str) -> bool:
        """Whether it is the password; without a stored one the same work is done for nothing. Raises TooManySignIns."""
        if len(given) > MAX_CHARACTERS:
            return False
        if self._waiting >= _MOST_WAITING:
            message = "Too many sign-ins at once. Try again in a moment."
            raise TooManySignIns(message)
        self._waiting += 1
        try:
            async with self._seats:
                return await asyncio.to_thread(self._verify, stored, given)
        finally:
            self._waiting -= 1

    @cached_property
    def _nobodys(self) -> str:
        return self.hash("the password of nobody")

    def _verify(self, stored: str | None, given: str) -> bool:
        nobodys = self._nobodys
        try:
            return self._hasher.verify(stored or nobodys, _normal(given)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def check_new(password: str) -> None:
    """Raises InputError where it is too short or too long to be a password."""
    if not MIN_CHARACTERS <= len(_normal(password)) <= MAX_CHARACTERS:
        message = f"A password needs {MIN_CHARACTERS} to {MAX_CHARACTERS:,} characters. Several words are easy to keep."
        raise InputError(message)


def _normal(password: str) -> bytes:
    """Keyboards write one letter in two ways."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
