"""Where on a page something stands."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_places import is_beside, marks_of, short_text, under_headline


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<article><p id='x'>A</p></article>", False),
        ("<aside><div><p id='x'>A</p></div></aside>", True),
        ("<div class='Comments'><p id='x'>A</p></div>", True),
        ("<body class='has-newsletter'><p id='x'>A</p></body>", False),
        ("<main class='no-sidebar'><p id='x'>A</p></main>", False),
    ],
)
def test_beside_an_article(page: str, expected: bool) -> None:
    assert is_beside(lxml.html.document_fromstring(page).get_element_by_id("x")) is expected


def test_short_texts_are_one_line_and_long_ones_none() -> None:
    assert short_text(lxml.html.fromstring("<div> a\n <b>b</b></div>"), 3) == "a b"
    assert short_text(lxml.html.fromstring("<div>abcd</div>"), 3) is None


def test_of_a_large_element_only_the_beginning_is_read() -> None:
    element = lxml.html.fromstring(f"<div>{'<b>x</b>' * 5000}</div>")
    assert short_text(element, 100_000) is None


def test_under_the_headline_until_the_story_begins() -> None:
    tree = lxml.html.fromstring(
        "<div><p>Menu</p><h1>A</h1><h1>Bridge shut</h1><div>By Ines</div><p>"
        + "story " * 60
        + "</p><div>End</div></div>"
    )
    tree.insert(0, lxml.html.fromstring('<meta property="og:title" content="Bridge shut today">'))
    assert list(under_headline(tree, 100)) == ["By Ines"]


def test_without_a_headline_there_is_nothing_under_it() -> None:
    assert (
        list(under_headline(lxml.html.fromstring("<div><h1>A</h1><h1>B</h1><div>11 March 2025</div></div>"), 100)) == []
    )


def test_marks() -> None:
    assert marks_of(lxml.html.fromstring("<p class='a' id='b'>x</p>")).split() == ["a", "b"]
