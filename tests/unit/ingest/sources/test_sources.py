"""The table: which reader a file gets, and that no file can do more harm than one skip."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ingest.sources import FORMATS, FoundFile, Item, ReadArticle, Reading, RowFields, Skip, read_file

Read = Callable[..., list[Item]]

NOBODY = 65534


def test_no_suffix_has_two_readers() -> None:
    suffixes = [suffix for format_ in FORMATS for suffix in format_.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("A.TXT", "It was."),
        ("page.txt", "<!DOCTYPE html><html><body><p>" + "It was. " * 50 + "</p></body></html>"),
        ("page", "<html><body><p>" + "It was. " * 50 + "</p></body></html>"),
        ("export", '[{"text": "It was."}]'),
        ("export.dat", '{"text": "It was."}'),
        ("story.markdown", "# A\n\nIt was."),
        ("braces.txt", '{"text": 1'),
    ],
)
def test_suffix_and_content(tmp_path: Path, read: Read, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text.startswith("It was") or name in {"story.markdown", "braces.txt"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.4", "it is a PDF, which is not read"),
        ("a.docx", b"PK\x03\x04", "it is a zip file or an Office document, which is not read"),
        ("a.bin", b"\x00\x01\x02", "not text"),
        ("a.log", b"some words", "not a kind of file that is read (.jsonl, .json, .csv, .html, .md, .txt)"),
        ("README", b"", "empty"),
    ],
)
def test_other_files_are_one_skip(tmp_path: Path, read: Read, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / name), reason)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path, read: Read) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert read(tmp_path) == [Skip(str(tmp_path / "a.txt"), "not a regular file")]


def test_a_link_to_nothing_and_a_vanished_file(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    reason = "not there any more, or a link to nothing"
    assert read(tmp_path) == [Skip(str(tmp_path / "a.txt"), reason)]
    gone = FoundFile(tmp_path / "b.jsonl", "x", "b.jsonl")
    assert list(read_file(gone, Reading(RowFields(), 1000))) == [Skip(str(tmp_path / "b.jsonl"), reason)]


@contextmanager
def without_rights() -> Iterator[None]:
    """Root may read everything: for a while be nobody, who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are set the POSIX way")
def test_no_permission(read: Read) -> None:
    with TemporaryDirectory() as place:  # pytest's own folders let nobody in
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "a.txt").write_text("x")
        (folder / "a.txt").chmod(0)
        (folder / "folder").mkdir()
        (folder / "folder").chmod(stat.S_IWUSR)
        try:
            with without_rights():
                reasons = [item.reason for item in read(folder) if isinstance(item, Skip)]
        finally:
            (folder / "folder").chmod(stat.S_IRWXU)
    assert reasons == ["no permission to read it", "no permission to read it"]
