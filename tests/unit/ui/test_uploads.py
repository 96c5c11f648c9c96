"""What a browser sends is taken in within bounds, and no name leads anywhere else."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from pathlib import Path
from tarfile import TarFile, TarInfo
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from ingest.sources import Apart, FoundFile, ReadArticle, Reading, RowFields, Skip, read_file, walk
from ui.uploads import MOST_FILES, Received, receive

KIND = "multipart/form-data; boundary=edge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def form(files: Sequence[tuple[str, bytes]], **fields: str) -> bytes:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()
    ]
    body = "".join(f"{part}\r\n" for part in parts).encode()
    for name, content in files:
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: x/y\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return body + b"--edge--\r\n"


def take(body: bytes, folder: Path, *, most: int = 10_000_000, kind: str = KIND, step: int = 65_536) -> Received:
    async def stream() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    return asyncio.run(receive(kind, stream(), folder, most))


def reasons(received: Received) -> dict[str, str]:
    return {skip.source: skip.reason for skip in received.refused}


@pytest.mark.parametrize("step", [1, 7, 65_536])
def test_files_come_in_below_the_folder_with_their_paths(folder: Path, step: int) -> None:
    body = form([("wire/2024/a.txt", b"One.\r\n--edg"), ("b.md", b"Two."), ("", b"")], source="Wire")
    received = take(body, folder, step=step)
    assert received.paths == ["wire/2024/a.txt", "b.md"]
    assert (folder / "wire/2024/a.txt").read_bytes() == b"One.\r\n--edg"
    assert (received.fields, received.refused) == ({"source": "Wire"}, [])
    assert (folder / "b.md").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../etc/cron.txt", "leads out"),
        ("a/../../b.txt", "leads out"),
        ("/etc/passwd.txt", "leads out"),
        ("\\\\host\\share\\a.txt", "leads out"),
        ("C:/windows/a.txt", "leads out"),
        (".ssh/keys.txt", "hidden"),
        ("x/" * 40 + "a.txt", "too long"),
        ("page.exe", "not among what is read"),
        ("links.tar", "not among what is read"),
        ("README", "without a suffix"),
    ],
)
def test_names_and_kinds_that_do_not_come_in(folder: Path, name: str, reason: str) -> None:
    received = take(form([(name, b"Text."), ("good.txt", b"Good.")]), folder)
    assert received.paths == ["good.txt"]
    (said,) = reasons(received).values()
    assert reason in said
    assert [path.name for path in folder.rglob("*")] == ["good.txt"]


def test_a_picture_under_another_name_and_an_empty_file_are_refused(folder: Path) -> None:
    received = take(form([("a.txt", b"\x89PNG\r\n"), ("b.html", b"MZ\x90"), ("c.txt", b"")]), folder)
    assert received.paths == []
    assert reasons(received) == {
        "a.txt": "a picture, whatever its name says",
        "b.html": "a program, whatever its name says",
        "c.txt": "it is empty",
    }


@pytest.mark.slow
def test_ten_thousand_files_are_bounded_with_a_reason(folder: Path) -> None:
    received = take(form([(f"{number}.txt", b"x") for number in range(10_000)]), folder)
    assert len(received.paths) == MOST_FILES == len(list(folder.iterdir()))
    assert received.refused_count == 10_000 - MOST_FILES
    assert len(received.refused) < received.refused_count
    assert "zip the folder" in received.refused[0].reason


def test_one_name_comes_in_once(folder: Path) -> None:
    received = take(form([("a.txt", b"1"), ("a.txt", b"2"), ("a.txt/b.txt", b"3"), ("c:d.txt", b"4")]), folder)
    assert received.paths == ["a.txt", "c_d.txt"]
    assert received.refused_count == 2


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        (KIND, b"--edge\r\nnonsense"),
        (KIND, form([("a.txt", b"x")])[:-12]),
        (KIND, b""),
        (KIND, b'--edge\r\nContent-Disposition: form-data; name="source"\r\n\r\n' + b"x" * 5000 + b"\r\n--edge--\r\n"),
    ],
)
def test_what_is_no_upload_is_said_to_be_none(folder: Path, kind: str, body: bytes) -> None:
    with pytest.raises(InputError, match="cannot be read as an upload"):
        take(body, folder, kind=kind)


def test_too_many_bytes_end_it(folder: Path) -> None:
    with pytest.raises(InputError, match="more than 1 MB at once, and nothing"):
        take(form([("a.txt", b"x" * 1_100_000)]), folder, most=1_000_000)


def read(folder: Path) -> list[object]:
    with Apart(10, 500) as apart:
        reading = Reading(RowFields(), 1_000_000, apart=apart)
        found = list(walk([folder]))
        return [item for file in found if isinstance(file, FoundFile) for item in read_file(file, reading)]


def test_bombs_and_links_that_are_packed_cost_one_skip(folder: Path) -> None:
    bomb, links, tarred = BytesIO(), BytesIO(), BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("big.txt", b"The bridge is shut. " * 4_000_000)
    with ZipFile(links, "w") as packed:
        link = ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("../out.txt", "Out.")
    with TarFile(fileobj=tarred, mode="w") as packed_tar:
        entry = TarInfo("link.txt")
        entry.type, entry.linkname = b"2", "/etc/passwd"
        packed_tar.addfile(entry)
    compressor = zlib.compressobj(wbits=31)
    tar_gz = compressor.compress(tarred.getvalue()) + compressor.flush()
    received = take(
        form([("bomb.zip", bomb.getvalue()), ("links.zip", links.getvalue()), ("links.tar.gz", tar_gz)]), folder
    )
    assert len(received.paths) == 3
    items = read(folder)
    assert not any(isinstance(item, ReadArticle) for item in items)
    said = " | ".join(item.reason for item in items if isinstance(item, Skip))
    assert "larger than 4 MB" in said
    assert "a link or a device, not a file" in said
    assert "leads out of the archive" in said


@given(names=st.lists(st.text(max_size=60), max_size=6))
def test_whatever_the_names_nothing_is_written_elsewhere(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("root")
    folder = root / "in"
    folder.mkdir()
    quoted = [name.replace("\r", "").replace("\n", "").replace('"', "%22") for name in names]
    clean = [name.encode("utf-8", "replace").decode() for name in quoted]
    try:
        received = take(form([(f"{name}.txt", b"x") for name in clean]), folder)
    except InputError:
        received = Received(folder)
    assert [path.name for path in root.iterdir()] == ["in"]
    for path in received.paths:
        assert (folder / path).resolve().is_relative_to(folder.resolve())
