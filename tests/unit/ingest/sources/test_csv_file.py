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
    assert skip.reason == 'it has no text: its field "text" is empty'
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


@pytest.mark.slow
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


@pytest.mark.parametrize(
    "content",
    [
        'sep=;\ntitle;text\nLamps;"They were lit; all of them."\n',
        '\ufeffsep=;\r\ntitle;text\r\nLamps;"They were lit; all of them."\r\n',
        "sep=\\t\ntitle\ttext\nLamps\tThey were lit; all of them.\n",
        'title,text\nLamps,"They were lit; all of them."\n',
        "title,text\n'Lamps','They were lit; all of them.'\n".replace("title,text", "'title','text'"),
        'Export of 4 March\n\ntitle,text\nLamps,"They were lit; all of them."\n',
        '"title","text"\rLamps,"They were lit; all of them."\r',
        '"title","full\ntext"\nLamps,"They were lit; all of them."\n',
    ],
    ids=["separator", "mark", "tab", "comma", "single", "above", "carriage-return", "header-of-two-lines"],
)
def test_dialects(tmp_path: Path, read: Read, content: str) -> None:
    (tmp_path / "a.csv").write_text(content, newline="")
    (item,) = [item for item in read(tmp_path) if isinstance(item, ReadArticle)]
    assert (item.article.title, item.article.text) == ("Lamps", "They were lit; all of them.")


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (
            'id,text\n1,"He said \\"no, not now\\" twice."\n2,"Then\nhe left."\n',
            ['He said "no, not now" twice.', "Then\nhe left."],
        ),
        ('id,text\n1,"He said ""no, not now"" twice."\n2,x\n', ['He said "no, not now" twice.', "x"]),
        ('id\ttext\n1\t"No," he said.\n2\t"Yes\n', ['"No," he said.', '"Yes']),
        ('id,text\n1,"C:\\\\dir"\n2,"a ""b"" c"\n', ["C:\\\\dir", 'a "b" c']),
        ('id,text\n1,"One\n\nTwo, three"\n2,"Four\r\nfive"\n', ["One\n\nTwo, three", "Four\r\nfive"]),
    ],
    ids=["backslash", "doubled", "none", "path", "newlines"],
)
def test_quotation_marks_inside_fields(tmp_path: Path, read: Read, content: str, texts: list[str]) -> None:
    (tmp_path / ("a.tsv" if "\t" in content else "a.csv")).write_text(content, newline="")
    assert [item.article.text for item in read(tmp_path) if isinstance(item, ReadArticle)] == texts


def test_lines_are_counted_from_the_top_of_the_file(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("sep=;\ntitle;text\nLamps;They were lit.\n")
    (item,) = read(tmp_path)
    assert item.source == f"{tmp_path / 'a.csv'}:line 3"


def test_a_column_that_is_likely_the_text_is_named(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text(f"name,copy\nLamps,{'word ' * 40}\n")
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert "perhaps --field text=copy" in skip.reason


def test_a_space_behind_the_delimiter_leaves_quoted_fields_whole(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text(
        'title, text, date, source\n"Pass shut", "Snow, three metres of it, closed the pass.", 2026-05-03, Courier\n'
    )
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "Snow, three metres of it, closed the pass."
    assert (item.article.published_at, item.article.publisher) == ("2026-05-03", "Courier")


def test_the_header_of_a_joined_file_is_no_article(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.csv").write_text("title,text\nA,The pass is shut.\n\ufefftitle,text\nB,The pass is open.\n")
    assert [item.article.title for item in read(tmp_path) if isinstance(item, ReadArticle)] == ["A", "B"]
