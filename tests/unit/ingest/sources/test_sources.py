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
        ("export.txt", '[{"text": "It was."}]'),
        ("lines.html", '{"text": "It was."}\n{"text": '),
        ("page.gz", "<html><body><p>" + "It was. " * 50 + "</p></body></html>"),
        ("page.zip", "<html><body><p>" + "It was. " * 50 + "</p></body></html>"),
    ],
)
def test_suffix_and_content(tmp_path: Path, read: Read, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    item = read(tmp_path)[0]
    assert isinstance(item, ReadArticle)
    assert item.article.text.startswith("It was") or name in {"story.markdown", "braces.txt"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"PK\x03\x04", "a damaged ZIP archive, or one that was cut short"),
        ("a.zip", b"some words", "it is called .zip but is none, or is damaged at its beginning"),
        ("a.rtf", b"{\\rtf1", "it is an RTF document, which is not read: save it as .docx, .pdf or .txt"),
        (
            "a.txt",
            b"\xd0\xcf\x11\xe0",
            "it is called .txt but is an old Office document, or one with a password: save it as .docx, .pdf or .txt",
        ),
        ("a.bin", b"\x00\x01\x02", "not text"),
        ("README", b"", "empty"),
    ],
)
def test_other_files_are_one_skip(tmp_path: Path, read: Read, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / name), reason)]


def test_a_file_of_no_known_kind_says_which_are_read(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.log").write_bytes(b"some words")
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert skip.reason.startswith("not a kind of file that is read (.csv, ")
    assert all(format_.suffixes[0] in skip.reason for format_ in FORMATS if format_.suffixes)


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


@pytest.mark.slow
def test_a_file_of_nothing_but_misses_is_not_read_to_its_end(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 10_002)
    *_, last = items = read(tmp_path)
    assert len(items) == 10_001
    assert last == Skip(str(tmp_path / "a.jsonl"), "10,000 rows in a row without an article: the rest was not read")
