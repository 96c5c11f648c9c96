"""`copydesk users`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli import app
from ui.users.records import Users


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def run(archive: Path, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(app, ["users", *words, "--archive", str(archive)], input=given)


def test_users_are_added_listed_and_removed(archive: Path) -> None:
    added = run(archive, "add", "Ana", "--role", "editor", given="correct horse battery\n")
    assert (added.exit_code, "Added Ana, editor" in added.output) == (0, True)
    stored = (archive.parent / "archive-users.json").read_text()
    assert "$argon2id$" in stored
    assert "horse" not in stored
    assert "Changed ana, editor" in run(archive, "add", "ana", given="another horse battery").output
    assert "Added ben, reader" in run(archive, "add", "ben", "--no-password").output
    assert run(archive, "list").output.splitlines() == ["ana\teditor", "ben\treader"]
    assert run(archive, "remove", "ben").exit_code == 0
    assert run(archive, "remove", "ben").exit_code == 2
    listed = json.loads(run(archive, "list", "--json").output)
    assert [(row["name"], row["role"], row["has_password"]) for row in listed] == [("ana", "editor", True)]
    assert not archive.exists()


def test_a_token_is_printed_once(archive: Path) -> None:
    run(archive, "add", "ana", "--role", "editor", "--no-password")
    made = run(archive, "token", "ana", "--name", "nightly", "--role", "editor")
    token = made.stdout.strip()
    users = Users(archive.parent / "archive-users.json")
    assert users.of_token(token) is not None
    assert token not in run(archive, "list").output + run(archive, "list", "--json").output
    assert "nightly (editor)" in run(archive, "list").output
    assert run(archive, "revoke", "ana").exit_code == 2
    assert run(archive, "revoke", "ana", "--name", "other").exit_code == 2
    assert run(archive, "revoke", "ana", "--name", "nightly").exit_code == 0
    assert users.of_token(token) is None
    assert run(archive, "revoke", "ana", "--all").output == "Revoked 0 tokens of ana.\n"


@pytest.mark.parametrize(
    ("words", "given", "why"),
    [
        (("add", "ana"), "short\n", "10 to 1,000"),
        (("add", "ana"), "", "10 to 1,000"),
        (("add", "a b"), "correct horse battery\n", "letters"),
        (("add", "a\x00b", "--no-password"), "", "letters"),
        (("add", "ana", "--role", "owner", "--no-password"), "", "reader` or `editor"),
        (("token", "nobody"), "", "no user"),
    ],
)
def test_what_makes_no_sense_is_said(archive: Path, words: tuple[str, ...], given: str, why: str) -> None:
    result = run(archive, *words, given=given)
    assert result.exit_code == 2
    assert why in " ".join(result.output.split())
