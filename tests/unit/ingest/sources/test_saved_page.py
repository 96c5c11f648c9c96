"""Pages as browsers save them whole."""

import quopri
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle, Skip
from ingest.sources.saved_page import is_saved_page

Read = Callable[..., list[Item]]
STORY = "<p>The bridge over the river was shut on Monday evening after inspectors found cracks in it.</p>" * 4
PAGE = (
    '<html lang="en"><head><title>Bridge shut | Lantern</title>'
    '<meta property="article:published_time" content="2026-03-04"></head>'
    f"<body><article><h1>Bridge shut</h1><p>By Ines Corrado</p>{STORY}</article></body></html>"
)
ADDRESS = "https://lantern.example/bridge"


def saved(page: str = PAGE, kind: str = "text/html") -> bytes:
    body = quopri.encodestring(page.encode()).decode()
    return (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\nSubject: Bridge shut\n"
        'Date: Wed, 1 Apr 2026 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        f"--b\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: {ADDRESS}\n\n{body}\n--b\nContent-Type: text/css\n\np{{}}\n--b--\n"
    ).encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.eml", "a", "a.html"])
def test_a_saved_page_is_dated_by_itself_and_not_by_its_saving(tmp_path: Path, read: Read, name: str) -> None:
    (tmp_path / name).write_bytes(saved())
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    article = item.article
    assert (article.title, article.authors, article.url) == ("Bridge shut", ("Ines Corrado",), ADDRESS)
    assert (article.published_at, article.fetched_at) == ("2026-03-04", "2026-04-01T10:00:00")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (saved(kind="image/png"), "no page in it"),
        (saved("<html><body></body></html>"), "no article text found"),
        (saved("x" * 5_000_001), "larger than 5 MB"),
    ],
)
def test_what_holds_no_article_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(content)
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert reason in skip.reason


def test_a_mail_is_no_saved_page() -> None:
    assert not is_saved_page("From: a@b.example\nMIME-Version: 1.0\n\nSnapshot-Content-Location: x\n")
