"""ZIP archives, also those that are made to do harm."""

import gzip
import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ingest.sources import FoundFile, Held, Item, ReadArticle, Reading, RowFields, Skip, read_file, zip_file
from ingest.sources.zip_file import member_names

Read = Callable[..., list[Item]]


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def reasons(items: list[Item]) -> dict[str, str]:
    return {item.source.partition("a.zip")[2]: item.reason for item in items if isinstance(item, Skip)}


def texts(items: list[Item]) -> dict[str, str]:
    return {item.article.path or item.source: item.article.text for item in items if isinstance(item, ReadArticle)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_are_files_with_a_place_of_their_own(tmp_path: Path, read: Read, method: int) -> None:
    folder = tmp_path / "wire" / "2024"
    folder.mkdir(parents=True)
    inner = packed({"deep/c.txt": "Three."})
    (folder / "a.zip").write_bytes(
        packed({"a.txt": "One.", "in/b.txt.gz": gzip.compress(b"Two."), "c.zip": inner}, method)
    )
    items = read(tmp_path / "wire")
    assert texts(items) == {
        "2024/a.zip/a.txt": "One.",
        "2024/a.zip/in/b.txt.gz": "Two.",
        "2024/a.zip/c.zip/deep/c.txt": "Three.",
    }
    first = items[0]
    assert isinstance(first, ReadArticle)
    assert (first.source, first.article.source_name) == (str(folder / "a.zip" / "a.txt"), "wire")
    assert first.article.external_id == "2024/a.zip/a.txt"


def test_rows_in_it_are_rows(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"b.jsonl": '{"id": 7, "text": "One."}\n{"id": 8}'}))
    article, skip = read(tmp_path)
    assert isinstance(article, ReadArticle)
    assert (article.article.external_id, article.source) == ("7", str(tmp_path / "a.zip/b.jsonl:line 1"))
    assert isinstance(skip, Skip)
    assert skip.source == str(tmp_path / "a.zip/b.jsonl:line 2")
    assert skip.reason.startswith("it has no text: none of its fields")


def test_names_that_lead_out_are_skipped(tmp_path: Path, read: Read) -> None:
    names = ["../up.txt", "/etc/passwd", "a/../../b.txt", "C:/x.txt", "..\\up.txt", "\\\\host\\x.txt"]
    (tmp_path / "a.zip").write_bytes(packed(dict.fromkeys(names, "x")))
    items = read(tmp_path)
    assert len(items) == len(names)
    assert set(reasons(items).values()) == {"its name leads out of the archive"}


def test_links_hidden_files_and_doubles(tmp_path: Path, read: Read) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.mkdir("folder")
        archive.writestr("__MACOSX/._a.txt", b"\x00")
        archive.writestr(".git/config", "x")
        archive.writestr("folder/.hidden.txt", "x")
        archive.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Two.")
    items = read(tmp_path)
    assert texts(items) == {"a.zip/a.txt": "Two."} or texts(items) == {"a.zip/a.txt": "One."}
    assert reasons(items) == {
        "/link.txt": "a link or a device, not a file",
        "/folder/.hidden.txt": "hidden file",
        "/a.txt": "another member has the same name",
    }


def test_a_password_is_asked_of_nobody(tmp_path: Path, read: Read) -> None:
    content = bytearray(packed({"a.txt": "One."}, zipfile.ZIP_STORED))
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert reasons(read(tmp_path)) == {"/a.txt": "it is encrypted"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed({}), "a ZIP archive without files in it"),
        (packed({"folder/": ""}), "a ZIP archive without files in it"),
        (packed({"a.txt": "One." * 100})[:-30], "a damaged ZIP archive, or one that was cut short"),
        (
            packed({"xl/workbook.xml": "", "[Content_Types].xml": ""}),
            "it is a spreadsheet, which is not read: save it as .csv",
        ),
        (
            packed({"content.xml": "", "mimetype": ""}),
            "it is an OpenDocument file, which is not read: save it as .docx, .pdf or .txt",
        ),
    ],
)
def test_what_is_no_archive_of_files_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / "a.zip"), reason)]


def test_a_damaged_member_costs_one_skip_and_the_others_are_read(tmp_path: Path, read: Read) -> None:
    content = packed({"a.txt": " ".join(map(str, range(500))), "b.txt": "Two."})
    (tmp_path / "a.zip").write_bytes(content[:60] + b"\xff" * 20 + content[80:])
    items = read(tmp_path)
    assert texts(items) == {"a.zip/b.txt": "Two."}
    assert reasons(items) == {"/a.txt": "it is damaged: it cannot be unpacked"}


@pytest.mark.slow
def test_a_bomb_costs_two_lines_and_little_time(tmp_path: Path, read: Read) -> None:
    layer = gzip.compress(b"x" * 40_000_000)
    members = {f"{number}.csv.gz": layer for number in range(5)} | {"last.txt": "x"}
    (tmp_path / "a.zip").write_bytes(packed(members))
    found = reasons(read(tmp_path))
    assert found.pop("/0.csv.gz").startswith("no column is known to hold the text")
    assert found == {
        "/1.csv.gz": "it unpacks to more than 50 MB (COPYDESK_MAX_UNPACK_RATIO)",
        "": "it unpacks to too much: 4 of its files were not read",
    }


def test_an_archive_of_too_many_files_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({f"{number}.txt": "x" for number in range(50)})
    file = FoundFile(Path("/wire/a.zip"), "wire", "a.zip", Held(content))
    assert len(member_names(file)) == 50
    for name, value in (("MOST_MEMBERS", 49), ("LARGEST_DIRECTORY", 49 * 46)):
        with monkeypatch.context() as patch:
            patch.setattr(zip_file, name, value)
            (skip,) = read_file(file, Reading(RowFields(), 1000))
            assert isinstance(skip, Skip)
            assert skip.reason.startswith("a ZIP archive with more than")
