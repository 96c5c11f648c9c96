"""Articles in XML, one a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from ingest.sources import Item, ReadArticle, Skip
from ingest.sources.xml_article import is_xml_article

Read = Callable[..., list[Item]]
DOC = (
    '<doc sitename="The Lantern" title="Pier &amp; bridge" author="Ines Corrado; Theo Marchbank" date="2026-03-04" '
    'url="https://lantern.example/a" hostname="lantern.example" fingerprint="a1"><main><head rend="h2">Why</head>'
    "<p>It was shut.</p><list><item>The pier</item><item>The <hi rend='#b'>bridge</hi></item></list><quote>No.</quote>"
    "</main><comments><p>I agree.</p></comments></doc>"
)
NITF = (
    '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>Pier</title><docdata>'
    '<doc-id id-string="x.1"/><date.issue norm="20260304T100000Z"/><doc.copyright holder="The Lantern"/></docdata>'
    "</head><body><body.head><hedline><hl1>Pier &amp; bridge</hl1></hedline>"
    "<byline>By <person>Ines Corrado</person></byline>"
    "</body.head><body.content><p>It was shut.</p><p>It opened.</p></body.content></body></nitf>"
)


def article_in(path: Path, read: Read, content: str) -> IncomingArticle:
    path.write_text(content)
    (item,) = [item for item in read(path) if isinstance(item, ReadArticle)]
    return item.article


@pytest.mark.parametrize("name", ["a.xml", "a.txt", "a"])
def test_what_trafilatura_writes(tmp_path: Path, read: Read, name: str) -> None:
    article = article_in(tmp_path / name, read, DOC)
    assert (article.title, article.publisher) == ("Pier & bridge", "The Lantern")
    assert article.authors == ("Ines Corrado", "Theo Marchbank")
    assert (article.published_at, article.url) == ("2026-03-04", "https://lantern.example/a")
    assert "".join(article.text.split()) == "WhyItwasshut.ThepierThebridgeNo."


def test_a_dispatch_in_nitf(tmp_path: Path, read: Read) -> None:
    article = article_in(tmp_path / "a.xml", read, NITF)
    assert (article.title, article.publisher, article.authors) == ("Pier & bridge", "The Lantern", ("Ines Corrado",))
    assert (article.published_at, article.external_id) == ("2026-03-04T10:00:00+00:00", "x.1")
    assert article.text == "It was shut.\n\nIt opened."


@pytest.mark.parametrize("xml", ["<nitf><body/></nitf>", "<doc sitename='x'/>", "<nitf>" * 100_000])
def test_what_holds_no_text_is_a_skip(tmp_path: Path, read: Read, xml: str) -> None:
    (tmp_path / "a.xml").write_text(xml)
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)


def test_entities_do_not_grow(tmp_path: Path, read: Read) -> None:
    bomb = '<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + NITF.split('dtd">')[1].replace("shut", "&b;")
    assert "&b;" in article_in(tmp_path / "a.xml", read, bomb).text


def test_other_documents_are_none_of_these() -> None:
    assert not is_xml_article("<doc><section>x</section></doc>")
    assert not is_xml_article("doc sitename")
