"""Web archives."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources import Item, Note, ReadArticle, Skip
from tests.written_files import pdf_of, warc_of

Read = Callable[..., list[Item]]
PAGE = ("<html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1><p>" + "It was shut. " * 40
        + "</p></article></body></html>").encode()  # fmt: skip
ADDRESS = "https://lantern.example/2024/bridge?page=1"


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_a_page_has_its_address_and_no_date(tmp_path: Path, read: Read, name: str, is_packed: bool) -> None:
    records = [(ADDRESS, "text/html; charset=utf-8", PAGE), ("https://lantern.example/a.png", "image/png", b"\x89PNG")]
    (tmp_path / name).write_bytes(warc_of(records, packed=is_packed, WARC_Date="2024-05-03T10:00:00Z"))
    article, note = read(tmp_path)
    assert isinstance(article, ReadArticle)
    assert isinstance(note, Note)
    assert (article.source, article.article.url) == (f"{tmp_path / name}/{ADDRESS}", ADDRESS)
    assert (article.article.published_at, article.article.fetched_at) == (None, "2024-05-03T10:00:00+00:00")
    assert article.article.path == f"{name}/{ADDRESS}"


def test_other_documents_and_what_is_left_out(tmp_path: Path, read: Read) -> None:
    records = [
        ("https://lantern.example/a.pdf", "application/pdf", pdf_of([["It was shut on Monday evening, they said."]])),
        ("https://lantern.example/a.txt", "text/plain", b"It was shut."),
        ("https://lantern.example/robots.txt", "text/plain", b"User-agent: *"),
        ("ftp://lantern.example/a.html", "text/html", PAGE),
        ("https://lantern.example/empty", "text/html", b""),
    ]
    (tmp_path / "a.warc").write_bytes(warc_of(records))
    items = read(tmp_path)
    articles = [item.article for item in items if isinstance(item, ReadArticle)]
    assert [article.url for article in articles] == ["https://lantern.example/a.pdf", "https://lantern.example/a.txt"]
    assert [item.reason for item in items if isinstance(item, Skip)] == ["empty"]
    assert sum(isinstance(item, Note) for item in items) == 2


def test_a_record_that_was_cut_is_skipped(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.warc").write_bytes(warc_of([(ADDRESS, "text/html", PAGE)], WARC_Truncated="length"))
    assert read(tmp_path) == [Skip(f"{tmp_path / 'a.warc'}/{ADDRESS}", "its record is cut short")]
    whole = warc_of([(ADDRESS, "text/html", PAGE)])
    (tmp_path / "a.warc").write_bytes(whole[: len(whole) - 100])
    assert read(tmp_path) == [Skip(f"{tmp_path / 'a.warc'}/{ADDRESS}", "its record is cut short")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"WARC/1.0\r\n", "a web archive without pages in it"),
        (b"WARC/1.0\r\nnonsense", "a web archive"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\n", "a web archive"),
        (b"filedesc://x", "a web archive"),
    ],
)
def test_damage_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.warc").write_bytes(content)
    (skip,) = (item for item in read(tmp_path) if not isinstance(item, Note))
    assert isinstance(skip, Skip)
    assert skip.reason.startswith(reason)


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: br", brotli.compress(PAGE)),
        ("Content-Encoding: BR", brotli.compress(PAGE)),
        ("Content-Encoding: br\r\nTransfer-Encoding: chunked", chunked(brotli.compress(PAGE))),
        ("Content-Encoding: br", PAGE),
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: none", PAGE),
        ("Content-Encoding: utf-8\r\nTransfer-Encoding: chunked", chunked(PAGE)),
    ],
    ids=["plain", "capitals", "chunked", "unpacked", "gzip", "none", "misused"],
)
def test_a_record_is_unpacked(tmp_path: Path, read: Read, headers: str, body: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(warc_of([(ADDRESS, f"text/html\r\n{headers}", body)]))
    (article,) = read(tmp_path)
    assert isinstance(article, ReadArticle)
    assert article.article.title == "Bridge shut"


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ("Content-Encoding: zstd", b"(\xb5/\xfd", "it is packed with zstd, which is not unpacked"),
        ("Content-Encoding: br", b"\xff\xff\xff\xff" * 20, "its record is damaged: it cannot be unpacked"),
        ("Content-Encoding: br", brotli.compress(PAGE)[:-20], "its record is damaged: it cannot be unpacked"),
        ("Content-Encoding: br", brotli.compress(b"<p>" * 22_500_000, quality=1), "larger than 64 MB"),
    ],
    ids=["zstd", "damaged", "cut", "bomb"],
)
def test_a_record_that_cannot_be_unpacked_says_why(
    tmp_path: Path, read: Read, headers: str, body: bytes, reason: str
) -> None:
    (tmp_path / "a.warc").write_bytes(warc_of([(ADDRESS, f"text/html\r\n{headers}", body)]))
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert skip.reason.startswith(reason)
