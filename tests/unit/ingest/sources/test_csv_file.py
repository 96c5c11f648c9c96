import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip

Read = Callable[..., list[Item]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_encodings_and_text_as_it_is(tmp_path: Path, read: Read, delimiter: str, encoding: str) -> None:
    text = 'He said: "a, b; c|d\te".\r\n\r\nSecond – paragraph. '
    with (tmp_path / "a.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows(
            [["ID", "Headline", "Body", "Byline", "Date"], ["7", "Bridge", text, "By Ines Corrado", "2015-09-01"]]
        )
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == text
    assert (item.article.title, item.article.external_id, item.article.published_at) == ("Bridge", "7", "2015-09-01")
    assert item.source == f"{tmp_path / 'a.csv'}:line 2"


def test_lines_are_counted_as_an_editor_does(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"two\nlines"\n\n2,\n3,three\n')
    first, skip, last = read(tmp_path)
    assert first.source.endswith(":line 2")
    assert isinstance(skip, Skip)
    assert skip.source.endswith(":line 5")
    assert skip.reason == "it has no text"
    assert last.source.endswith(":line 6")


def test_short_and_long_rows(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("text,title\nOnly text.\nText.,Title,more,and more\n")
    assert [item.article.title for item in read(tmp_path) if isinstance(item, ReadArticle)] == [None, "Title"]


def test_no_column_for_the_text_is_one_skip_that_says_what_to_do(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("Team,Location\nBlues,STL\nFlyers,PHI\n")
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert '"Team", "Location"' in skip.reason
    assert "--field text=COLUMN" in skip.reason


def test_a_mapped_column(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("hed;story text\nBridge;It was.\n")
    (item,) = read(tmp_path, {"text": "Story Text"})
    assert isinstance(item, ReadArticle)
    assert item.article.text == "It was."


def test_a_field_longer_than_the_standard_library_takes(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{'word ' * 100_000}\nshort\n")
    long, short = read(tmp_path)
    assert isinstance(long, ReadArticle)
    assert len(long.article.text) == 500_000
    assert isinstance(short, ReadArticle)


def test_odd_bytes_and_nul_are_replaced_and_said(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_bytes(b"text\n" + b"plain\n" * 20_000 + b"caf\xe9 \x00\n")
    *_, item, note = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "caf\ufffd \ufffd"
    assert isinstance(note, Note)


def test_a_guessed_encoding_is_said(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_bytes("text\nEin Café in München.\n".encode("cp1252"))
    note, item = read(tmp_path)
    assert isinstance(note, Note)
    assert "cp1252" in note.text
    assert isinstance(item, ReadArticle)
    assert item.article.text == "Ein Café in München."


def test_blank_lines_alone_are_empty(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("\n\n")
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert skip.reason == "empty"


def test_tsv(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.tsv").write_text("title\ttext\nA, b\tIt was, they said.\n")
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.title == "A, b"
