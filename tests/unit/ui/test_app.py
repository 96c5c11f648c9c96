"""The page's parts and what they are wired to: Gradio's own, called as Gradio calls them."""

import re
from collections.abc import Callable
from typing import Any

import gradio as gr
import pytest
from starlette.requests import Request

from assistant.answer import Answer, Citation
from assistant.archive import Article
from ui.app import HEAD, build_blocks, build_theme
from ui.chat import Chat, Furniture
from ui.jobs import Jobs
from ui.shelf import Shelf

AROUND = ("masthead", "publishers", "authors", "writer", "names")
"""What is drawn when a page opens, in this order."""


@pytest.fixture(scope="module")
def built(seat: Any) -> Any:
    return seat.build(lambda: build_blocks(Chat(seat.desk, Jobs(seat.desk)), Shelf(seat.desk)))


@pytest.fixture
def blocks(
    built: gr.Blocks, seated: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> gr.Blocks:
    seated.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    return built


def wired_to(blocks: gr.Blocks, event: str) -> list[Any]:
    return [one for one in blocks.fns.values() if any(event == name for _, name in one.targets)]


def asking(language: str) -> gr.Request:
    headers = [(b"accept-language", language.encode())]
    return gr.Request(request=Request({"type": "http", "headers": headers}))


def drawn(wired: Any, language: str = "en") -> dict[str, Any]:
    return dict(zip(AROUND, wired.fn(asking(language)), strict=True))


def test_nothing_can_be_called_from_outside_the_page(blocks: gr.Blocks) -> None:
    described = blocks.get_api_info()
    assert described is not None
    assert (described["named_endpoints"], described["unnamed_endpoints"]) == ({}, {})
    assert not blocks.api_open


@pytest.mark.parametrize("event", ["load", "furnish"])
def test_what_stands_around_the_conversation_is_drawn_when_the_page_is_and_anew(blocks: gr.Blocks, event: str) -> None:
    (wired,) = [one for one in wired_to(blocks, event) if one.fn is not None]
    assert tuple(part.elem_id for part in wired.outputs) == AROUND
    update = drawn(wired)
    assert "3 articles" in update["masthead"]
    assert update["publishers"]["choices"] == ["The Courier", "The Lantern"]
    assert update["writer"]["visible"] is False
    assert '<datalist id="known-publishers"><option value="The Courier">' in update["names"]
    assert '<option value="Ines Corrado">' in update["names"]


def test_what_stands_around_it_is_in_the_readers_language(blocks: gr.Blocks) -> None:
    (wired,) = [one for one in wired_to(blocks, "load") if one.fn is not None]
    assert "3 artículos" in drawn(wired, "es")["masthead"]


@pytest.mark.parametrize("event", ["submit", "click"])
def test_a_question_goes_to_the_script_with_what_narrows_it_and_costs_no_call(blocks: gr.Blocks, event: str) -> None:
    (asking,) = wired_to(blocks, event)
    assert [one.elem_id for one in asking.inputs] == ["question", "publishers", "authors", "writer"]
    assert [one.elem_id for one in asking.outputs] == ["question"]
    assert asking.fn is None
    assert "copydesk.ask" in asking.js


def test_there_are_no_hidden_boxes(blocks: gr.Blocks) -> None:
    hidden = [one for one in blocks.blocks.values() if getattr(one, "visible", True) == "hidden"]
    assert hidden == []


class CrowdedChat(Chat):
    """Chat over an archive of very many papers."""

    def furnish(self) -> Furniture:
        return Furniture("", tuple(map(str, range(5000))), ())


def test_menus_hold_so_many_names_and_no_more(seat: Any) -> None:
    blocks = seat.build(lambda: build_blocks(CrowdedChat(seat.desk, Jobs(seat.desk)), Shelf(seat.desk)))
    update = drawn(next(one for one in wired_to(blocks, "load") if one.fn is not None))
    assert len(update["publishers"]["choices"]) == 2000
    assert update["authors"]["choices"] == []


def test_the_page_needs_nobody_elses_files() -> None:
    assert re.findall(r'(?:href|src)="(?!page/)', HEAD) == []
    theme: Any = build_theme()
    assert re.findall(r"@import|url\((?![\"']?data:)", theme._get_theme_css()) == []
