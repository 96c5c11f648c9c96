"""Users, roles and tokens in their file."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError, SettingsError
from ui.users.records import Users, canonical_name


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "users.json")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Ana", "ana"),
        (" María ", "maría"),
        ("MARI\u0301A", "maría"),
        ("a.b-c_d@e+f", "a.b-c_d@e+f"),
        ("\uff21na", "ana"),
        ("", None),
        ("-a", None),
        ("a b", None),
        ("a:b", None),
        ("a\x00b", None),
        ("a/b", None),
        ("a\nb", None),
        ("a\u202eb", None),
        ("x" * 65, None),
        ("\ud800", None),
    ],
)
def test_a_name_has_one_spelling(given: str, name: str | None) -> None:
    assert canonical_name(given) == name


def test_users_come_change_and_go(users: Users) -> None:
    assert users.put("Ana", "reader", "hash")
    assert not users.put("ANA", "editor", "other")
    found = users.get("ana")
    assert found is not None
    assert (found.name, found.role, found.password) == ("ana", "editor", "other")
    assert users.get("ben") is None
    assert users.get("\x00") is None
    assert users.remove("Ana")
    assert not users.remove("Ana")
    assert dict(users.all()) == {}
    with pytest.raises(InputError, match="letters"):
        users.put("a b", "reader", None)


def test_a_token_is_told_once_and_kept_as_its_hash(users: Users) -> None:
    users.put("ana", "editor", None)
    token = users.add_token("ana", "nightly", "editor")
    assert token not in users.path.read_text()
    found = users.of_token(token)
    assert found is not None
    assert (found[0].name, found[1].name, found[1].role) == ("ana", "nightly", "editor")
    assert users.of_token(token + "x") is None
    with pytest.raises(InputError, match="Revoke it first"):
        users.add_token("ana", "Nightly", "reader")
    with pytest.raises(InputError, match="no user"):
        users.add_token("ben", "x", "reader")
    assert users.revoke("ana", "other") == 0
    assert users.revoke("ana", "nightly") == 1
    assert users.of_token(token) is None
    again = users.add_token("ana", "nightly", "reader")
    users.put("ana", "reader", "new")
    assert users.of_token(again) is not None, "a new password leaves the tokens"
    users.remove("ana")
    assert users.of_token(again) is None


@pytest.mark.parametrize(
    "row",
    [
        1,
        {},
        {"role": "owner", "password": None, "created_at": "", "tokens": []},
        {"role": "reader", "password": 1, "created_at": "", "tokens": []},
        {"role": "reader", "password": None, "created_at": "", "tokens": [{"role": "reader"}]},
    ],
)
def test_a_file_that_was_spoilt_is_an_error(users: Users, row: object) -> None:
    users.path.write_text(json.dumps({"users": {"ana": row}}))
    users.path.chmod(0o600)
    with pytest.raises(SettingsError, match="not a file of users"):
        users.all()
