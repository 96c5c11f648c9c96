"""What is in a file decides how it is read."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from ingest.sources.formats import REFUSED, REFUSED_DOCUMENTS
from ingest.sources.found import FoundFile, Held
from ingest.sources.reading import Unreadable
from ingest.sources.recognise import format_of


def found(name: str, content: bytes) -> FoundFile:
    return FoundFile(Path("/wire") / name, "wire", name, Held(content))


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[1])
def test_what_is_not_read_says_what_it_is_and_what_to_do(row: tuple[bytes, str, str | None]) -> None:
    start, what, advice = row
    for name in ("a.bin", "a.txt", "a"):
        with pytest.raises(Unreadable, match=r"^it is ") as raised:
            format_of(found(name, start + b"\x00more"))
        assert what in str(raised.value)
        assert str(raised.value).endswith(advice or what) or "which is not read" in str(raised.value)


@pytest.mark.parametrize("row", REFUSED_DOCUMENTS, ids=lambda row: row[1])
def test_documents_that_are_zip_archives(row: tuple[str, str, str]) -> None:
    member, what, advice = row
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "x")
        archive.writestr(member, "x")
    with pytest.raises(Unreadable) as raised:
        format_of(found("a.zip", stream.getvalue()))
    assert what in str(raised.value)
    assert str(raised.value).endswith(advice)


def test_a_zip_of_files_that_are_called_like_an_offices_is_a_zip() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "x")
    assert format_of(found("a.docx", stream.getvalue())).name == "ZIP"


def test_a_tar_archive_says_what_to_do() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("story.txt"))
    with pytest.raises(Unreadable, match=r"a tar archive, which is not read: unpack it"):
        format_of(found("a.tar", stream.getvalue()))
