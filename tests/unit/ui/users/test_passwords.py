"""Passwords: hashed, few at once, the same work for everybody."""

import asyncio

import pytest

from assistant.errors import InputError
from ui.users.passwords import MAX_CHARACTERS, Passwords, TooManySignIns, check_new


def test_a_password_matches_itself_alone() -> None:
    passwords = Passwords()
    stored = passwords.hash("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert "horse" not in stored

    async def check(known: str | None, given: str) -> bool:
        return await passwords.matches(known, given)

    assert asyncio.run(check(stored, "correct horse battery"))
    for given in ("correct horse batter", "", "x\x00y", "\ud800", "y" * (MAX_CHARACTERS + 1)):
        assert not asyncio.run(check(stored, given))
    assert not asyncio.run(check(None, "the password of nobody"))
    assert not asyncio.run(check("no hash at all", "correct horse battery"))
    accented = passwords.hash("cafe\u0301 cafe\u0301")
    assert asyncio.run(check(accented, "caf\u00e9 caf\u00e9"))


class Counted(Passwords):
    """Notes how many are checked at the same time, and for whom."""

    def __init__(self) -> None:
        super().__init__()
        self.most = self.now = 0
        self.verified: list[str | None] = []

    def _verify(self, stored: str | None, given: str) -> bool:
        self.now += 1
        self.most = max(self.most, self.now)
        self.verified.append(stored)
        try:
            return super()._verify(stored, given)
        finally:
            self.now -= 1


@pytest.mark.slow
def test_a_crowd_waits_and_a_larger_one_is_sent_away() -> None:
    passwords = Counted()

    async def crowd() -> list[object]:
        tries = [passwords.matches(None, "x") for _ in range(30)]
        return await asyncio.gather(*tries, return_exceptions=True)

    outcomes = asyncio.run(crowd())
    assert passwords.most <= 2
    assert outcomes.count(False) == 16
    assert sum(isinstance(one, TooManySignIns) for one in outcomes) == 14
    assert passwords.verified == [None] * 16, "the work is done for a name that does not exist, too"


def test_a_new_password_has_a_length() -> None:
    check_new("ten signs!")
    for given in ("short", "", "x" * (MAX_CHARACTERS + 1)):
        with pytest.raises(InputError, match="10 to 1,000"):
            check_new(given)
