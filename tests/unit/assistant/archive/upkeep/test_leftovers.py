"""What killed copies leave is found, and nothing else is taken away."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.archive.catalog.locks import exclusive_lock
from assistant.archive.upkeep.leftovers import NOTES, copying, remove_leftovers

KILLED = """
import os, sys
from pathlib import Path
from assistant.archive.upkeep.leftovers import copying
archive, folder = Path(sys.argv[1]), Path(sys.argv[2])
with copying(archive, folder):
    folder.mkdir()
    (folder / "catalog.sqlite3").write_bytes(b"x" * 1000)
    os._exit(9)
"""


@pytest.mark.parametrize("name", ["saved.zip.1a2b.unfinished", "copydesk-rehearsal"])
def test_a_killed_copy_is_taken_away(tmp_path: Path, name: str) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "elsewhere" / name
    archive.mkdir()
    folder.parent.mkdir()
    done = subprocess.run([sys.executable, "-c", KILLED, str(archive), str(folder)], timeout=60)
    assert done.returncode == 9
    assert folder.is_dir()
    assert remove_leftovers(archive) == [folder]
    assert not folder.exists()
    assert remove_leftovers(archive) == []


def test_a_copy_under_way_stays(tmp_path: Path) -> None:
    folder = tmp_path / "x.unfinished"
    with copying(tmp_path, folder):
        folder.mkdir()
        assert remove_leftovers(tmp_path) == []
        assert folder.is_dir()
    assert list((tmp_path / NOTES).iterdir()) == []


@pytest.mark.parametrize("written", ["{}", "no JSON", '{"folder": 3}', None, "outside", "link"])
def test_a_note_that_was_changed_removes_nothing(tmp_path: Path, written: str | None) -> None:
    kept = tmp_path / "articles"
    kept.mkdir()
    (tmp_path / "link.unfinished").symlink_to(kept)
    named = {None: "x.unfinished", "outside": str(kept), "link": str(tmp_path / "link.unfinished")}
    (tmp_path / NOTES).mkdir()
    text = json.dumps({"folder": named[written]}) if written in named else str(written)
    (tmp_path / NOTES / "1.json").write_text(text, encoding="utf-8")
    assert remove_leftovers(tmp_path) == []
    assert kept.is_dir()
    assert (tmp_path / "link.unfinished").is_symlink()


def test_where_nothing_can_be_noted_the_copy_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("a file in the way", encoding="utf-8")
    with copying(tmp_path, tmp_path / "x.unfinished"):
        pass
    assert remove_leftovers(tmp_path) == []


def test_a_note_held_by_another_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "x.unfinished"
    folder.mkdir()
    (tmp_path / NOTES).mkdir()
    note = tmp_path / NOTES / "1.json"
    with exclusive_lock(note) as is_ours:
        assert is_ours
        note.write_text(json.dumps({"folder": str(folder)}), encoding="utf-8")
        assert remove_leftovers(tmp_path) == []
    assert remove_leftovers(tmp_path) == [folder]
