"""The writer's lock, its card and the room on the disk."""

import json
import os
import threading
from pathlib import Path

import pytest

from assistant.archive.catalog.locks import exclusive_lock, shared_lock
from assistant.archive.catalog.session import check_space, current_writer, writing
from assistant.errors import ArchiveBusy, ArchiveError, ArchiveFull


def test_there_is_one_writer_and_it_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/copydesk", "ingest", "/home/ann/secret-leaks"])
    assert current_writer(tmp_path) is None
    with writing(tmp_path):
        name = current_writer(tmp_path) or ""
        assert "`copydesk ingest`" in name
        assert f"process {os.getpid()}" in name
        with pytest.raises(ArchiveBusy, match=f"process {os.getpid()}.*try again"), writing(tmp_path):
            pass
        assert current_writer(tmp_path) == name, "the one refused leaves the other's card alone"
    assert current_writer(tmp_path) is None
    with writing(tmp_path):
        pass


@pytest.mark.parametrize(
    "arguments",
    [
        ["copydesk", "--archive", "/home/ann/secret"],
        ["copydesk", "ask", "what about secret"],
        ["copydesk", "secret.txt"],
        [""],
        [],
    ],
)
def test_the_card_tells_no_more_than_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("sys.argv", arguments)
    with writing(tmp_path):
        card = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
        assert card["command"].split()[0] in ("copydesk", "python")
        assert "secret" not in json.dumps(card)


def test_a_failure_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), writing(tmp_path):
        raise KeyboardInterrupt
    assert not (tmp_path / "writer.json").exists()
    with exclusive_lock(tmp_path / "writer.lock") as is_free:
        assert is_free


def test_a_card_that_a_crash_left_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "writer.json").write_text('{"command": "copydesk ingest", "pid": 1, "host": "h", "started_at": "t"}')
    assert current_writer(tmp_path) is None
    (tmp_path / "writer.lock").touch()
    assert current_writer(tmp_path) is None


@pytest.mark.parametrize("card", ["", "[]", "{}", "3", "\udcff", '{"command": 1}'])
def test_a_card_that_cannot_be_read_is_another_process(tmp_path: Path, card: str) -> None:
    with exclusive_lock(tmp_path / "writer.lock"):
        (tmp_path / "writer.json").write_text(card, encoding="utf-8", errors="surrogateescape")
        assert current_writer(tmp_path) == "another process"


def test_somebody_who_only_looks_does_not_keep_the_writer_out(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").touch()
    looking = shared_lock(tmp_path / "writer.lock")
    assert looking is not None
    gone = threading.Event()

    def leave(descriptor: int) -> None:
        gone.set()
        os.close(descriptor)

    release = threading.Timer(0.2, leave, [looking])
    release.start()
    with writing(tmp_path, patience=60):
        assert gone.is_set()
    release.join()


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path) -> None:
    check_space(tmp_path, 1)
    with pytest.raises(ArchiveFull, match=r"MB left; 1000000000000 MB are needed\. Free some space"):
        check_space(tmp_path, 10**18)


def test_a_folder_that_was_deleted_meanwhile_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(ArchiveError, match="cannot be used"), writing(gone):
        pass
    assert not gone.exists()
