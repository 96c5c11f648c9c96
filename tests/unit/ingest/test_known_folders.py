"""A folder under another name is known by what is in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.known_folders import recognise_folders


class Kept(dict[str, str]):
    """What the archive would keep."""

    def recall(self, key: str) -> str | None:
        return self.get(key)

    def recall_each(self, prefix: str) -> Iterator[tuple[str, str]]:
        return iter([(key, value) for key, value in self.items() if key.startswith(prefix)])

    def remember(self, key: str, value: str | None) -> None:
        self[key] = value or ""


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Story {number}.")
    return folder


def name_of(root: Path, kept: Kept) -> tuple[str, bool]:
    (folder,) = recognise_folders([root], kept)
    return folder.name, folder.note is not None


def test_a_folder_that_was_renamed_keeps_its_name_and_that_is_said_once(wire: Path) -> None:
    kept = Kept()
    assert name_of(wire, kept) == ("wire", False)
    moved = wire.rename(wire.parent / "desk")
    (moved / "new.txt").write_text("A new story.")
    (moved / "0.txt").write_text("Story 0, edited.")
    assert name_of(moved, kept) == ("wire", True)
    assert name_of(moved, kept) == ("wire", False)


def test_where_a_folder_was_is_told_of_one_that_moved_and_not_of_a_copy(wire: Path) -> None:
    kept = Kept()
    name_of(wire, kept)
    copy = wire.parent / "copy"
    shutil.copytree(wire, copy)
    assert [folder.moved_from for folder in recognise_folders([copy], kept)] == [()]
    shutil.rmtree(copy)
    moved = wire.rename(wire.parent / "desk")
    assert [set(folder.moved_from) for folder in recognise_folders([moved], kept)] == [{wire, copy}]
    again = moved.rename(wire.parent / "third")
    assert [(folder.name, folder.moved_from) for folder in recognise_folders([again], kept)] == [("wire", (moved,))]


def test_a_small_folder_is_known_with_one_of_its_files_edited(tmp_path: Path) -> None:
    kept = Kept()
    folder = tmp_path / "small"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"Story {number}.")
    name_of(folder, kept)
    moved = folder.rename(tmp_path / "moved")
    (moved / "1.txt").write_text("Story 1, edited.")
    assert name_of(moved, kept) == ("small", True)


def test_a_copy_is_the_same_until_it_becomes_another(wire: Path) -> None:
    kept = Kept()
    name_of(wire, kept)
    copy = wire.parent / "copy"
    shutil.copytree(wire, copy)
    assert name_of(copy, kept) == ("wire", True)
    (copy / "0.txt").write_text("Another story.")
    assert name_of(copy, kept) == ("copy", False)
    assert name_of(wire, kept) == ("wire", False)


def test_folders_with_only_names_of_files_in_common_are_two(wire: Path) -> None:
    kept = Kept()
    name_of(wire, kept)
    other = wire.parent / "other"
    other.mkdir()
    for number in range(5):
        (other / f"{number}.txt").write_text(f"Another story {number}.")
    shutil.rmtree(wire)
    assert name_of(other, kept) == ("other", False)


def test_empty_folders_and_files_are_no_folder_that_was(tmp_path: Path) -> None:
    kept = Kept()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        assert name_of(tmp_path / name, kept) == (name, False)
    (tmp_path / "x.txt").write_text("x")
    assert list(recognise_folders([tmp_path / "x.txt"], kept)) == []


def test_what_was_kept_wrongly_does_no_harm(wire: Path) -> None:
    assert name_of(wire, Kept({"folder:1": "nonsense", "folder:2": "[]", "folder:3": "{}"})) == ("wire", False)
