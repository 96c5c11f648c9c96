"""The JSON-LD object that is the page's article."""

import json
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_schema import article_of, metas_of


def article(*documents: object, head: str = "", wrap: str = "{}") -> Any:
    scripts = "".join(
        f'<script type="application/ld+json">{wrap.replace("{}", json.dumps(document))}</script>'
        for document in documents
    )
    tree = lxml.html.fromstring(f"<html><head>{head}{scripts}</head><body><p>x</p></body></html>")
    return article_of(tree, metas_of(tree))


def test_of_several_articles_the_one_under_the_pages_headline() -> None:
    head = '<meta property="og:title" content="Bridge shut">'
    listed = [{"@type": "NewsArticle", "headline": name} for name in ("Ferry sank", "Bridge shut", "Market open")]
    assert article(listed, head=head)["headline"] == "Bridge shut"
    assert article(listed)["headline"] == "Ferry sank"


def test_what_is_named_by_its_id_only_is_looked_up() -> None:
    graph = [
        {"@type": "NewsArticle", "author": [{"@id": "#a"}, {"name": "Theo"}], "publisher": {"@id": "#p"}},
        {"@type": "Person", "@id": "#a", "name": "Ines Corrado"},
        {"@type": "Organization", "@id": "#p", "name": "The Lantern"},
    ]
    found = article({"@graph": graph})
    assert [author["name"] for author in found["author"]] == ["Ines Corrado", "Theo"]
    assert found["publisher"]["name"] == "The Lantern"


def test_an_id_of_nothing_stays_as_it_is() -> None:
    assert article({"@type": "NewsArticle", "author": {"@id": "#x"}})["author"] == {"@id": "#x"}


@pytest.mark.parametrize("wrap", ["//<![CDATA[\n{}\n//]]>", "<!-- {} -->", "{};", "\n{} "])
def test_marks_around_the_json_are_left_out(wrap: str) -> None:
    assert article({"@type": "NewsArticle", "headline": "Bridge shut"}, wrap=wrap)["headline"] == "Bridge shut"
