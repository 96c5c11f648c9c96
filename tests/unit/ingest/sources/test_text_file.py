from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip

Read = Callable[..., list[Item]]


def test_the_text_is_the_file_as_it_stands(tmp_path: Path, read: Read) -> None:
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_bytes(
        b"\xef\xbb\xbfBridge shut\r\n\r\nBy Ines Corrado\r\n\r\nIt was shut. \r\n"
    )
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "Bridge shut\n\nBy Ines Corrado\n\nIt was shut. \n"
    assert item.article.title == "Bridge shut"
    assert item.article.authors == ("Ines Corrado",)
    assert item.article.path == item.article.external_id == "wire/a.txt"
    assert item.article.source_name == tmp_path.name
    assert item.article.published_at is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t\n", "it has no text"),
        (bytes(range(256)) * 100, "not text"),
        (b"x" * 400_001, "larger than 400 kB, the most that is read of such a file"),
        (b"%PDF-1.4 ...", "a damaged PDF: open it and save it anew"),
    ],
)
def test_a_file_without_an_article(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / "a.txt"), reason)]


def test_another_encoding_is_read_and_said(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_bytes("Ein Café in München wurde geschlossen.\n".encode("cp1252"))
    item, note = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "Ein Café in München wurde geschlossen.\n"
    assert isinstance(note, Note)
    assert "cp1252" in note.text
