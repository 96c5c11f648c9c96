"""A file of secrets: for its owner alone, whole or not at all, the newest always."""

import os
import stat
import sys
from pathlib import Path
from threading import Thread

import pytest

from assistant.archive.catalog.locks import exclusive_lock
from assistant.errors import SettingsError
from ui.users.private_file import PrivateFile

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@posix
def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    file = PrivateFile(tmp_path / "new" / "users.json")
    assert file.read() == {}
    old = os.umask(0)
    try:
        with file.changing() as content:
            content["a"] = 1
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


@posix
def test_what_others_may_write_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    path.write_text("{}")
    path.chmod(0o666)
    with pytest.raises(SettingsError, match="chmod 600"):
        PrivateFile(path).read()


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    ours, theirs = PrivateFile(tmp_path / "f"), PrivateFile(tmp_path / "f")
    for value in range(3):
        with theirs.changing() as content:
            content["value"] = value
        assert ours.read() == {"value": value}
    (tmp_path / "f").unlink()
    assert ours.read() == {}


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'"x"'])
def test_what_is_none_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "users.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="cannot be read"):
        PrivateFile(path).read()
    with pytest.raises(SettingsError), PrivateFile(path).changing():
        pass
    assert path.read_bytes() == content, "nothing is overwritten"


def test_a_failure_leaves_what_was(tmp_path: Path) -> None:
    file = PrivateFile(tmp_path / "f")
    with file.changing() as content:
        content["a"] = 1

    def fail() -> None:
        with file.changing() as content:
            content["a"] = 2
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert file.read() == {"a": 1}
    assert sorted(path.name for path in tmp_path.glob("*f*")) == ["f", "f.lock"]


def test_changes_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    def add(name: str) -> None:
        with PrivateFile(tmp_path / "f").changing() as content:
            content[name] = name

    with exclusive_lock(tmp_path / "f.lock"):
        threads = [Thread(target=add, args=(f"{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert len(PrivateFile(tmp_path / "f").read()) == 8
