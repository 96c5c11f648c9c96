from pathlib import Path

import pytest

from assistant.archive.index.seal import Seal, sync_tree


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


def test_what_is_not_there_cannot_be_sealed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Seal.of(tmp_path, ["gone"])
