import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip
from ingest.sources.jsonl import parse_json
from ingest.sources.reading import Unreadable

Read = Callable[..., list[Item]]


def row(number: int, **fields: object) -> str:
    return json.dumps({"id": number, "title": f"Story {number}", "text": f"Text {number}.", **fields})


def test_one_bad_line_of_ten_costs_one_skip(tmp_path: Path, read: Read) -> None:
    lines = [row(number) for number in range(1, 11)]
    lines[2] = '{"id": 3, "text": "unfinished'
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    items = read(tmp_path)
    assert [type(item) for item in items].count(ReadArticle) == 9
    (skip,) = [item for item in items if isinstance(item, Skip)]
    assert skip.source == f"{tmp_path / 'a.jsonl'}:line 3"
    assert skip.reason.startswith("invalid JSON at column 30")


def test_all_fields_of_a_row(tmp_path: Path, read: Read) -> None:
    text = " \tCafé “text”,\r\nkept\u2028as it is.\n\n"
    fields = {
        "title": " Bridge \n shut ",
        "text": text,
        "source": {"id": "lantern", "name": "The Lantern"},
        "author": "By Ines Corrado and Paul Dravin",
        "publishedAt": "2015-09-01T12:30:00+02:00",
        "modified": "2015-09-02",
        "crawled_at": "2016-01-01",
        "url": "https://lantern.example/bridge",
        "lang": "en-GB",
        "section": "Opinion",
    }
    (tmp_path / "a.jsonl").write_text(row(7, **fields) + "\n")
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    article = item.article
    assert article.text == text
    assert article.title == "Bridge shut"
    assert article.publisher == "The Lantern"
    assert article.authors == ("Ines Corrado", "Paul Dravin")
    assert article.published_at == "2015-09-01T12:30:00+02:00"
    assert str(article.published_on) == "2015-09-01"
    assert article.updated_at == "2015-09-02"
    assert article.fetched_at == "2016-01-01"
    assert article.url == "https://lantern.example/bridge"
    assert (article.external_id, article.source_name, article.path) == ("7", tmp_path.name, None)
    assert (article.language, article.kind) == ("en", "opinion")


def test_a_row_without_dates_stays_undated(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text(row(1, created_at="2015-01-01") + "\n" + row(2, date="someday"))
    first, second = read(tmp_path)
    assert isinstance(first, ReadArticle)
    assert isinstance(second, ReadArticle)
    assert first.article.published_at is None
    assert second.article.published_at is None
    assert "no field of the row is known to hold the date of publication" in (first.undated or "")
    assert "in no form that is known" in (second.undated or "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            '{"title": "x"}',
            "it has no text: none of its fields is known to hold it (field: title); say which with --field text=FIELD",
        ),
        ('{"title": "x", "text": " \\n "}', 'it has no text: its field "text" is empty'),
        ('{"text": {"a": 1}}', 'its text is not a string: the field "text" holds none'),
        ('{"text": 5}', "its text is not a string"),
        ("[1, 2]", "the line holds a list, not an object with fields"),
        ("null", "the line holds null, not an object with fields"),
        ('"text"', "the line holds a string, not an object with fields"),
        ('{"text": ' + "9" * 5000 + "}", "invalid JSON: a number is too long"),
        ("[" * 100_000, "invalid JSON: nested too deeply"),
    ],
)
def test_a_line_that_is_no_article(tmp_path: Path, read: Read, line: str, reason: str) -> None:
    (tmp_path / "a.jsonl").write_text(row(1) + "\n" + line + "\n" + row(2))
    first, skip, last = read(tmp_path)
    assert isinstance(first, ReadArticle)
    assert isinstance(last, ReadArticle)
    assert isinstance(skip, Skip)
    assert skip.source == f"{tmp_path / 'a.jsonl'}:line 2"
    assert skip.reason.startswith(reason)


def test_halves_of_characters_and_nul_are_replaced_one_for_one(tmp_path: Path, read: Read) -> None:
    line = '{"id": "a\\ud800", "title": "x\\u0000", "author": "\\ud800", '
    line += '"text": "one \\ud83d\\ude00 two \\udc00 three \\u0000"}'
    (tmp_path / "a.jsonl").write_text(line)
    item, note = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "one 😀 two \ufffd three \ufffd"
    assert item.article.external_id == "a\ufffd"
    assert isinstance(note, Note)
    assert "U+FFFD" in note.text


@pytest.mark.slow
def test_a_line_with_bytes_of_another_encoding_costs_one_skip(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        b'{"text": "plain"}\n' * 5000 + '{"text": "Café"}\n'.encode("cp1252") + b'{"text": "plain"}\n'
    )
    items = read(tmp_path)
    assert [item for item in items if isinstance(item, Skip)] == [
        Skip(f"{tmp_path / 'a.jsonl'}:line 5001", "not valid utf-8 text at byte 14 of the line")
    ]
    assert len(items) == 5002


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_other_encodings(tmp_path: Path, read: Read, encoding: str) -> None:
    text = "Ein Café in München wurde über Nacht geschlossen. " * 3
    line = json.dumps({"text": text}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(f"{line}\r\n\r\n{line}\r\n".encode(encoding))
    assert [item.article.text for item in read(tmp_path) if isinstance(item, ReadArticle)] == [text, text]


def test_a_line_too_long_is_read_over(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join([row(1), row(2, text="x" * 3_000_000), row(3)]))
    first, skip, last = read(tmp_path)
    assert isinstance(first, ReadArticle)
    assert isinstance(last, ReadArticle)
    assert skip == Skip(f"{tmp_path / 'a.jsonl'}:line 2", "longer than 2 MB, the most that is read of a line")


def test_a_list_called_jsonl_is_read_as_a_list(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps([{"text": "One."}, {"text": "Two."}], indent=1))
    assert len(read(tmp_path)) == 2


def test_invalid_json_says_where() -> None:
    with pytest.raises(Unreadable, match=r"line 2, column 1"):
        parse_json('{"a":\n}')


def test_a_million_blank_lines_are_enough(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n" * 1_000_001 + b'{"text": "x"}')
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert skip.reason == "more than 1,000,000 blank lines at line 1000001: the rest was not read"
