"""Rows as the tools write them that people collect news with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from ingest.sources import Item, Note, ReadArticle, Skip

Read = Callable[..., list[Item]]
STORY = "The harbour board met on Monday. Chair Ilse Tarn said the plan would go ahead."
OTHER = "Work begins in June."


def article_in(tmp_path: Path, read: Read, document: object, name: str = "a.json") -> IncomingArticle:
    (tmp_path / name).write_text(document if isinstance(document, str) else json.dumps(document))
    (item,) = [item for item in read(tmp_path) if not isinstance(item, Note)]
    assert isinstance(item, ReadArticle)
    return item.article


FUNDUS = {
    "title": "Cranes arrive",
    "body": {"summary": ["Short."], "sections": [{"headline": ["Why"], "paragraphs": [STORY, OTHER]}]},
    "authors": ["Jane Doe"],
    "publishing_date": "2026-03-04 10:00:00+01:00",
    "free_access": False,
    "html": {
        "requested_url": "https://gazette.example/a",
        "crawl_date": "2026-04-01 10:00:00",
        "source_info": {"publisher": "Harrowmere Gazette"},
    },
}
NEWS_PLEASE = {
    "authors": ["Jane Doe"],
    "date_download": "2026-04-01 10:00:00",
    "date_publish": "2026-03-04 10:00:00",
    "maintext": STORY,
    "text": None,
    "source_domain": "gazette.example",
    "title": "Buoys",
    "url": "https://gazette.example/a",
}
NEWSPAPER = {
    "url": "https://gazette.example/a",
    "title": "Quays",
    "authors": ["Jane Doe", "Staff Writer"],
    "publish_date": "2026-03-04 10:00:00",
    "text": STORY,
    "summary": "s",
    "meta_site_name": "Harrowmere Gazette",
    "source_url": "https://gazette.example",
}
TRAFILATURA = {
    "title": "Locks",
    "author": "Jane Doe",
    "hostname": "gazette.example",
    "date": "2026-03-04",
    "id": None,
    "text": STORY,
    "source": "https://gazette.example/a",
    "source-hostname": "Harrowmere Gazette",
    "filedate": "2026-04-01",
}
WORDPRESS = {
    "id": 101,
    "date": "2026-03-04T10:00:00",
    "guid": {"rendered": "https://gazette.example/?p=101"},
    "link": "https://gazette.example/a",
    "title": {"rendered": "Dredging &#8211; what next"},
    "content": {"rendered": f"\n<p>{STORY}</p>\n", "protected": False},
    "author": 7,
    "status": "publish",
    "_embedded": {"author": [{"id": 7, "name": "Jane Doe"}]},
    "yoast_head_json": {"og_site_name": "Harrowmere Gazette"},
}
GUARDIAN_LIKE = {
    "id": "world/x",
    "webPublicationDate": "2026-03-04T10:00:00Z",
    "webTitle": "Ropes",
    "webUrl": "https://gazette.example/a",
    "fields": {"byline": "Jane Doe in Berlin", "bodyText": STORY, "publication": "Harrowmere Gazette"},
}
NEWSAPI = {
    "source": {"id": None, "name": "Harrowmere Gazette"},
    "author": "Jane Doe",
    "title": "Ropes",
    "url": "https://gazette.example/a",
    "publishedAt": "2026-03-04T10:00:00Z",
    "content": f"{STORY} Work on ro\u2026 [+2345 chars]",
}
HIT = {
    "_index": "news",
    "_id": "a1",
    "_source": {
        "title": "Ropes",
        "body": STORY,
        "byline": "By JANE DOE",
        "published": 1772618400000,
        "outlet": "Harrowmere Gazette",
        "link": "https://gazette.example/a",
    },
}
TABLE = {
    "DocumentIdentifier": "https://gazette.example/a",
    "SourceCommonName": "gazette.example",
    "Title": "Ropes",
    "Text": STORY,
    "Author": "Jane Doe",
    "SQLDATE": 20260304,
}
EVENT_REGISTRY = {
    "uri": "123",
    "lang": "eng",
    "date": "2026-03-04",
    "title": "Ropes",
    "body": STORY,
    "url": "https://gazette.example/a",
    "source": {"uri": "gazette.example", "title": "Harrowmere Gazette"},
    "authors": [{"uri": "jane", "name": "Jane Doe"}],
}
GOOSE = {
    "meta": {"canonical": "https://gazette.example/a", "lang": "en"},
    "domain": "gazette.example",
    "title": "Ropes",
    "cleaned_text": STORY,
    "opengraph": {"site_name": "Harrowmere Gazette"},
    "authors": ["Jane Doe"],
    "publish_date": "2026-03-04",
}
SERVED_ROW = {
    "row_idx": 0,
    "row": {
        "title": "Ropes",
        "article": STORY,
        "date": "2026-03-04",
        "author": "Jane Doe",
        "publication": "Harrowmere Gazette",
        "url": "https://gazette.example/a",
    },
    "truncated_cells": [],
}


@pytest.mark.parametrize(
    ("document", "publisher"),
    [
        ([FUNDUS], "Harrowmere Gazette"),
        (NEWS_PLEASE, "gazette.example"),
        (NEWSPAPER, "Harrowmere Gazette"),
        (TRAFILATURA, "Harrowmere Gazette"),
        ([WORDPRESS], "Harrowmere Gazette"),
        ({"response": {"status": "ok", "results": [GUARDIAN_LIKE]}}, "Harrowmere Gazette"),
        ({"status": "ok", "articles": [NEWSAPI]}, "Harrowmere Gazette"),
        ({"took": 3, "hits": {"total": {"value": 1}, "hits": [HIT]}}, "Harrowmere Gazette"),
        ([TABLE], "gazette.example"),
        ({"articles": {"results": [EVENT_REGISTRY]}}, "Harrowmere Gazette"),
        (GOOSE, "Harrowmere Gazette"),
        ({"features": [{"name": "title"}], "rows": [SERVED_ROW]}, "Harrowmere Gazette"),
    ],
    ids=[
        "fundus",
        "news-please",
        "newspaper",
        "trafilatura",
        "wordpress",
        "guardian",
        "newsapi",
        "hits",
        "table",
        "registry",
        "goose",
        "served rows",
    ],
)
def test_what_each_tool_writes_is_found(tmp_path: Path, read: Read, document: object, publisher: str) -> None:
    article = article_in(tmp_path, read, document)
    assert STORY in article.text
    assert "<" not in article.text
    assert "[+" not in article.text
    assert (article.authors, article.publisher) == (("Jane Doe",), publisher)
    assert str(article.published_on) == "2026-03-04"
    assert article.url == "https://gazette.example/a"


def test_sections_and_their_heads_in_order(tmp_path: Path, read: Read) -> None:
    article = article_in(tmp_path, read, FUNDUS)
    assert article.text == f"Short.\n\nWhy\n\n{STORY}\n\n{OTHER}"
    assert (article.is_paywalled, article.fetched_at) == (True, "2026-04-01T10:00:00")


def test_an_id_of_a_writer_is_no_name(tmp_path: Path, read: Read) -> None:
    article = article_in(tmp_path, read, [{**WORDPRESS, "_embedded": {}}])
    assert (article.title, article.authors, article.external_id) == ("Dredging – what next", (), "101")


@pytest.mark.parametrize(
    "document",
    [
        {"title": {"0": "A", "1": "B"}, "text": {"0": STORY, "1": OTHER}},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["A", STORY], ["B", OTHER]]},
        {"x": {"title": "A", "text": STORY}, "y": {"title": "B", "text": OTHER}},
        {"data": [{"type": "articles", "id": "1", "attributes": {"title": "A", "body": STORY}}, {"text": OTHER}]},
    ],
    ids=["columns", "split", "index", "attributes"],
)
def test_tables_in_json(tmp_path: Path, read: Read, document: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(document))
    items = read(tmp_path)
    assert [item.article.text for item in items if isinstance(item, ReadArticle)] == [STORY, OTHER]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([{"type": "paragraph", "text": "One."}, {"type": "image", "url": "x"}, {"text": "Two."}], "One.\n\nTwo."),
        ([{"_type": "block", "children": [{"text": "One "}, {"text": "two."}]}], "One two."),
        ({"html": "<p>One.</p><p>Two.</p>"}, "One.\n\nTwo."),
        ({"rendered": "One <a href='x'>link</a>.\n\nTwo."}, "One link.\n\nTwo."),
        ({"value": "One."}, "One."),
        ("<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->", "One."),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
        ("The board&#8217;s &ldquo;plan&rdquo; &amp; more", "The board’s “plan” & more"),
        ("if a &lt; b", "if a &lt; b"),
        ("One. Two th... [2345 chars]", "One. Two th... [2345 chars]"[:4]),
        ("Only a beginning of\u2026 [+99 chars]", "Only a beginning"),
        ("It cost [+3 points] then.", "It cost [+3 points] then."),
        ("One. Two th\u2026 Read more", "One."),
        ("One. Two th\u2026 Continue reading →", "One."),
        ("One. Two th [\u2026]", "One."),
        ("One. Two th... (more)", "One."),
        ("One. Two th... [read the full story]", "One."),
        ("One. He asked for more", "One. He asked for more"),
        ("One. “Tell them to read more", "One. “Tell them to read more"),
        ({"en-US": "One."}, "One."),
    ],
)
def test_texts_in_whatever_form(tmp_path: Path, read: Read, value: object, text: str) -> None:
    assert article_in(tmp_path, read, [{"title": "A", "body": value}]).text == text


@pytest.mark.parametrize(
    "word",
    [
        "NaN",
        "nan",
        "None",
        "NULL",
        "null",
        "N/A",
        "n/a",
        "NaT",
        "<NA>",
        "NA",
        "-",
        "\\N",
        "?",
        "nil",
        "#NULL!",
        "Not specified",
    ],
)
def test_words_for_nothing(tmp_path: Path, read: Read, word: str) -> None:
    row = {"title": word, "author": word, "source": word, "date": word, "url": word, "text": word, "body": STORY}
    article = article_in(tmp_path, read, json.dumps(row), "a.jsonl")
    assert article.text == STORY
    assert (article.title, article.authors, article.publisher, article.published_at) == (None, (), None, None)


def test_no_number_is_nothing_too(tmp_path: Path, read: Read) -> None:
    content = f'{{"title": NaN, "author": [NaN], "source": {{"id": null, "name": NaN}}, "text": "{STORY}"}}'
    article = article_in(tmp_path, read, content, "a.jsonl")
    assert (article.title, article.authors, article.publisher) == (None, (), None)


@pytest.mark.parametrize("source", ["https://gazette.example/a", "http://gazette.example", "gazette.example/feed"])
def test_an_address_is_no_outlet(tmp_path: Path, read: Read, source: str) -> None:
    article = article_in(tmp_path, read, [{"source": source, "text": STORY}])
    assert article.publisher is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": "A", "web_url": "https://g.example/a", "abstract": "Short."}, 'summary in "abstract" is not taken'),
        ({"title": "A", "x": {"copy": "word " * 30}}, "perhaps --field text=x.copy"),
        ({"title": "A", "maintext": None}, 'its field "maintext" is empty'),
        ({"title": "A", "content": "[Removed]"}, "withheld"),
    ],
)
def test_a_skip_says_what_is_missing_and_what_helps(
    tmp_path: Path, read: Read, row: dict[str, object], reason: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps([row]))
    (skip,) = read(tmp_path)
    assert isinstance(skip, Skip)
    assert reason in skip.reason


@pytest.mark.parametrize(
    "name", ["publish_ts", "publishedUtc", "pub_datetime_iso", "first_published_ts", "posted_unix"]
)
def test_a_date_under_a_name_that_says_so(tmp_path: Path, read: Read, name: str) -> None:
    assert article_in(tmp_path, read, {"text": STORY, name: 1772618400}).published_at == "2026-03-04T10:00:00+00:00"


@pytest.mark.parametrize("name", ["created_ts", "timestamp", "release_notes", "post_id_at_source"])
def test_a_date_under_another_name_is_none(tmp_path: Path, read: Read, name: str) -> None:
    assert article_in(tmp_path, read, {"text": STORY, name: 1772618400}).published_at is None


@pytest.mark.parametrize(
    "row",
    [
        {
            "headline": "Ropes",
            "body_xhtml": f"<div><p>{STORY}</p></div>",
            "byline": "Jane Doe",
            "copyrightholder": "AP",
        },
        {"title": "Ropes", "body_html": f"<p>{STORY}</p>", "publishedBylines": [{"id": 1, "name": "Jane Doe"}]},
        {"title_s": "Ropes", "body_txt_en": STORY, "author_ss": ["Jane Doe"], "published_dt": "2026-03-04T10:00:00Z"},
    ],
    ids=["ninjs", "newsletter", "solr"],
)
def test_fields_as_formats_and_indexes_name_them(tmp_path: Path, read: Read, row: dict[str, object]) -> None:
    article = article_in(tmp_path, read, {"response": {"numFound": 1, "docs": [row]}})
    assert (article.title, article.text.strip(), article.authors) == ("Ropes", STORY, ("Jane Doe",))


@pytest.mark.parametrize(
    ("source", "url"),
    [("https://gazette.example/news/a", "https://gazette.example/news/a"), ("https://gazette.example/", None)],
)
@pytest.mark.parametrize("name", ["SOURCEURL", "source"])
def test_the_address_of_a_front_page_is_no_articles(
    tmp_path: Path, read: Read, name: str, source: str, url: str | None
) -> None:
    assert article_in(tmp_path, read, {"title": "Ropes", "text": STORY, name: source}).url == url


def test_the_type_of_schema_org_says_the_kind(tmp_path: Path, read: Read) -> None:
    assert article_in(tmp_path, read, {"@type": "OpinionNewsArticle", "articleBody": STORY}).kind == "opinion"


def test_the_categories_of_a_site_say_the_kind_and_its_tags_do_not(tmp_path: Path, read: Read) -> None:
    terms = [[{"taxonomy": "post_tag", "name": "Interview"}], [{"taxonomy": "category", "name": "Opinion"}]]
    post = {"content": {"rendered": f"<p>{STORY}</p>"}, "_embedded": {"wp:term": terms}}
    assert article_in(tmp_path, read, [post]).kind == "opinion"
    assert article_in(tmp_path, read, [{**post, "_embedded": {"wp:term": terms[:1]}}]).kind == "unknown"


def test_an_export_of_ghost(tmp_path: Path, read: Read) -> None:
    posts = [{"id": "g1", "title": "One", "html": f"<p>{STORY}</p>", "status": "draft"}]
    found = article_in(tmp_path, read, {"db": [{"meta": {"version": "5"}, "data": {"posts": posts, "tags": []}}]})
    assert (found.title, found.is_withdrawn) == ("One", True)


@pytest.mark.parametrize(
    "row",
    [
        {"headline": "A", "blocks": [{"type": "p", "text": STORY}], "news_outlet": "Gazette", "byline": "Jane Doe"},
        {"title": "A", "content": STORY, "origin": {"title": "Gazette"}, "author": "Jane Doe"},
        {"fields": {"title": {"en-US": "A"}, "body": {"en-US": STORY}, "publisher": "Gazette", "author": "Jane Doe"}},
        {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "authors": [{"name": "Jane Doe"}],
         "items": [{"id": "1", "title": "A", "content_html": f"<p>{STORY}</p>"}]},
    ],
    ids=["blocks", "reader", "by-language", "json-feed"],
)  # fmt: skip
def test_who_published_it_wherever_an_export_keeps_that(tmp_path: Path, read: Read, row: dict[str, object]) -> None:
    article = article_in(tmp_path, read, row if "items" in row else [row])
    assert (article.title, article.text, article.publisher, article.authors) == ("A", STORY, "Gazette", ("Jane Doe",))


@pytest.mark.parametrize("between", ["", "\n", "\n\n", ",\n"])
def test_objects_one_behind_the_other(tmp_path: Path, read: Read, between: str) -> None:
    rows = [json.dumps({"title": title, "text": f"{STORY} {title}"}, indent=1) for title in "ABC"]
    (tmp_path / "a.json").write_text(between.join(rows))
    assert [item.article.title for item in read(tmp_path) if isinstance(item, ReadArticle)] == ["A", "B", "C"]


def test_the_address_of_the_page_that_an_article_is_the_main_thing_of(tmp_path: Path, read: Read) -> None:
    for page in ("https://gazette.example/a", {"@type": "WebPage", "@id": "https://gazette.example/a"}):
        row = {"@type": "NewsArticle", "headline": "A", "articleBody": STORY, "mainEntityOfPage": page}
        assert article_in(tmp_path, read, [row]).url == "https://gazette.example/a"


def test_the_services_that_news_is_bought_from(tmp_path: Path, read: Read) -> None:
    event_registry = {"uri": "1", "date": "2026-03-04", "dateTimePub": "2026-03-04T10:00:00Z", "title": "A",
        "body": STORY, "source": {"uri": "gazette.example", "title": "Gazette"}, "url": "https://gazette.example/a",
        "authors": [{"name": "Jane Doe", "isAgency": False}, {"name": "Skarne Service", "isAgency": True}]}  # fmt: skip
    news_catcher = {"title": "A", "author": "Jane Doe", "published_date": "2026-03-04 10:00:00", "content": STORY,
        "domain_url": "gazette.example", "name_source": "Gazette", "link": "https://gazette.example/a",
        "is_opinion": True}  # fmt: skip
    news_api = {"title": "A - Gazette", "author": "Jane Doe", "publishedAt": "2026-03-04T10:00:00Z", "content": STORY,
        "source": {"id": None, "name": "Gazette"}, "url": "https://gazette.example/a"}  # fmt: skip
    ninjs = {"uri": "urn:x", "headline": "A", "byline": "Jane Doe", "firstcreated": "2026-03-04T10:00:00+00:00",
        "versioncreated": "2026-03-05T10:00:00+00:00", "body_text": STORY, "provider": "Gazette"}  # fmt: skip
    proquest = {
        "Title": "A",
        "Authors": "Doe, Jane",
        "FullText": STORY,
        "pubdate": "Mar 4, 2026",
        "pubtitle": "Gazette",
    }
    for row in (event_registry, news_catcher, news_api, ninjs, proquest):
        found = article_in(tmp_path, read, {"articles": [row]})
        assert (found.title, found.publisher, found.authors) == ("A", "Gazette", ("Jane Doe",))
        assert (found.published_at or "").startswith("2026-03-04T10" if row is not proquest else "2026-03-04")
        assert found.url == (row.get("url") or row.get("link"))
        assert found.kind == ("opinion" if row is news_catcher else "unknown")


def test_the_readers_of_feeds_and_the_systems_of_papers(tmp_path: Path, read: Read) -> None:
    address = "https://gazette.example/a"
    feedly = {"id": "x", "title": "A", "author": "Jane Doe", "published": 1772618400000,
        "alternate": [{"href": address}], "content": {"content": f"<p>{STORY}</p>", "direction": "ltr"}}  # fmt: skip
    google_reader = {"id": "x", "title": "A", "author": "Jane Doe", "published": 1772618400,
        "canonical": [{"href": address}], "summary": {"content": f"<p>{STORY}</p>"}}  # fmt: skip
    wallabag = {"id": 5, "title": "A", "content": f"<p>{STORY}</p>", "published_at": "2026-03-04T10:00:00+0000",
        "published_by": ["Jane Doe"], "url": address}  # fmt: skip
    arc = {"headlines": {"basic": "A"}, "credits": {"by": [{"type": "author", "name": "Jane Doe"}]}, "url": address,
        "content_elements": [{"type": "text", "content": STORY}, {"type": "image", "caption": "A quay."}],
        "display_date": "2026-03-04T10:00:00Z"}  # fmt: skip
    about = {"meta": {"headline": "A", "author": {"first_name": "Jane", "last_name": "Doe"}, "url": address,
        "published": "2026-03-04T10:00:00Z"}, "content": {"text": STORY}}  # fmt: skip
    for row in (feedly, google_reader, wallabag, arc, about):
        found = article_in(tmp_path, read, {"items": [row]})
        assert (found.title, found.authors, found.text) == ("A", ("Jane Doe",), STORY)
        assert (found.published_at, found.url) == ("2026-03-04T10:00:00+00:00", address)


def test_a_day_in_three_columns_where_no_column_has_it_whole(tmp_path: Path, read: Read) -> None:
    parts = {"text": STORY, "year": "2026.0", "month": "3", "day": "4"}
    assert article_in(tmp_path, read, [parts]).published_at == "2026-03-04"
    assert article_in(tmp_path, read, [{**parts, "date": "2026-03-05"}]).published_at == "2026-03-05"
    assert article_in(tmp_path, read, [{**parts, "month": "March"}]).published_at is None


def test_only_the_outlet_itself_is_cut_from_behind_a_headline(tmp_path: Path, read: Read) -> None:
    for title, cut in (
        ("A - b | Gazette", "A - b"),
        ("The Gazette", "The Gazette"),
        ("A - Gazette sold", "A - Gazette sold"),
    ):
        assert article_in(tmp_path, read, [{"title": title, "text": STORY, "source": "Gazette"}]).title == cut


GERMAN = {"Überschrift": "A", "Text": STORY, "Datum": "2026-03-04", "Quelle": "Gazette", "Autor": "Jane Doe"}
FRENCH = {"titre": "A", "texte": STORY, "date_publication": "2026-03-04", "source": "Gazette", "auteur": "Jane Doe"}
SPANISH = {"titular": "A", "contenido": STORY, "fecha": "2026-03-04", "medio": "Gazette", "autor": "Jane Doe"}
ITALIAN = {"titolo": "A", "testo": STORY, "data": "2026-03-04", "testata": "Gazette", "autore": "Jane Doe"}
DUTCH = {"titel": "A", "inhoud": STORY, "datum": "2026-03-04", "krant": "Gazette", "auteur": "Jane Doe"}
NESTED = {"headline": "A", "body_nitf": f"<block><p>{STORY}</p></block>", "firstcreated": "2026-03-04",
    "provider": "Gazette", "bylines": [{"by": "By JANE DOE", "title": "Gazette"}]}  # fmt: skip
BY_REFERENCE = {"title": "A", "text": STORY, "date": "2026-03-04", "siteName": "Gazette",
    "authorsByline": "Jane Doe", "author": {"data": {"id": 1, "attributes": {"email": "x@x.example"}}}}  # fmt: skip
RELATED = {**BY_REFERENCE, "author": {"data": {"attributes": {"name": "Jane Doe"}}}, "authorsByline": None}


@pytest.mark.parametrize("row", [GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, NESTED, BY_REFERENCE, RELATED])
def test_fields_in_the_words_of_other_desks(tmp_path: Path, read: Read, row: dict[str, object]) -> None:
    for document in ([row], {"request": {"api": "x"}, "objects": [row]}):
        found = article_in(tmp_path, read, document)
        assert (found.title, found.text, found.publisher) == ("A", STORY, "Gazette")
        assert (found.authors, found.published_at) == (("Jane Doe",), "2026-03-04")
