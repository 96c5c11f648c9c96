"""Packed by gzip: every format reads on as if it were not."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle, Skip

Read = Callable[..., list[Item]]
PAGE = "<html><body><article><h1>Bridge shut</h1><p>" + "It was shut. " * 40 + "</p></article></body></html>"


def pack(path: Path, content: str | bytes) -> None:
    path.write_bytes(gzip.compress(content.encode() if isinstance(content, str) else content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", "It was shut."),
        ("a.md.gz", "# Bridge shut\n\nIt was shut."),
        ("a.html.gz", PAGE),
        ("a.gz", PAGE),
        ("a.txt", PAGE),
        ("a.jsonl.gz", '{"text": "It was shut."}\n{"text": "It opened."}'),
        ("a.json.gz", '[{"text": "It was shut."}]'),
        ("a.csv.gz", "title,text\nA,It was shut."),
        ("a.tsv.gz", "title\ttext\nA\tIt was shut."),
        ("a.txt.gz", "It was shut.".encode("utf-16")),
    ],
)
def test_each_format_is_read_out_of_it(tmp_path: Path, read: Read, name: str, content: str | bytes) -> None:
    pack(tmp_path / name, content)
    first = read(tmp_path)[0]
    assert isinstance(first, ReadArticle)
    assert "It was shut." in first.article.text
    assert first.source.startswith(str(tmp_path / name))
    assert first.article.path in {name, None}


def test_several_streams_in_one_file_are_one(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"It was ") + gzip.compress(b"shut."))
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.text == "It was shut."


@pytest.mark.slow
def test_what_stood_before_the_damage_stays(tmp_path: Path, read: Read) -> None:
    lines = b"".join(json.dumps({"id": n, "text": f"{n} {n * n} {n**5}"}).encode() + b"\n" for n in range(20_000))
    packed = gzip.compress(lines)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *articles, skip = read(tmp_path)
    assert len(articles) > 5_000
    assert skip == Skip(str(tmp_path / "cut.jsonl.gz"), "it is cut short: its packed content ends too early")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x1f\x8b", "it is cut short: its packed content ends too early"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 60, "it is damaged: it cannot be unpacked"),
        (gzip.compress(b""), "empty"),
        (gzip.compress(b"\x00\x01\x02"), "not text"),
        (
            gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))),
            "packed into too many files: unpack it first",
        ),
    ],
)
def test_what_cannot_be_read_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt.gz").write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / "a.txt.gz"), reason)]
