"""Versions in the reader: each with its day and its correction, and what changed between two."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.archive import Article
from ui.differences import changed_fields, find_changes
from ui.language import LANGUAGES, say, speaking
from ui.versions import Place, render_changes, render_versions


@pytest.fixture
def versions(make_article: Callable[..., Article]) -> tuple[Article, Article]:
    first = make_article(
        "Three people died. Rain fell.", is_current=False, title="Ferry fire", stands_from=date(2024, 1, 8)
    )
    second = make_article(
        "Eleven people died. Rain fell.",
        version=2,
        title="Ferry <i>fire</i> kills 11",
        stands_from=date(2024, 1, 12),
        correction="An earlier version said <b>three</b>.",
    )
    return first, second


def test_each_version_has_its_day_its_changes_and_its_correction(
    versions: tuple[Article, Article], checked: Callable[[str], Any]
) -> None:
    first, second = checked(render_versions(versions[0], versions)).xpath("//li")
    assert first.text_content() == "Version 1from 8 Jan 2024"
    assert "Version 2, the newest" in second.text_content()
    assert "from 12 Jan 2024 · changed: headline, text, correction notice" in second.text_content()
    assert second.find_class("correction")[0].text_content() == "An earlier version said <b>three</b>."
    assert [link.get("href") for link in second.iter("a")] == [
        "reader/a0123456789abcdef?version=2",
        "reader/a0123456789abcdef/changes?old=1&new=2&version=1",
    ]
    assert render_versions(versions[1], versions[1:]) == ""


def test_each_field_that_can_change_has_its_word_in_each_language(
    versions: tuple[Article, Article], checked: Callable[[str], Any]
) -> None:
    first, second = versions
    other: dict[str, Any] = dict.fromkeys(
        ("publisher", "published_at", "updated_at", "url", "agency"), "2024-01-01"
    ) | {
        "authors": ("Ann Lee",),
        "kind": "opinion",
        "is_withdrawn": True,
    }
    changed = replace(second, **other)
    fields = list(changed_fields(first, changed))
    assert len(fields) == len(other) + 3
    for code in LANGUAGES:
        with speaking(code):
            drawn = checked(render_versions(changed, (first, changed))).text_content()
            assert all(say(f"changed.{field}") in drawn for field in fields)


def test_what_went_and_what_came_stand_side_by_side(
    versions: tuple[Article, Article], checked: Callable[[str], Any]
) -> None:
    old, new = versions
    root = checked(render_changes(old, new, find_changes(old.text, new.text)))
    assert [element.text_content() for element in root.iter("del")] == ["Ferry fire", "Three"]
    assert [element.text_content() for element in root.iter("ins")] == ["Ferry <i>fire</i> kills 11", "Eleven"]
    (changed,) = root.xpath("//*[@class='story-text']/p")
    assert changed.xpath(".//a/@href") == ["reader/a0123456789abcdef?version=2&start=0&end=19"]
    assert "An earlier version said" in root.find_class("correction")[0].text_content()


def test_the_way_back_leads_to_the_sentence_that_was_open(
    versions: tuple[Article, Article], checked: Callable[[str], Any]
) -> None:
    place = Place(1, (0, 18), ((19, 29),))
    (way,) = checked(render_versions(versions[0], versions, place)).xpath("//a[contains(@href, 'changes')]/@href")
    assert way.endswith("/changes?old=1&new=2&version=1&start=0&end=18&also=19-29")
    shown = "reader/a0123456789abcdef?version=1&start=0&end=18&also=19-29"
    page = checked(render_changes(*versions, [], place))
    assert page.find_class("walk")[0].find("a").get("href") == f"{shown}#cited"
    pane = checked(render_changes(*versions, [], place, is_pane=True))
    assert pane.find_class("walk")[0].find("a").get("data-reader") is not None


def test_texts_that_differ_in_white_space_alone_say_so(make_article: Callable[..., Article]) -> None:
    assert "the same but for white space" in render_changes(make_article(), make_article(version=2), [])


def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    for string in hostile_strings:
        old, new = (
            make_article(f"{word} {string}", title=word + string, version=number, correction=string, article_id=string)
            for number, word in ((1, "One."), (2, "Two."))
        )
        checked(render_versions(old, (old, new)))
        checked(render_changes(old, new, find_changes(old.text, new.text)))
