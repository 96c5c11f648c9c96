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
        ("Bridge shut", "Old bridge is shut", "Old bridge is shut", "Old bridge is shut", "Bridge shut"),
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


def test_blank_headings_are_none() -> None:
    assert shown_headings(lxml.html.fromstring("<div><h1> </h1><h1> Bridge\n shut</h1></div>")) == ["Bridge shut"]
