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


NEWSML = (
    '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="2" '
    'xml:lang="en-GB"><itemMeta><provider qcode="p:w"><name>Nordic Wire</name></provider>'
    "<versionCreated>2026-03-04T12:00:00Z</versionCreated><firstCreated>2026-03-04T10:00:00Z</firstCreated>"
    '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Pier &amp; bridge</headline>'
    "<by>By Ines Corrado, Staff Writer</by><creator><name>Nordic Wire</name></creator></contentMeta><contentSet>"
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body><p>It was shut.</p><p>It opened.</p></body></html></inlineXML></contentSet></newsItem>"
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


def test_a_dispatch_in_nitf_of_a_paper(tmp_path: Path, read: Read) -> None:
    paper = '<pubdata name="The Lantern" position.section="Opinion" date.publication="20260304"/>'
    nitf = NITF.replace('<doc.copyright holder="The Lantern"/>', "").replace("</head><body>", f"{paper}</head><body>")
    article = article_in(tmp_path / "a.xml", read, nitf)
    assert (article.publisher, article.kind) == ("The Lantern", "opinion")


def test_an_item_of_newsml(tmp_path: Path, read: Read) -> None:
    article = article_in(tmp_path / "a.xml", read, NEWSML)
    assert (article.title, article.publisher, article.authors) == ("Pier & bridge", "Nordic Wire", ("Ines Corrado",))
    assert (article.published_at, article.external_id) == ("2026-03-04T10:00:00+00:00", "urn:x:1")
    assert article.updated_at == "2026-03-04T12:00:00+00:00"
    assert article.text == "It was shut.\n\nIt opened."


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_an_item_of_newsml_that_was_taken_back(tmp_path: Path, read: Read, status: str) -> None:
    assert article_in(tmp_path / "a.xml", read, NEWSML.replace("usable", status)).is_withdrawn


def test_names_of_newsml_may_be_literals(tmp_path: Path, read: Read) -> None:
    item = NEWSML.replace("<by>By Ines Corrado, Staff Writer</by><creator><name>Nordic Wire</name></creator>", "<X/>")
    item = item.replace("<X/>", '<creator literal="Ines Corrado"/><genre literal="Opinion"/>')
    article = article_in(tmp_path / "a.xml", read, item)
    assert (article.authors, article.kind) == (("Ines Corrado",), "opinion")


def test_a_message_of_several_items_and_a_text_in_nitf(tmp_path: Path, read: Read) -> None:
    item = NEWSML.partition("?>")[2]
    in_nitf = item.replace("urn:x:1", "urn:x:2").replace("It was shut.", "It was open.")
    start, end = in_nitf.index("<html"), in_nitf.index("</inlineXML>")
    body = NITF[NITF.index("<nitf>") :]
    message = f"<newsMessage><itemSet>{item}{in_nitf[:start]}{body}{in_nitf[end:]}</itemSet></newsMessage>"
    (tmp_path / "a.xml").write_text(message)
    articles = [one.article for one in read(tmp_path) if isinstance(one, ReadArticle)]
    assert [one.external_id for one in articles] == ["urn:x:1", "urn:x:2"]
    assert {one.text for one in articles} == {"It was shut.\n\nIt opened."}


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
