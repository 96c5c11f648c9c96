import os
from pathlib import Path

import pytest

from assistant.archive.index.seal import CHECKED, Seal, sync_tree


def test_a_seal_finds_what_changed(tmp_path: Path) -> None:
    for name in ("a.bin", "b.bin", "c.bin", "empty"):
        (tmp_path / name).write_bytes(b"" if name == "empty" else name.encode() * 100)
    sync_tree(tmp_path)
    seal = Seal.from_json(Seal.of(tmp_path, ["a.bin", "b.bin", "c.bin", "empty"]).to_json())
    assert seal.broken_files(tmp_path) == []
    (tmp_path / "a.bin").write_bytes(b"x.bin" * 100)
    (tmp_path / "b.bin").unlink()
    with (tmp_path / "c.bin").open("ab") as file:
        file.write(b"!")
    (tmp_path / "more").write_text("not sealed")
    assert seal.broken_files(tmp_path) == ["a.bin", "b.bin", "c.bin"]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)


def test_a_file_is_read_again_only_when_it_was_changed(tmp_path: Path) -> None:
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(name.encode() * 100)
    seal = Seal.of(tmp_path, ["a.bin", "b.bin"])
    assert seal.broken_since_check(tmp_path) == []
    state = (tmp_path / "a.bin").stat()
    flip(tmp_path / "a.bin")
    assert seal.broken_since_check(tmp_path) == ["a.bin"]
    os.utime(tmp_path / "a.bin", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert seal.broken_since_check(tmp_path) == ["a.bin"], "what was found broken is not taken for whole"
    flip(tmp_path / "a.bin")
    assert seal.broken_since_check(tmp_path) == []
    state = (tmp_path / "b.bin").stat()
    flip(tmp_path / "b.bin")
    os.utime(tmp_path / "b.bin", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert seal.broken_since_check(tmp_path) == [], "size and time are those of the check: no byte is read"
    assert seal.broken_files(tmp_path) == ["b.bin"], "a thorough check finds it"


def test_what_was_read_for_the_seal_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    seal = Seal.of(tmp_path, ["a.bin"])
    seal.remember_whole(tmp_path)
    state = (tmp_path / "a.bin").stat()
    (tmp_path / "a.bin").write_bytes(b"b")
    os.utime(tmp_path / "a.bin", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert seal.broken_since_check(tmp_path) == []


@pytest.mark.parametrize("notes", ["", "[]", "{", '{"a.bin": 1}', "\x00"])
def test_notes_that_cannot_be_read_vouch_for_nothing(tmp_path: Path, notes: str) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    seal = Seal.of(tmp_path, ["a.bin"])
    flip(tmp_path / "a.bin")
    (tmp_path / CHECKED).write_text(notes)
    assert seal.broken_since_check(tmp_path) == ["a.bin"]


def test_notes_of_another_seal_vouch_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    seal = Seal.of(tmp_path, ["a.bin"])
    (tmp_path / "a.bin").write_bytes(b"b")
    Seal.of(tmp_path, ["a.bin"]).remember_whole(tmp_path)
    assert seal.broken_since_check(tmp_path) == ["a.bin"]


def test_what_is_not_there_cannot_be_sealed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Seal.of(tmp_path, ["gone"])
