"""Sessions: known to every process, ended by time, sign-out, a new password, removal."""

from pathlib import Path

import pytest

from ui.users.records import User, Users
from ui.users.sessions import Sessions


@pytest.fixture
def users(tmp_path: Path) -> Users:
    found = Users(tmp_path / "users.json")
    found.put("ana", "reader", "hash")
    found.put("ben", "reader", "hash")
    return found


def named(users: Users, name: str) -> User:
    found = users.get(name)
    assert found is not None
    return found


def test_a_session_is_its_users_in_every_process(users: Users, tmp_path: Path) -> None:
    here, there = (Sessions(tmp_path / "s", seconds=60) for _ in range(2))
    cookie = here.begin(named(users, "ana"))
    assert cookie not in (tmp_path / "s").read_text()
    user = there.user(cookie, users)
    assert user is not None
    assert user.name == "ana"
    assert there.user(cookie + "x", users) is None
    there.end(cookie)
    there.end("none")
    assert here.user(cookie, users) is None


def test_a_session_ends_with_its_time_its_password_its_user(users: Users, tmp_path: Path) -> None:
    now = 0.0
    sessions = Sessions(tmp_path / "s", seconds=60, clock=lambda: now)
    cookie = sessions.begin(named(users, "ana"))
    users.put("ana", "editor", "hash")
    user = sessions.user(cookie, users)
    assert user is not None
    assert user.role == "editor", "a role counts from the next request on"
    now = 61.0
    assert sessions.user(cookie, users) is None
    cookie = sessions.begin(named(users, "ana"))
    users.put("ana", "reader", "another hash")
    assert sessions.user(cookie, users) is None
    cookie = sessions.begin(named(users, "ana"))
    users.remove("ana")
    assert sessions.user(cookie, users) is None


def test_how_many_are_kept_is_bounded(users: Users, tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "s", seconds=60)
    other = sessions.begin(named(users, "ben"))
    cookies = [sessions.begin(named(users, "ana")) for _ in range(25)]
    assert [sessions.user(cookie, users) is not None for cookie in cookies] == [False] * 5 + [True] * 20
    assert sessions.user(other, users) is not None


def test_a_clock_that_is_set_back_gives_no_session_a_longer_life(users: Users, tmp_path: Path) -> None:
    now = 1_000_000_000.0
    sessions = Sessions(tmp_path / "s", seconds=86_400, clock=lambda: now)
    cookie = sessions.begin(named(users, "ana"))
    now -= 600
    assert sessions.user(cookie, users) is not None, "a clock that was put right"
    now -= 366 * 86_400
    assert sessions.user(cookie, users) is None
    later = sessions.begin(named(users, "ana"))
    assert sessions.user(later, users) is not None
