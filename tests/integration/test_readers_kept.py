"""What belongs to readers: led forward from an earlier version, after a kill, and closed to others' eyes."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.archive import Archive, ReaderStore
from assistant.archive.readers import FORGOTTEN, LOST_REASON
from ui.cli import app

WORKER = Path(__file__).with_name("readers_worker.py")
posix_only = pytest.mark.skipif(os.name != "posix", reason="rights are POSIX")


@pytest.fixture
def folder(tmp_path: Path, project_root: Path) -> Path:
    """An archive of 3c5f9a0, as an ordinary umask left it: everybody may look in."""
    with tarfile.open(project_root / "tests" / "archives" / "3c5f9a0-whole.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    return tmp_path / "archive"


def run(folder: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(app, [*arguments, "--archive", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done


def earlier_rows(folder: Path) -> list[tuple[str, str, str, str | None]]:
    with closing(sqlite3.connect(folder / "readers.sqlite3")) as connection:
        return connection.execute(
            "SELECT conversation_id, role, content, answer_json FROM turns ORDER BY turn_id"
        ).fetchall()


def open_to_others(folder: Path) -> list[str]:
    paths = [folder, *folder.rglob("*")]
    return [str(path) for path in paths if not path.is_symlink() and path.stat().st_mode & 0o077]


def test_a_store_of_an_earlier_version_opens_with_every_turn(folder: Path) -> None:
    rows = earlier_rows(folder)
    with Archive.open(folder, None) as archive:
        turns = [turn for one in archive.readers.conversations() for turn in archive.readers.turns(one.conversation_id)]
        assert archive.readers.is_lasting
    asked = [(turn.conversation_id, "user", turn.question, None) for turn in turns]
    told = [(turn.conversation_id, "assistant", turn.text, turn.answer_json) for turn in turns]
    pairs = [row for pair in zip(asked, told, strict=True) for row in pair]
    assert len(pairs) == len(rows) == 8
    for conversation in {row[0] for row in rows}:
        assert [row for row in pairs if row[0] == conversation] == [row for row in rows if row[0] == conversation]
    assert sorted(turn.state for turn in turns) == ["answered"] * 3 + ["nothing"]
    (copy,) = (folder / "backups").glob("*-readers-before-schema-2.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (len(rows),)


def test_forgetting_reaches_what_was_led_forward_and_its_copy(folder: Path) -> None:
    with Archive.open(folder, None) as archive:
        (turn,) = (
            turn
            for one in archive.readers.conversations(query="crowns province")
            for turn in archive.readers.turns(one.conversation_id)
            if "crowns" in turn.text
        )
        archive.readers.add_feedback(turn.turn_id, "", "not supported", statement=0, words="It was more.")
    (said,) = json.loads(run(folder, "feedback", "--json").stdout)["feedback"]
    assert "crowns" in said["statement_text"]
    assert (said["question"], said["conversation"]) == (turn.question, turn.conversation_id)
    run(folder, "forget", "bridge", "--yes")
    assert list((folder / "backups").glob("*readers*")) == []
    (said,) = json.loads(run(folder, "feedback", "--json").stdout)["feedback"]
    assert (said["statement_text"], said["words"]) == ("", "It was more.")
    assert "It was more." in run(folder, "feedback").stdout
    with Archive.open(folder, None) as archive:
        found = archive.readers.turn(turn.turn_id)
        assert found is not None
        assert (found.text, found.answer_json, found.state) == (FORGOTTEN, None, "answered")
    for file in folder.rglob("*"):
        assert not file.is_file() or b"million crowns, the province said" not in file.read_bytes(), file


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The file of a store whose program was killed in the middle of an answer."""
    file = tmp_path / "readers.sqlite3"
    child = subprocess.Popen([sys.executable, str(WORKER), str(file)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "begun\n"
        with closing(ReaderStore(file)) as store:  # while it lives its turns are its own
            (conversation,) = store.conversations()
            assert [turn.state for turn in store.turns(conversation.conversation_id)] == ["running", "queued"]
    finally:
        child.kill()
        child.communicate()
    return file


def test_what_a_killed_program_left_open_ends_as_failed_with_the_reason(killed: Path) -> None:
    for _ in range(2):
        with closing(ReaderStore(killed)) as store:
            (conversation,) = store.conversations()
            turns = store.turns(conversation.conversation_id)
            assert [(turn.state, turn.reason) for turn in turns] == [("failed", LOST_REASON)] * 2
            assert store.events(turns[0].turn_id) == []
            assert not store.end(turns[0].turn_id, "answered", text="Too late.")
    assert list((killed.parent / "workers").iterdir()) == []


@posix_only
def test_an_earlier_archive_is_closed_to_others_at_the_next_write(folder: Path, tmp_path: Path) -> None:
    assert open_to_others(folder) != []
    run(folder, "status")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "its catalog was led forward, which is a write"
    run(folder, "remove", "bridge")
    with Archive.open(folder, None) as archive:
        asked = archive.readers.ask(None, "Who?")
        assert open_to_others(folder) == [], "while it is open"
        archive.readers.end(asked.turn_id, "nothing")
    assert open_to_others(folder) == []
    previous = os.umask(0)
    try:
        for target in ("saved", "saved.zip"):
            run(folder, "backup", str(tmp_path / target))
            assert open_to_others(tmp_path / target) == []
        run(tmp_path / "copy", "restore", str(tmp_path / "saved.zip"))
        run(tmp_path / "copy", "rebuild")
    finally:
        os.umask(previous)
    assert open_to_others(tmp_path / "copy") == []
    with Archive.open(tmp_path / "copy", None) as archive:
        assert "Who?" in [one.title for one in archive.readers.conversations()]


def test_an_earlier_store_is_led_forward_on_its_way_through_a_backup(folder: Path, tmp_path: Path) -> None:
    rows = earlier_rows(folder)
    run(folder, "backup", str(tmp_path / "saved"))
    with Archive.open(folder, None) as archive:
        archive.readers.ask(None, "Asked since the backup?")
        run(folder, "restore", str(tmp_path / "saved"), "--force")  # while a page has it open
        readers = archive.readers
        assert [len(readers.turns(one.conversation_id)) for one in readers.conversations()] == [2, 2]
        assert len(rows) == 8
        asked = readers.ask(None, "And after?")
        with Archive.open(folder, None) as other:
            other.readers.register_worker()
        turn = readers.turn(asked.turn_id)
        assert turn is not None
        assert turn.state == "queued", "whoever asked it still lives"
