import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip
from ingest.sources.html_page import article_in_page, decode_page

Read = Callable[..., list[Item]]

STORY = "<p>The bridge over the river was shut on Monday evening after inspectors found cracks in it.</p>" * 4
PAGE = """<!DOCTYPE html><html lang="de"><head><title>Bridge shut | Lantern</title>{head}</head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge shut</h1>{top}{story}</article>
<footer>© 2019 Lantern. {foot}</footer></body></html>"""


def page(head: str = "", top: str = "", foot: str = "") -> str:
    return PAGE.format(head=head, top=top, story=STORY, foot=foot)


def article_of(path: Path, read: Read, content: str | bytes) -> ReadArticle:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    item = read(path)[0]
    assert isinstance(item, ReadArticle)
    return item


def test_json_ld_comes_first(tmp_path: Path, read: Read) -> None:
    schema = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Bridge shut",
                "datePublished": "2025-03-11T06:30:00+01:00",
                "dateModified": "2025-03-12",
                "author": [{"name": "Ines Corrado"}],
                "publisher": {"name": "The Lantern"},
                "articleSection": "Opinion",
            },
        ]
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(schema)}</script>'
        '<meta property="article:published_time" content="2020-01-01">'
        '<link rel="canonical" href="https://lantern.example/bridge">'
    )
    article = article_of(tmp_path / "a.html", read, page(head)).article
    assert (article.published_at, article.updated_at) == ("2025-03-11T06:30:00+01:00", "2025-03-12")
    assert (article.title, article.publisher, article.authors) == ("Bridge shut", "The Lantern", ("Ines Corrado",))
    assert (article.url, article.language, article.kind) == ("https://lantern.example/bridge", "de", "opinion")
    assert article.text.startswith("The bridge over the river")
    assert "Home" not in article.text
    assert "©" not in article.text


@pytest.mark.parametrize(
    ("head", "top", "published"),
    [
        ('<meta property="article:published_time" content="2025-03-11T06:30:00Z">', "", "2025-03-11T06:30:00+00:00"),
        ('<meta name="date" content="2025-03-11">', "", "2025-03-11"),
        ('<meta itemprop="datePublished" content="2025-03-11">', "", "2025-03-11"),
        ("", '<time datetime="2025-03-11T06:30">11 March</time>', "2025-03-11T06:30:00"),
        (
            "",
            '<time class="updated" datetime="2025-03-12"></time><time pubdate datetime="2025-03-11">x</time>',
            "2025-03-11",
        ),
        ("", '<time datetime="2025-03-11"></time><time datetime="2024-01-01"></time>', None),
        ("", "", None),
        ("", "<p>On 3 May 2011 it had been opened.</p>", None),
        ('<meta itemprop="copyrightYear" content="2019">', "", None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "", None),
        ('<meta property="article:modified_time" content="2025-03-12">', "", None),
    ],
)
def test_published_only_where_the_page_says_so(
    tmp_path: Path, read: Read, head: str, top: str, published: str | None
) -> None:
    assert article_of(tmp_path / "a.html", read, page(head, top)).article.published_at == published


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/relative">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<meta property="og:url" content="https://lantern.example/a">', "https://lantern.example/a"),
        ("<!-- saved from url=(0030)https://lantern.example/b -->", "https://lantern.example/b"),
        (
            "<!-- saved from url=(0030)https://www.lantern.example/b?x=1 -->"
            '<link rel="canonical" href="https://lantern.example/b">',
            "https://lantern.example/b",
        ),
        (
            "<!-- saved from url=(0030)https://lantern.example/b --><link rel='canonical' href='https://other.example/c'>",
            "https://lantern.example/b",
        ),
    ],
)
def test_the_address(tmp_path: Path, read: Read, head: str, url: str | None) -> None:
    assert article_of(tmp_path / "a.html", read, page(head)).article.url == url


def test_declared_and_guessed_encodings(tmp_path: Path, read: Read) -> None:
    russian = page('<meta charset="windows-1251">').replace("The bridge", "Мост закрыт")
    article = article_of(tmp_path / "a.html", read, russian.replace("©", "").encode("cp1251")).article
    assert article.text.startswith("Мост закрыт")
    (tmp_path / "b.html").write_bytes(page().replace("The bridge", "Das Café für alle").encode("cp1252"))
    item, note = read(tmp_path / "b.html")
    assert isinstance(item, ReadArticle)
    assert item.article.text.startswith("Das Café für alle")
    assert isinstance(note, Note)


def test_xhtml_with_a_declaration(tmp_path: Path, read: Read) -> None:
    content = '<?xml version="1.0" encoding="utf-8"?>\n' + page()
    assert article_of(tmp_path / "a.xhtml", read, content).article.title == "Bridge shut"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"<html><body></body></html>", "no article text found in the page"),
        (b"<html>" + b"<div>" * 100_000, "no article text found in the page"),
        (b"<a " * 20_000, "no article text found in the page"),
        (b"<html>" + b"x" * 5_000_000, "larger than 5 MB, the most that is read of such a file"),
        (gzip.compress(b"<html>"), "no article text found in the page"),
    ],
)
def test_a_page_without_an_article_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.html").write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / "a.html"), reason)]


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.lantern.example/b", "https://www.lantern.example/b"),
        ("https://other.example/b", "https://lantern.example/b?ref=home"),
        ("/b", "https://lantern.example/b?ref=home"),
    ],
)
def test_a_fetched_page_keeps_to_its_domain(canonical: str, url: str) -> None:
    source = page(f'<link rel="canonical" href="{canonical}">')
    article = article_in_page(source, address="https://lantern.example/b?ref=home")
    assert article is not None
    assert article.url == url


def test_the_header_goes_before_what_a_page_says_of_its_encoding() -> None:
    content = page('<meta charset="windows-1251">').replace("The bridge", "Das Café").encode("cp1252")
    assert "Das Café" in decode_page(content, "windows-1252").text
    assert "Das Cafй" in decode_page(content).text


def test_a_byline_that_is_only_printed_is_read_and_is_no_sentence_of_the_story(tmp_path: Path, read: Read) -> None:
    top = "<p><strong>By INES CORRADO</strong><br>Courier Staff Writer</p>"
    article = article_of(tmp_path / "a.html", read, page(top=top)).article
    assert article.authors == ("Ines Corrado",)
    assert article.text.startswith("The bridge over the river")


def test_the_day_in_a_dateline_where_the_page_says_no_other(tmp_path: Path, read: Read) -> None:
    top = "<p>SKARNE, March 4, 2026 /PRNewswire/ -- The bridge of Skarne was shut on Monday evening.</p>"
    assert article_of(tmp_path / "a.html", read, page(top=top)).article.published_at == "2026-03-04"
    declared = '<meta property="article:published_time" content="2026-03-05">'
    assert article_of(tmp_path / "b.html", read, page(declared, top)).article.published_at == "2026-03-05"
