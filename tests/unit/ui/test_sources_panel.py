"""Source cards."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from assistant.answer import Citation, Correction, NearArticle, OtherCopy, RankedPassage
from assistant.archive import Article
from ui.sources_panel import citation_address, render_cards, render_near_articles, render_unused


def test_a_card_names_its_source(
    make_article: Callable[..., Article], other_copy: OtherCopy, checked: Callable[[str], Any]
) -> None:
    citation = Citation.of(1, make_article(), (0, 22), (other_copy,))
    root = checked(render_cards([citation]))
    words = root.text_content()
    for said in (
        "The Lantern",
        "11 Mar 2025",
        "By Ines Corrado",
        "Bridge closed",
        citation.quote,
        "also in The Courier",
    ):
        assert said in words


def test_each_outlet_that_carried_the_sentence_opens_it_there(
    make_article: Callable[..., Article], other_copy: OtherCopy, checked: Callable[[str], Any]
) -> None:
    others = [replace(other_copy, publisher=name) for name in ("The Courier", "B", "C", None, "E", "F")]
    citation = Citation.of(1, make_article(), (0, 22), (other_copy, *others))
    (said,) = checked(render_cards([citation])).find_class("copies")
    assert said.text_content() == "also in The Courier, B, C, E and 1 more outlet"
    address = urlsplit(next(said.iter("a")).get("href"))
    assert address.path == f"reader/{other_copy.article_id}"
    assert parse_qs(address.query) == {"version": ["2"], "start": ["4"], "end": ["26"]}


def test_what_is_missing_is_said(make_article: Callable[..., Article], checked: Callable[[str], Any]) -> None:
    bare = make_article(title=None, publisher=None, authors=(), published_at=None, url="javascript:alert(1)")
    root = checked(render_cards([Citation.of(1, bare, (0, 22))]))
    words = root.text_content()
    for said in ("unknown outlet", "undated", "Byline unknown", "No headline"):
        assert said in words
    assert "publisher" not in words.lower()


def test_a_card_opens_the_cited_version_at_the_sentence(make_article: Callable[..., Article]) -> None:
    article = make_article(version=4)
    first, second = Citation.of(1, article, (0, 22)), Citation.of(2, article, (23, 39))
    elsewhere = Citation.of(3, make_article(article_id="aother"), (0, 5))
    query = parse_qs(urlsplit(citation_address(first, (first, second, elsewhere))).query)
    assert query == {"version": ["4"], "start": ["0"], "end": ["22"], "also": ["23-39"]}


def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    for string in (string for string in hostile_strings if string):
        hostile = make_article(
            string, title=string, publisher=string, authors=(string,), url=string, published_at=string
        )
        copy = OtherCopy(string, None, string, string, string, 1, 0, 9)
        checked(render_cards([Citation.of(1, hostile, (0, len(string)), (copy,))]))
        checked(render_near_articles([NearArticle("a1", string, string, string, string)]))


def test_a_near_article_opens_in_the_version_that_was_searched() -> None:
    assert "reader/a1?version=2" in render_near_articles([NearArticle("a1", "T", None, None, None, 2)])
    assert '"reader/a1"' in render_near_articles([NearArticle("a1", "T", None, None, None)])


def test_no_citation_no_panel() -> None:
    assert render_cards([]) == ""


def test_a_card_shows_kind_and_correction(make_article: Callable[..., Article], checked: Callable[[str], Any]) -> None:
    notice = Correction("Correction: It was <b>14</b>.", date(2025, 7, 5), "aother", 2, 3, 20, "18", "14")
    citation = replace(Citation.of(1, make_article(kind="press_release"), (0, 22)), correction=notice)
    root = checked(render_cards([citation]))
    assert [one.text_content() for one in root.find_class("kind")] == ["Press release"]
    assert [one.text_content() for one in root.find_class("corrected")] == ["Corrected"]
    (said,) = root.find_class("correction")
    assert said.text_content() == "Correction of 5 July 2025: It was <b>14</b>. Read the notice"
    assert next(said.iter("a")).get("href").startswith("reader/aother?version=2")


def test_news_needs_no_badge(make_article: Callable[..., Article], checked: Callable[[str], Any]) -> None:
    root = checked(render_cards([Citation.of(1, make_article(kind="news"), (0, 22))]))
    assert not root.find_class("kind")
    assert not root.find_class("corrected")


def test_sentences_of_one_article_share_a_card(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article()
    first, third = Citation.of(1, article, (0, 22)), Citation.of(3, article, (23, 39))
    other = Citation.of(2, make_article(article_id="aother"), (0, 22))
    root = checked(render_cards([first, other, third]))
    assert [[q.get("data-source") for q in card.iter("li") if q is not card] for card in root.find_class("card")] == [
        ["1", "3"],
        ["2"],
    ]
    assert root.find_class("kicker")[0].text_content() == "3 source sentences from 2 articles"


def test_a_quote_that_stands_in_the_answer_is_not_shown_twice(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article()
    citations = [Citation.of(1, article, (0, 22)), Citation.of(2, article, (23, 39))]
    root = checked(render_cards(citations, stated={1}))
    assert [quote.text_content() for quote in root.find_class("quote")] == [citations[1].quote]
    assert [number.text_content() for number in root.find_class("number")] == ["1", "2"]


def test_what_was_found_and_not_used_keeps_its_rank(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    hostile = "<b>x</b> " * 60
    passages = [RankedPassage(n, 1 / n, n, f"a{n}", 1, None, hostile, None, None, 0, 50, hostile) for n in range(1, 5)]
    cited = [Citation.of(1, make_article(article_id="a2"), (0, 22))]
    root = checked(render_unused(passages, cited))
    assert [item.get("value") for item in root.iter("li")] == ["1", "3", "4"]
    assert root.find_class("opening")[0].text_content().endswith("…")
    assert render_unused(passages[1:2], cited) == ""
