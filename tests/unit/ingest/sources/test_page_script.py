"""The text that a page gives to its own script."""

import json
import time

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sources.html_page import article_in_page
from ingest.sources.page_script import scripted_body

HEADLINE = "Bridge is shut"
BODY = "<p>The bridge was shut on Monday.</p><p>Nobody said why.</p>"


def page_of(script: str, shown: str = "") -> str:
    return (
        f'<html lang="en"><head><meta property="og:title" content="{HEADLINE}"></head>'
        f"<body><div id=root></div>{shown}<script>{script}</script></body></html>"
    )


def body_of(script: str, shown: str = "", headline: str | None = HEADLINE) -> str | None:
    return scripted_body(lxml.html.fromstring(page_of(script, shown)), headline)


def state(**article: object) -> str:
    """As pages write it, with no tag in the JSON that could end the script."""
    return json.dumps({"queries": [{"data": {"detail": article}}]}).replace("<", "\\u003c")


def test_the_body_beside_the_headline_is_taken_wherever_the_program_holds_it() -> None:
    other = state(title="Cookies", text="<p>We use cookies.</p>" * 9)
    article = state(title="Bridge is SHUT", contentHtml=BODY, teaser="<p>x</p><p>y</p>")
    body = body_of(f'window["s"] = window["s"] || []; if (a[0] < 1) {{ b() }} s.push({other}); s.push({article});')
    assert body == "The bridge was shut on Monday.\n\nNobody said why."


@pytest.mark.parametrize(
    ("script", "shown", "headline"),
    [
        (state(title="Another", text=BODY), "", HEADLINE),
        (state(title=HEADLINE, text="<p>One paragraph.</p>"), "", HEADLINE),
        (state(title=HEADLINE, text=BODY), f"<p>{'Shown. ' * 200}</p>", HEADLINE),
        (state(title=HEADLINE, text=BODY), "", None),
        (state(title=HEADLINE, text=BODY)[:90], "", HEADLINE),
        ("", "", HEADLINE),
    ],
)
def test_nothing_else_is_taken_for_it(script: str, shown: str, headline: str | None) -> None:
    assert body_of(script, shown, headline) is None


def test_a_page_that_a_script_fills_is_an_article() -> None:
    article = article_in_page(page_of(state(title=HEADLINE, text=BODY.replace("Monday", "Monday evening " * 30))))
    assert article is not None
    assert article.title == HEADLINE
    assert article.text.endswith("Nobody said why.")


@pytest.mark.parametrize("unit", ["[", "{", '{"a":', '["', '{"<p', "\\"])
def test_a_hostile_script_costs_little(unit: str) -> None:
    begun = time.perf_counter()
    assert body_of(unit * 200_000) is None
    assert time.perf_counter() - begun < 10


JSON = st.recursive(
    st.none() | st.text(max_size=20) | st.sampled_from([HEADLINE, BODY]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["title", "text", "data"]), inner),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_any_json_gives_that_body_or_none(document: object) -> None:
    found = body_of(json.dumps(document).replace("<", "\\u003c"))
    assert found in (None, "The bridge was shut on Monday.\n\nNobody said why.")
