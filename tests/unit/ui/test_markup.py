"""The door from text to HTML."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.markup import isolated, isolated_names, marked, outward_link, reader_address, safe_url, text, told

ANY_TEXT = st.text(alphabet=st.characters())  # halves of characters (surrogates) included


@given(ANY_TEXT)
def test_no_text_gets_out_of_its_place(value: str) -> None:
    escaped = text(value)
    assert not set(escaped) & set("<>\"'")
    escaped.encode("utf-8")
    assert len(unescape(escaped)) == len(value) or "&" in value


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))))
def test_what_can_be_shown_is_shown_as_it_is(value: str) -> None:
    assert unescape(text(value)) == value


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://ok.example",
        "https://ok.example/\nx",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https://user:secret@host.example/",
        "https://[bad",
        "ftp://host.example/",
        "https://host.example/\x00",
    ],
)
def test_unsafe_addresses_are_no_links(url: str | None) -> None:
    assert safe_url(url) is None
    assert outward_link(url, "out") == ""


def test_a_link_out_gives_nothing_away() -> None:
    link = outward_link('https://host.example/?a=1&b="2"', "out")
    assert 'rel="noopener noreferrer"' in link
    assert "&amp;b=&quot;2&quot;" in link


@given(ANY_TEXT.filter(lambda value: not any("\ud800" <= c <= "\udfff" for c in value)), st.integers(0, 10**6))
def test_the_readers_address_survives_any_id(article_id: str, start: int) -> None:
    address = reader_address(article_id, 3, (start, start + 5), ((1, 2),))
    parts = urlsplit(address)
    assert parts.path.count("/") == 1
    assert parts.scheme == ""
    assert parse_qs(parts.query) == {"version": ["3"], "start": [str(start)], "end": [str(start + 5)], "also": ["1-2"]}


def test_direction_is_kept_inside() -> None:
    assert isolated("\u202eabc").startswith('<bdi dir="auto">')


def test_commands_in_our_messages_are_code() -> None:
    assert told("Run `copydesk ingest <PATH>`.") == "Run <code>copydesk ingest &lt;PATH&gt;</code>."
    assert told("a ` b") == "a ` b"


@pytest.mark.parametrize(
    ("sentence", "names", "apart"),
    [
        ("النهار, 4 May 2026", ["النهار"], ["النهار"]),
        ("النهار 24, 4 May 2026", ["النهار 24"], ["النهار 24"]),
        ("ليلى حداد, in The Lantern, 4 May 2026", ["The Lantern", None, ""], ["ليلى حداد", "The Lantern"]),
        ("The Lantern <b>, 4 May 2026", [], []),
    ],
)
def test_a_name_leaves_the_date_beside_it_alone(sentence: str, names: list[str | None], apart: list[str]) -> None:
    drawn = lxml.html.fragment_fromstring(isolated_names(sentence, names))
    assert drawn.get("dir") == "ltr"
    assert [name.text for name in drawn.iter("bdi")][1:] == apart
    assert drawn.text_content() == sentence


def test_marks_lie_where_the_words_are_and_everything_is_escaped() -> None:
    assert marked("a <b> c", [(2, 5), (4, 6), (9, 12)]) == "a <mark>&lt;b&gt;</mark> c"
    assert marked("one two three", [(0, 3), (4, 7)], 4, 10) == "<mark>two</mark> th"
