"""Kind, paywall and notices as a page gives them."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_labels import declares_paywall, has_wall, kinds_of, notices_apart
from ingest.sources.page_schema import Metas, Schema

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
    assert list(kinds_of({"@type": ["NewsArticle"], "genre": "Opinion", "articleSection": 7}, {})) == [
        "NewsArticle",
        "Opinion",
    ]


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
