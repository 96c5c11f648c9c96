"""Kind, paywall and notices as a page gives them."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_labels import declares_paywall, has_wall, kinds_of, notices_apart
from ingest.sources.page_schema import Metas, Schema

PAGE = lxml.html.document_fromstring("<p>x</p>")
NOTICE = "Correction: an earlier version gave the wrong length."


@pytest.mark.parametrize(
    ("schema", "metas", "expected"),
    [
        ({"isAccessibleForFree": False}, {}, True),
        ({"isAccessibleForFree": "False"}, {}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, {}, True),
        ({"isAccessibleForFree": True}, {"article:content_tier": ["locked"]}, False),
        ({"isAccessibleForFree": "perhaps"}, {}, None),
        ({}, {"article:content_tier": ["Locked"]}, True),
        ({}, {"article:content_tier": ["free"]}, False),
        ({}, {"article:content_tier": ["metered"]}, False),
        ({}, {}, None),
    ],
)
def test_paywalls_that_are_declared(schema: Schema, metas: Metas, expected: bool | None) -> None:
    assert declares_paywall(schema, metas) is expected


@pytest.mark.parametrize(
    ("mark", "expected"), [("js-paywall", True), ("PayWall-box", True), ("payment", False), ("subscriber-only", True)]
)
def test_walls(mark: str, expected: bool) -> None:
    assert has_wall(lxml.html.fromstring(f'<div><p class="{mark}">x</p></div>')) is expected


def test_kinds_are_what_the_page_calls_it() -> None:
    assert list(kinds_of(PAGE, {"@type": ["NewsArticle"], "genre": "Opinion", "articleSection": 7}, {})) == [
        "NewsArticle",
        "Opinion",
    ]


BREADCRUMBS = (
    '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"},'
    '{"item": {"@id": "/o", "name": "%s"}}, {"name": "Opinion is split"}]}</script>'
)
"""The way from the front page to a page, its own name last."""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<header><span class="kicker">Opinion</span><h1>Shut it</h1></header>', ["Opinion"]),
        ('<h1>Shut it</h1><a class="article-label" href="/a">Analysis</a><p>Text</p>', ["Analysis"]),
        ('<h1>Shut it</h1><div class="ad-label">Advertisement</div><p>Text</p>', []),
        ('<h1>Shut it</h1><span class="flag">Live</span><p>Text</p>', []),
        ('<nav><a class="label">Opinion</a></nav><main><header><h1>Shut it</h1></header></main>', []),
        ('<h1>Shut it</h1><aside><span class="label">Opinion</span></aside>', []),
        (BREADCRUMBS % "Opinion", ["Home", "Opinion"]),
        (BREADCRUMBS % "Live", ["Home"]),
    ],
)
def test_kinds_that_a_page_prints_or_names_on_the_way_to_it(page: str, expected: list[str]) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{page}</body></html>")
    assert list(kinds_of(tree, {}, {})) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f'<p class="correction">{NOTICE}</p>', [NOTICE]),
        (f'<div class="article-correction"><p class="correction-text">{NOTICE}</p></div>', [NOTICE]),
        (f'<footer><p class="correction">{NOTICE}</p></footer>', []),
        ('<p class="correction">Corrections policy</p>', []),
        (f'<p class="note">{NOTICE}</p>', []),
    ],
)
def test_notices_set_apart(page: str, expected: list[str]) -> None:
    assert notices_apart(lxml.html.document_fromstring(f"<div>{page}</div>")) == expected
