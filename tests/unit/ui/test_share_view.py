"""The page that makes a link, and what others see of what is shared."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answer import Answer
from ui.share_view import render_share, render_shared
from ui.stored_answers import Exported, Given

HOSTILE = '<img src=x onerror="alert(1)">'


def test_a_link_is_there_as_long_as_it_is_shared(checked: Callable[[str], Any]) -> None:
    before, after = render_share("t1", HOSTILE, None), render_share("t1", HOSTILE, "https://desk.example/shared/w")
    assert "<img" not in before + after
    root = checked(before)
    assert (root.find(".//form").get("action"), root.find(".//form/input").get("value")) == ("share/t1", "begin")
    assert 'value="end"' in after
    assert 'value="https://desk.example/shared/w"' in after


def test_what_is_shared_can_be_read_and_not_worked_with(checked: Callable[[str], Any], answer: Answer) -> None:
    given = Given(replace(answer, question=HOSTILE, follow_ups=("And then?",)), "2026-05-04T10:00:00+00:00", ())
    root = checked(render_shared(Exported(HOSTILE, [given], is_conversation=False), "<b>ana"))
    said = root.text_content()
    assert "Asked by <b>ana on 4 May 2026" in said
    assert "The bridge was closed." in said
    assert "And then?" not in said
    assert root.findall(".//button") == []
    assert next(link.get("href")[:7] for link in root.iter("a")) == "reader/"


def test_an_answer_of_nothing_is_shown_with_what_is_near(checked: Callable[[str], Any], answer: Answer) -> None:
    nothing = replace(answer, outcome="nothing", reason="None of the articles are about this.", statements=())
    given = Given(nothing, "2026-05-04", ())
    root = checked(render_shared(Exported("Why?", [given], is_conversation=True), "ana"))
    assert "None of the articles are about this." in root.text_content()
