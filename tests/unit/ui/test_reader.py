"""The reader marks exactly what is cited, in any text."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Article
from ui.reader import parse_spans, render_article, split_paragraphs
from ui.walk import Stop, parse_walk, written_walk

MAKE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
PLAIN = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n"), min_size=1
)
HOSTILE = st.text(alphabet=st.characters() | st.sampled_from("<>&\"'`\x00\r\n")) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</mark></p><style>*{}</style>",
        "${1+41}{{7*7}}",
        "<!--",
    ]
)


def marked(root: Any, kind: str = "is-cited") -> str:
    return "".join(element.text_content() for element in root.iter("mark") if kind in element.get("class"))


@MAKE
@given(text=PLAIN, ends=st.tuples(st.integers(0, 200), st.integers(0, 200)))
def test_the_mark_is_the_cited_span(
    text: str, ends: tuple[int, int], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    start, end = sorted(min(edge, len(text)) for edge in ends)
    root = checked(render_article(make_article(text), (start, end)))
    expected = text[start:end]
    # the gap between two paragraphs is not drawn, so white space there is not marked
    assert "".join(marked(root).split()) == "".join(expected.split())
    assert len(root.xpath('//*[@id="cited"]')) == bool(expected.strip())


@MAKE
@given(text=PLAIN)
def test_every_word_of_the_article_is_drawn(
    text: str, make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    root = checked(render_article(make_article(text)))
    drawn = "".join(part.text_content() for part in root.find_class("story-text"))
    assert "".join(drawn.split()) == "".join(text.split())


@MAKE
@given(text=HOSTILE, title=HOSTILE, publisher=HOSTILE, author=HOSTILE, url=HOSTILE, moment=HOSTILE)
def test_no_text_becomes_markup(
    text: str,
    title: str,
    publisher: str,
    author: str,
    url: str,
    moment: str,
    make_article: Callable[..., Article],
    checked: Callable[[str], Any],
) -> None:
    article = make_article(
        text,
        title=title,
        publisher=publisher,
        authors=(author,),
        url=url,
        published_at=moment,
        language=title,
        kind=author,
    )
    checked(render_article(article, (0, len(text)), ((0, 1),), (article,)))


def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    for string in hostile_strings:
        article = make_article(
            f"Before. {string} After.", title=string, publisher=string, authors=(string,), url=string
        )
        checked(render_article(article, (8, 8 + len(string)), (), (article,)))


def test_a_quote_over_two_paragraphs_is_marked_in_both(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    root = checked(render_article(make_article("One two.\n\nThree four."), (4, 15)))
    assert [element.text_content() for element in root.iter("mark")] == ["two.", "Three"]
    assert [element.get("id") for element in root.iter("mark")] == ["cited", None]


def test_other_sentences_of_the_answer_are_marked_lightly(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    root = checked(render_article(make_article("One. Two. Three."), (0, 4), ((5, 9), (90, 95))))
    assert marked(root) == "One."
    assert marked(root, "is-also") == "Two."


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (3, 99), (7, 2)])
def test_a_span_outside_the_text_marks_nothing(span: tuple[int, int], make_article: Callable[..., Article]) -> None:
    assert "<mark" not in render_article(make_article("Short."), span)


def test_what_is_unknown_is_said(make_article: Callable[..., Article]) -> None:
    html = render_article(make_article("Text.", title=None, publisher=None, authors=(), published_at=None, url=None))
    for said in ("unknown outlet", "No headline", "Byline unknown", "Published unknown", "Updated unknown"):
        assert said in html


def test_an_older_version_says_so(make_article: Callable[..., Article]) -> None:
    assert "holds a newer one" in render_article(make_article("Text.", is_current=False))


def test_spans_are_parsed_or_left_out() -> None:
    assert parse_spans("1-2,x,3-4,,5") == ((1, 2), (3, 4))
    assert parse_spans("") == ()


def test_paragraphs_part_at_blank_lines_else_at_line_ends() -> None:
    assert split_paragraphs("a\nb\n\nc") == [(0, 3), (5, 6)]
    assert split_paragraphs("a\nb") == [(0, 1), (2, 3)]
    assert split_paragraphs("\n\n") == []


def test_what_is_kept_of_an_article_is_shown(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    hostile = "Correction: <b>14</b> cracks, not 15."
    first, second = (
        make_article(version=number, is_current=number == 2, updated_at=f"2026-05-0{number}", correction=hostile)
        for number in (1, 2)
    )
    root = checked(render_article(first, versions=[first, second]))
    (correction,) = root.find_class("correction")
    assert correction.text_content() == hostile
    (kept,) = root.find_class("carried-by")
    assert "Version 1" in kept.text_content()
    assert kept.xpath(".//a/@href")[0] == f"reader/{first.article_id}?version=2"
    assert not checked(render_article(second, versions=[second])).find_class("carried-by")


def test_agency_and_paywall_stand_beside_the_byline(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    head = checked(render_article(make_article(agency="<i>Wire</i>", is_paywalled=True))).find(".//header")
    assert "<i>Wire</i>" in head.text_content()
    assert "behind a paywall" in head.text_content()


def test_a_withdrawn_article_says_so(make_article: Callable[..., Article]) -> None:
    assert "Withdrawn by its publisher" in render_article(make_article(is_withdrawn=True))
    assert "Withdrawn" not in render_article(make_article())


def test_marked_places_are_walked_one_by_one(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article("One went. Two went. Three went.")
    pane = checked(render_article(article, (10, 19), [(20, 31), (0, 9)], is_pane=True))
    (walk,) = pane.find_class("walk")
    assert walk.text_content() == "Previous2 of 3Next"
    before, after = walk.iter("a")
    assert before.get("href") == "reader/a0123456789abcdef?version=1&start=0&end=9&also=10-19%2C20-31"
    assert after.get("aria-label") == "Next marked place, 3 of 3"
    assert after.get("data-reader") is not None
    page = checked(render_article(article, (20, 31), [(0, 9), (10, 19)]))
    (back,) = page.find_class("walk")[0].iter("a")
    assert (back.get("data-reader"), back.get("target")) == (None, None)
    assert back.get("href").endswith("&start=10&end=19&also=0-9%2C20-31#cited")
    assert not checked(render_article(article, (20, 31))).find_class("walk")


def test_editors_find_the_way_to_remove(make_article: Callable[..., Article]) -> None:
    address = "library/articles/a0123456789abcdef/remove"
    assert address in render_article(make_article(), may_edit=True)
    assert address not in render_article(make_article())


def test_printed_pages_are_marked_where_they_begin_and_the_cited_one_is_named(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article("One went.\n\nTwo went. Three went.")
    root = checked(render_article(article, (21, 32), pages=[(3, 0), (4, 21)]))
    assert [mark.text for mark in root.find_class("page-mark")] == ["p. 3", "p. 4"]
    assert root.find_class("on-page")[0].text_content() == "The marked place is on page 4 of the file."
    assert marked(root) == "Three went."
    assert not checked(render_article(article, (0, 3))).find_class("on-page")


def test_a_reader_is_led_through_the_citations_of_an_answer(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article("One went. Two went. Three went.")
    other = "a" + "f" * 16
    walk = [Stop(other, 2, (5, 9)), Stop(article.article_id, 1, (10, 19)), Stop(article.article_id, 1, (0, 9))]
    root = checked(render_article(article, (10, 19), [(0, 9)], walk=walk, is_pane=True))
    (ways,) = root.find_class("walk")
    assert ways.text_content() == "Previous2 of 3Next"
    before, after = (link.get("href") for link in ways.iter("a"))
    carried = f"walk={other}.2.5.9~{article.article_id}.1.10.19~{article.article_id}.1.0.9"
    assert before == f"reader/{other}?version=2&start=5&end=9&{carried}"
    assert after == f"reader/{article.article_id}?version=1&start=0&end=9&also=10-19&{carried}"
    assert parse_walk(written_walk(walk)) == tuple(walk)
    elsewhere = checked(render_article(article, (20, 31), [(0, 9)], walk=walk))
    assert elsewhere.find_class("walk")[0].get("aria-label") == "Marked places"


@pytest.mark.parametrize("written", ["", "~", "x.1.2.3", "a" * 18 + ".1.2.3", "a0123456789abcdef.1.2", "%00~<b>"])
def test_a_walk_that_is_none_leads_nowhere(written: str) -> None:
    assert parse_walk(written) == ()
    assert written_walk([Stop(written, 1, (0, 1)), Stop(written, 1, (2, 3))]) == ""
