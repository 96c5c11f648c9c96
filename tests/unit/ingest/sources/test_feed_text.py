import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.feed_text import plain_text, whole_text

PARAGRAPH = "The council voted on Monday evening to rebuild the old bridge over the river before winter comes. " * 6
WHOLE = f"<p>{PARAGRAPH}</p>" * 3


def test_a_whole_article() -> None:
    text = whole_text(WHOLE, "The council voted.")
    assert text == "\n\n".join([PARAGRAPH.strip()] * 3)
    assert whole_text(f"{WHOLE}<p>The post <a>Bridge</a> appeared first on <a>Lantern</a>.</p>", None) == text


@pytest.mark.parametrize(
    ("html", "summary"),
    [
        ("<p>Short.</p><p>Very.</p><p>Indeed.</p>", None),
        (f"<p>{PARAGRAPH * 4}</p>", None),
        (WHOLE, PARAGRAPH * 3),
        (WHOLE + "<p>And then the mayor …</p>", None),
        (WHOLE + "<p>And then the mayor [...]</p>", None),
        (WHOLE + "<p><a href='/x'>Continue reading →</a></p>", None),
        (WHOLE + "<p>Read more at Lantern</p>", None),
        (f"<script>{PARAGRAPH * 4}</script>", None),
        ("", None),
    ],
)
def test_what_is_not_plainly_whole_is_not_taken(html: str, summary: str | None) -> None:
    assert whole_text(html, summary) is None


def test_words_of_markup() -> None:
    html = "One&nbsp;<b>two</b><br>three<ul><li>four<li>five</ul><script>no</script> six<!-- no --> &amp; seven"
    assert plain_text(html) == "One two\n\nthree\n\nfour\n\nfive\n\nsix & seven"
    assert plain_text("\x00") == "\ufffd"
    assert plain_text("<div>" * 5000 + "deep") in ("deep", "")


@given(st.text(alphabet="<>/pdiv &;\"'=abc!-\x00", max_size=200))
def test_any_markup_gives_lines_without_a_tag_or_nothing(html: str) -> None:
    assert not any(line.strip() != line or not line for line in plain_text(html).split("\n\n") if plain_text(html))
