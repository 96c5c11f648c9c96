"""The library as a person sees it: list, form, chart, and the words that were looked for."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.archive import Article, Coverage, find_excerpt, find_words
from ui.browsing import Found, Listed, Search
from ui.day_chart import period_days, render_chart
from ui.desk import Scene
from ui.library import render_library, render_rooms

HELD = Coverage(2, 3, (("The Lantern", 2),), date(2025, 3, 11), date(2025, 4, 1), 0)
SCENE = Scene(Path("/archives/mine"), HELD, "extractive", None, None, None)


def found(*articles: Article, **changes: Any) -> Found:
    return Found([Listed(article) for article in articles], **{"total": len(articles), **changes})


def test_it_lists_and_turns_pages(make_article: Callable[..., Article], checked: Callable[[str], Any]) -> None:
    bare = make_article("No title here.", title=None, publisher=None, authors=(), published_at=None)
    search = Search('a"b', order="oldest", offset=50)
    root = checked(render_library(SCENE, search, found(make_article(), bare, total=160)))
    words = root.text_content()
    assert "Bridge closed" in words
    assert "No headline: No title here." in words
    assert "unknown outlet · undated" in words
    assert "51 to 52 of 160 · oldest first" in words
    assert root.xpath("//input")[0].get("value") == 'a"b'
    assert [link.get("href") for link in root.find_class("ways")[0]] == [
        "library?q=a%22b&sort=oldest",
        "library?q=a%22b&sort=oldest&offset=100",
    ]


def test_copies_stand_with_the_article_that_leads_them(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    copies = [make_article(article_id=f"a{number}", publisher=f"Paper {number}") for number in range(10)]
    root = checked(render_library(SCENE, Search(), Found([Listed(make_article(), copies)], 1)))
    (item,) = root.xpath("//ol/li")
    assert item.text_content().endswith(
        "Also published by " + ", ".join(f"Paper {n}" for n in range(8)) + " and 2 more"
    )
    assert [link.get("href") for link in item.iter("a")][1:3] == ["reader/a0", "reader/a1"]
    (tally,) = root.find_class("tally")
    assert tally.text_content() == "1 article · newest first · copies of one text are listed once"


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (Search("zebra"), "No article holds zebra."),
        (Search("zebra", kind="news"), "within these limits"),
        (Search(kind="news"), "No article is within these limits"),
        (Search(offset=50), "No more articles"),
    ],
)
def test_no_hit_is_said(search: Search, said: str, checked: Callable[[str], Any]) -> None:
    assert said in checked(render_library(SCENE, search, Found())).text_content()


def test_the_words_are_marked_in_their_place_and_the_link_leads_there(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    body = f"{'Rain fell on the town. ' * 30}The ferries <ran> to the bridge. {'More rain. ' * 40}"
    article = make_article(body, title="Ferry & bridge")
    words = find_words(body, "ferry bridge")
    listed = Listed(
        article, (), find_excerpt(body, "ferry bridge"), words, find_words("Ferry & bridge", "ferry bridge")
    )
    root = checked(render_library(SCENE, Search("ferry bridge"), Found([listed], 1)))
    (excerpt,) = root.find_class("excerpt")
    assert [mark.text for mark in excerpt.iter("mark")] == ["ferries", "bridge"]
    assert "The ferries <ran> to the bridge." in excerpt.text_content()
    assert excerpt.text_content().startswith("… ")
    assert [mark.text for mark in root.find_class("row-title")[0].iter("mark")] == ["Ferry", "bridge"]
    assert f"start={words[0][0]}" in root.xpath("//h3/a/@href")[0]


def test_names_keep_their_direction_to_themselves(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    article = make_article("نص المقال هنا.", title="افتتاح الجسر", publisher="النهار", authors=("ليلى",))
    (item,) = checked(render_library(SCENE, Search(), found(article))).xpath("//ol/li")
    assert item.find("h3").get("dir") == "auto"
    assert [name.text for name in item.iter("bdi")] == ["النهار", "ليلى"]
    assert item.find_class("day-of")[0].text == "11 Mar 2025"


def test_the_form_keeps_what_was_chosen(checked: Callable[[str], Any]) -> None:
    search = Search("x", "Gone Paper", "Ann", "news", "2025-01-01", "2025-02-01", "best")
    offered = Found(publishers=("The Lantern",), authors=("Ann",), kinds=("news", "press_release"))
    root = checked(render_library(SCENE, search, offered))
    chosen = {one.get("name"): one.xpath("option[@selected]/@value") for one in root.iter("select")}
    assert chosen == {"outlet": ["Gone Paper"], "kind": ["news"], "sort": ["best"]}
    values = {one.get("name"): one.get("value") for one in root.iter("input")}
    assert values == {"q": "x", "author": "Ann", "from": "2025-01-01", "to": "2025-02-01"}
    assert root.xpath("//details[@class='narrowing']/@open") == [""]
    assert search.filters.publishers == ("Gone Paper",)


def test_a_chart_leads_to_its_periods_and_says_the_same_as_a_table(checked: Callable[[str], Any]) -> None:
    root = checked(render_chart(Search("tide"), "month", [("2024-02", 3), ("2024-05", 12)]))
    (picture,) = root.iter("svg")
    assert picture.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in picture.iter("a")} == {"-1"}
    rows = [[cell.text_content() for cell in row] for row in root.xpath("//tbody/tr")]
    assert rows == [["February 2024", "3"], ["May 2024", "12"]]
    assert root.xpath("//table//a/@href")[0] == "library?q=tide&from=2024-02-01&to=2024-02-29"
    assert render_chart(Search(), "day", [("2024-02-01", 3)]) == ""


def test_the_days_of_a_period() -> None:
    assert period_days("2023") == ("2023-01-01", "2023-12-31")
    assert period_days("2023-02") == ("2023-02-01", "2023-02-28")
    assert period_days("2023-02-03") == ("2023-02-03", "2023-02-03")


def test_only_editors_are_shown_the_way_to_add() -> None:
    assert "library/add" in render_rooms("articles", may_edit=True)
    assert "library/add" not in render_rooms("articles", may_edit=False)


def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    for string in hostile_strings:
        article = make_article(
            string or "x", title=string or None, publisher=string, authors=(string,), article_id=f"a{len(string)}"
        )
        words = find_words(article.text, string)
        listed = Listed(article, (article,), find_excerpt(article.text, string), words, words)
        search = Search(string, string, string, string, string, string)
        checked(render_library(SCENE, search, Found([listed], 200, "month", (), [string], [string], [string])))
