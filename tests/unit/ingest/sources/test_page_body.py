"""What is no paragraph of a page's article, and what is one although it looks otherwise."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_body import paragraphs_of, remove_furniture

STORY = "<p>It was shut.</p>" * 3


def left(inside: str) -> str:
    tree = lxml.html.document_fromstring(f"<div>{STORY}{inside}</div>")
    remove_furniture(tree)
    return " ".join(tree.text_content().replace("It was shut.", "").split())


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<p><a href="/a">Read more: ferry sank</a></p>', ""),
        ('<p>See <a href="/a">the report</a></p>', "See the report"),
        ('<p><a href="/a">https://lantern.example/a</a></p>', "https://lantern.example/a"),
        ('<ul><li><a href="/a">Ferry sank</a></li><li><a href="/b">Market opened</a></li></ul>', ""),
        ('<p><a href="/a">[The Lantern]</a></p>', "[The Lantern]"),
        ('<ul><li><a href="/a">Ferry</a> sank</li></ul>', "Ferry sank"),
        ('<h3><a href="/a">Ferry</a></h3>', "Ferry"),
        ('<div class="Newsletter-box">Sign up</div>', ""),
        (f'<div class="newsletter">{"word " * 1000}</div>', "word " * 999 + "word"),
        ('<div itemprop="datePublished">2025-03-11</div>', ""),
        ('<div itemprop="articleBody">Text</div>', "Text"),
        ("<p><span>N</span>a endlich</p>", "Na endlich"),
        ("<p><b>A</b> bridge</p>", "A bridge"),
        ("<p hidden>For editors</p><template><p>Text</p></template>", ""),
        ('<div hidden id="S:1"><p>Shown by a script</p></div>', "Shown by a script"),
    ],
)
def test_furniture(inside: str, expected: str) -> None:
    assert left(inside) == expected


def test_links_alone_are_left_to_the_extractor() -> None:
    tree = lxml.html.document_fromstring('<div><p><a href="/a">Ferry</a></p></div>')
    remove_furniture(tree)
    assert tree.text_content() == "Ferry"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CITY\nBridge shut\nBy Ines Corrado\nIt was shut.", ["It was shut."]),
        ("City: Bridge shut\nIt was shut.", ["It was shut."]),
        ("Ines Corrado saw the bridge shut.\nIt was.", ["Ines Corrado saw the bridge shut.", "It was."]),
        ("It was shut.\nAdvertisement\nAnzeige:\nIt opened.", ["It was shut.", "It opened."]),
        ("The Brü\u00adcke\u200b is shut.", ["The Brücke is shut."]),
        ("a\nb\nc\nd\nBridge shut", ["a", "b", "c", "d", "Bridge shut"]),
        ("A wall could be built.\nBridge shut\nIt was.", ["A wall could be built.", "It was."]),
        ("", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs_of(text, "Bridge shut", ("Ines Corrado",)) == expected


def test_without_a_headline_every_line_stays() -> None:
    assert paragraphs_of("One.\nTwo.", None, ()) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("table", "is_layout"),
    [
        ("<table><tr><td><table><tr><td>A</td><td>B</td></tr></table></td></tr></table>", True),
        ("<table><tr><td><h1>Tide</h1></td><td>B</td></tr></table>", True),
        ("<table><tr><td><p>A</p><p>B</p></td><td>C</td></tr></table>", True),
        ("<table><tr><td>A</td></tr><tr><td>B</td></tr></table>", True),
        ("<table role='presentation'><tr><td>A</td><td>B</td></tr></table>", True),
        ("<table><tr><th>Day</th><th>Delay</th></tr><tr><td>Monday</td><td>40</td></tr></table>", False),
    ],
)
def test_a_table_that_only_places_things_is_none(table: str, is_layout: bool) -> None:
    tree = lxml.html.document_fromstring(f"<div>{STORY}{table}</div>")
    remove_furniture(tree)
    assert (tree.find(".//table") is None or tree.find(".//table/..").tag == "div") is True
    assert (len(tree.findall(".//table")) < table.count("<table")) is is_layout


@pytest.mark.parametrize(
    "line",
    [
        "By Ines Corrado in Berlin",
        "Von Ines Corrado, Berlin",
        "Published 4 March 2026 | Updated 5 March 2026",
        "Publié le 4 mars 2026 à 10h30, mis à jour le 5 mars 2026",
        "Last modified on Wed 4 Mar 2026 12.00 GMT",
    ],
)
def test_what_a_page_says_above_its_text_is_not_in_it(line: str) -> None:
    text = f"{line}\nIt was shut.\nIt opened."
    assert paragraphs_of(text, "Bridge shut", ["Ines Corrado"]) == ["It was shut.", "It opened."]


@pytest.mark.parametrize("line", ["By Theo Marchbank", "In March 2026 it was shut", "4 March 2026 was a Wednesday"])
def test_a_line_that_says_more_stays(line: str) -> None:
    assert line in paragraphs_of(f"It was shut.\n{line}\nIt opened.", "Bridge shut", ["Ines Corrado"])


@pytest.mark.parametrize(
    "line", ["Last updated: 5 March 2026, 10:00", "Published 4 March 2026", "Updated on March 5, 2026"]
)
def test_a_day_below_the_text_is_not_in_it(line: str) -> None:
    story = "The pier was shut on Monday.\nNobody was hurt."
    assert paragraphs_of(f"{story}\n{line}", "Pier shut", []) == story.split("\n")
    assert paragraphs_of(f"{story}\nIt opens on 5 March 2026.", "Pier shut", [])[-1] == "It opens on 5 March 2026."
