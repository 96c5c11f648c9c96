import os
from pathlib import Path

import pytest

from assistant.errors import SourceError
from ingest.sources.files import check_paths, walk
from ingest.sources.found import FoundFile, Skip


def names(root: Path) -> list[str]:
    return [found.below_root for found in walk([root]) if isinstance(found, FoundFile)]


def test_files_come_in_sorted_order_and_know_their_place(tmp_path: Path) -> None:
    root = tmp_path / "wire"
    for name in ("b.txt", "a.txt", "2/deep/c.txt", "10/d.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    assert names(root) == ["a.txt", "b.txt", "10/d.txt", "2/deep/c.txt"]
    assert {found.root_name for found in walk([root]) if isinstance(found, FoundFile)} == {"wire"}


def test_a_file_given_by_itself_is_known_as_in_its_folder(tmp_path: Path) -> None:
    root = tmp_path / "wire"
    root.mkdir()
    (root / "a.txt").write_text("x")
    assert list(walk([root / "a.txt"])) == list(walk([root]))


def test_hidden_folders_are_not_entered_and_hidden_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / ".DS_Store").write_text("x")
    assert list(walk([tmp_path])) == [Skip(str(tmp_path / ".DS_Store"), "hidden file")]


def test_a_link_to_a_parent_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "story.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/story.txt"]


def test_a_very_deep_folder_is_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(500):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("x")
    assert len(names(tmp_path)) == 1


def test_a_folder_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "a.txt").write_text("x")
    (found,) = walk([tmp_path], leave_out=(tmp_path / "samples").resolve())
    assert isinstance(found, Skip)
    assert "invented" in found.reason


def test_a_name_that_is_not_text_can_be_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = walk([tmp_path])
    assert isinstance(found, FoundFile)
    assert found.below_root == "caf\ufffd.txt"
    found.source.encode()


def test_one_missing_path_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no file or folder .*nowhere"):
        check_paths([tmp_path, tmp_path / "nowhere"])
    with pytest.raises(SourceError, match="Nothing was given"):
        check_paths([])


def test_a_path_inside_another_is_ingested_once(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    other = tmp_path / "other"
    other.mkdir()
    assert check_paths([inner, tmp_path]) == [tmp_path]
    assert check_paths([inner, inner, other]) == [inner, other]


def test_links_out_of_the_folder_are_skips(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "inner").mkdir(parents=True)
    (outside / "secret.txt").write_text("x")
    root = tmp_path / "wire"
    (root / "a").mkdir(parents=True)
    (root / "a" / "one.txt").write_text("x")
    (root / "file.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "up").symlink_to(tmp_path, target_is_directory=True)
    (root / "a" / "relative.txt").symlink_to("../../outside/secret.txt")
    (root / "same.txt").symlink_to(root / "a" / "one.txt")
    (root / "nowhere.txt").symlink_to(outside / "nothing.txt")
    found = list(walk([root]))
    skipped = sorted(Path(item.source).name for item in found if isinstance(item, Skip))
    assert skipped == ["file.txt", "folder", "relative.txt", "up"]
    assert all("leads out of the ingested folder" in item.reason for item in found if isinstance(item, Skip))
    assert sorted(item.below_root for item in found if isinstance(item, FoundFile)) == [
        "a/one.txt",
        "nowhere.txt",
        "same.txt",
    ]


def test_a_folder_that_is_given_by_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "one.txt").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert [item.below_root for item in walk([tmp_path / "link"]) if isinstance(item, FoundFile)] == ["one.txt"]


@pytest.mark.parametrize("name", ["two\nlines.txt", "🚢 ferry.txt", "tab\tname.txt", "quote'\".txt", "a:line 3.txt"])
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    (found,) = walk([tmp_path])
    assert isinstance(found, FoundFile)
    assert found.below_root == name
