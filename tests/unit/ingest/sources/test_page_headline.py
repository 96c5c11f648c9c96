"""Which of a page's headlines is taken."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_headline import headline_of, shown_headings
from ingest.sources.page_schema import metas_of


def headline(
    share: str = "", schema: str = "", search: str = "", shown: str = "", outlets: tuple[str, ...] = ("The Lantern",)
) -> str | None:
    tree = lxml.html.fromstring(
        f'<html><head><title>{search}</title><meta property="og:title" content="{share}"></head>'
        f"<body><h1>{shown}</h1><p>Text.</p></body></html>"
    )
    return headline_of(tree, {"headline": schema}, metas_of(tree), outlets)


@pytest.mark.parametrize(
    ("share", "schema", "search", "shown", "expected"),
    [
        ("Bridge shut", "Old bridge is shut", "Old bridge is shut", "Old bridge is shut", "Old bridge is shut"),
        ("Bridge shut", "Old bridge is shut", "Old bridge is shut", "", "Bridge shut"),
        ("Bridge: all you need to know", "Bridge shut", "Bridge: all you need to know", "", "Bridge shut"),
        ("Bridge shut", "", "Bridge shut | The Lantern", "Bridge shut", "Bridge shut"),
        ("Bridge shut | The Lantern", "", "", "", "Bridge shut"),
        ("Bridge shut - City - The Lantern", "", "", "Bridge shut", "Bridge shut"),
        ("Bridge shut - City - The Lantern", "", "", "", "Bridge shut - City"),
        ("City | Bridge shut", "Bridge shut", "", "", "Bridge shut"),
        ("Bridge shut：The Lantern", "Bridge shut", "", "", "Bridge shut"),
        ("Bridge 'shut'", "", "", "Bridge “shut”", "Bridge “shut”"),
        ("The Lantern", "Bridge shut", "", "", "Bridge shut"),
        ("Bridge shut", "", "", "City Bridge shut", "Bridge shut"),
        ("Shut for good | Lamp News", "Bridge is shut", "Bridge is shut | City | Lamp News", "", "Shut for good"),
        ("Shut for good | Lamp News", "", "Bridge is shut | Lamp News", "", "Shut for good | Lamp News"),
        ("", "", "Bridge shut – The Lantern", "Bridge shut", "Bridge shut"),
        ("", "", "", "Bridge shut", "Bridge shut"),
        ("", "", "", "", None),
    ],
)
def test_the_headline_for_those_who_cite_the_page(
    share: str, schema: str, search: str, shown: str, expected: str | None
) -> None:
    assert headline(share, schema, search, shown) == expected


def test_an_outlet_in_another_spelling_is_cut_too() -> None:
    assert headline("Brücke zu | Tages-Anzeiger", outlets=("tagesanzeiger.ch", "tagesanzeiger")) == "Brücke zu"


def test_a_headline_with_a_separator_of_its_own_stays_whole() -> None:
    assert headline("Shut – and nobody knows why", shown="Shut – and nobody knows why") == "Shut – and nobody knows why"


def test_a_headline_named_as_such_ends_the_one_with_the_section_glued_on() -> None:
    tree = lxml.html.fromstring(
        '<html><head><meta property="og:title" content="Bridge is shut-cityㅣThe Lantern">'
        '<meta name="headline" content="Bridge is shut"></head></html>'
    )
    assert headline_of(tree, {}, metas_of(tree), ("The Lantern",)) == "Bridge is shut"


def read(head: str, body: str, schema: dict[str, str]) -> str | None:
    tree = lxml.html.fromstring(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>")
    return headline_of(tree, schema, metas_of(tree), ("The Lantern",))


SHARED = '<meta property="og:title" content="Nobody crosses now">'
SHARED_TWICE = SHARED + '<meta name="twitter:title" content="Nobody crosses now">'
SCHEMA = {"headline": "Old bridge is shut"}


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(SHARED, "<h1>Old bridge is “shut”</h1>", "Old bridge is “shut”", id="said nowhere else"),
        pytest.param(SHARED_TWICE, "<h1>Old bridge is shut</h1>", "Nobody crosses now", id="shared alike elsewhere"),
        pytest.param(
            SHARED, "<h1>Old bridge is shut</h1><h1>Nobody crosses now</h1>", "Nobody crosses now", id="shown"
        ),
        pytest.param(SHARED, "<nav><h1>Old bridge is shut</h1></nav>", "Nobody crosses now", id="breadcrumb"),
        pytest.param(SHARED, "<ul><li><h1>Old bridge is shut</h1></li></ul>", "Nobody crosses now", id="listed"),
        pytest.param(SHARED, "<h2>Old bridge is shut</h2>", "Nobody crosses now", id="a lesser heading"),
    ],
)
def test_a_headline_for_sharing_alone_gives_way_to_the_declared_one_that_is_shown(
    head: str, body: str, expected: str
) -> None:
    assert read(head, body, SCHEMA) == expected


@pytest.mark.parametrize(
    ("search", "in_schema", "expected"),
    [
        pytest.param(
            "Old bridge is shut | The Lantern", "Old bridge is shut", "Old bridge is shut", id="all but it agree"
        ),
        pytest.param("Nobody crosses | The Lantern", "Old bridge is shut", "Nobody crosses now", id="search otherwise"),
        pytest.param("Nobody crosses now or ever", "Nobody crosses now or ever", "Nobody crosses now", id="a version"),
    ],
)
def test_a_headline_shared_everywhere_gives_way_to_another_that_page_schema_and_search_agree_on(
    search: str, in_schema: str, expected: str
) -> None:
    head, body = f"{SHARED_TWICE}<title>{search}</title>", f"<article><h1>{in_schema}</h1></article>"
    assert read(head, body, {"headline": in_schema}) == expected


def test_a_headline_that_the_page_calls_the_alternative_one_gives_way() -> None:
    schema = SCHEMA | {"alternativeHeadline": "Nobody crosses now"}
    assert read(SHARED_TWICE, "", schema) == "Old bridge is shut"
    assert read(SHARED_TWICE, "<h1>Nobody crosses now</h1>", schema) == "Nobody crosses now"
    assert read(SHARED_TWICE, "", SCHEMA | {"alternativeHeadline": "Old bridge is shut"}) == "Nobody crosses now"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<h1>Why the bridge had to go</h1>", "Why the bridge had to go", id="a third"),
        pytest.param("<h1>Bridges</h1>", "Nobody crosses now", id="a section"),
        pytest.param("<h1>The bridge: nobody crosses now</h1>", "Nobody crosses now", id="the first with a kicker"),
        pytest.param("<h1>The bridge</h1><h2>Nobody crosses now</h2>", "Nobody crosses now", id="the first is shown"),
        pytest.param("<h1>The bridge</h1><h1>A bridge elsewhere</h1>", "Nobody crosses now", id="several"),
        pytest.param("<nav><h1>Why the bridge had to go</h1></nav>", "Nobody crosses now", id="breadcrumb"),
    ],
)
def test_of_two_declared_headlines_that_are_not_shown_neither_is_taken_if_a_third_is(body: str, expected: str) -> None:
    assert read(SHARED, f"<main><article>{body}</article></main>", SCHEMA) == expected


def test_a_heading_outside_the_article_is_no_third_headline() -> None:
    assert read(SHARED, "<h1>Why the bridge had to go</h1><main></main>", SCHEMA) == "Nobody crosses now"


def test_blank_headings_are_none() -> None:
    assert shown_headings(lxml.html.fromstring("<div><h1> </h1><h1> Bridge\n shut</h1></div>")) == ["Bridge shut"]
