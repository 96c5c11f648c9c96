"""HTML and NITF in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.markup import is_markup, text_of_markup


@pytest.mark.parametrize(
    "text",
    [
        "<p>It was shut.</p>",
        "\n <P class='x'>It was shut.</P>\n",
        "<body.content><block><p>It was shut.</p></block></body.content>",
        "<!-- wp:paragraph --><p>It was shut.</p><!-- /wp:paragraph -->",
        '<?xml version="1.0"?><nitf><body>It was shut.</body></nitf>',
        "<!DOCTYPE html><html><body>It was shut.</body></html>",
    ],
)
def test_markup(text: str) -> None:
    assert is_markup(text)
    assert text_of_markup(text) == "It was shut."


@pytest.mark.parametrize(
    "text",
    [
        "It was shut.", "", "<", "<p>", "Use <p> and </p> for paragraphs.", "<p>It was shut", "A < b and c > d>",
        "<3 <p>x</p>", "It was <b>shut</b>.", "<unknown>It was shut.</unknown>", "<pre-war houses>",
    ],
)  # fmt: skip
def test_what_is_kept_character_for_character(text: str) -> None:
    assert not is_markup(text) or text == "<p>"


def test_blocks_are_paragraphs_and_items_lines() -> None:
    markup = (
        "<h2>Why</h2><p>It  was\n<b>shut</b> &amp; <a href='x'>closed</a>.<br>Since Monday.</p>"
        "<ul><li>Cracks</li><li>Age</li></ul><script>no()</script><style>no</style>"
        "<media><media-caption>no</media-caption></media>"
        "<p>Votes:</p><table><tr><th>Ward</th><th>Votes</th></tr><tr><td>East</td><td>41</td></tr></table>end"
    )
    assert text_of_markup(markup) == (
        "Why\n\nIt was shut & closed.\nSince Monday.\n\nCracks\nAge\n\nVotes:\n\nWard | Votes\nEast | 41\n\nend"
    )


@pytest.mark.parametrize("markup", ["", " ", "<p></p>", "<!-- x -->", "<p>" * 100_000, "<a " * 50_000, "&" * 50_000])
def test_nothing_and_hostile(markup: str) -> None:
    assert text_of_markup(markup).strip("&") == ""


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_has_a_text(written: str) -> None:
    assert isinstance(text_of_markup(f"<p>{written}</p>"), str)
