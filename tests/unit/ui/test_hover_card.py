"""The card over a marker."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answer import Citation, Correction, OtherCopy, RankedPassage
from assistant.archive import Article
from ui.hover_card import render_marker, say_source

TEXT = "Before it. The bridge was closed. After it.\n\nAnother paragraph."


def passage(text: str = TEXT, start: int = 100, version: int = 1) -> RankedPassage:
    end = start + len(text)
    return RankedPassage(1, 1.0, 1, "a0123456789abcdef", version, None, None, None, None, start, end, text)


def cited(make_article: Callable[..., Article], **changes: Any) -> Citation:
    citation = Citation.of(1, make_article("x" * 100 + TEXT), (111, 133))
    return replace(citation, **changes)


def test_the_marker_names_outlet_day_and_copies(make_article: Callable[..., Article], other_copy: OtherCopy) -> None:
    citation = cited(make_article)
    assert say_source(citation) == "The Lantern · 11 Mar 2025"
    copies = (other_copy, replace(other_copy, publisher="The Lantern"), replace(other_copy, publisher="B"))
    assert say_source(replace(citation, also=copies)) == "The Lantern · 11 Mar 2025 +2"
    assert say_source(replace(citation, publisher=None, published_at=None)) == "unknown outlet · undated"


def test_the_sentence_stands_in_its_paragraph(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    citation = cited(make_article)
    root = checked(render_marker(citation, [citation], [passage()], "Verbatim"))
    (around,) = root.find_class("around")
    assert around.text_content() == "Before it. The bridge was closed. After it."
    assert around.find("mark").text_content() == citation.quote == "The bridge was closed."


def test_a_passage_of_another_version_gives_no_paragraph(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    citation = cited(make_article)
    for other in (passage(version=2), passage(start=101), passage("short", 111)):
        root = checked(render_marker(citation, [citation], [other], "Verbatim"))
        assert root.find_class("around")[0].text_content() == citation.quote


def test_the_card_says_byline_kind_status_and_correction(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    notice = Correction("It was 14.", date(2025, 7, 5), "a", 1, None, None)
    citation = cited(make_article, kind="opinion", correction=notice)
    words = checked(render_marker(citation, [citation], [], "Supported")).find_class("hover-card")[0].text_content()
    for said in (
        "Bridge closed",
        "The Lantern",
        "11 Mar 2025",
        "By Ines Corrado",
        "Opinion",
        "Supported",
        "It was 14.",
    ):
        assert said in words


def test_hostile_words_stay_words(
    hostile_strings: Sequence[str], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    for string in [one for one in hostile_strings if one][::5]:
        article = make_article(string, title=string, publisher=string, authors=(string,), published_at=string)
        citation = Citation.of(1, article, (0, len(string)))
        checked(render_marker(citation, [citation], [passage(string, 0)], "Verbatim"))
