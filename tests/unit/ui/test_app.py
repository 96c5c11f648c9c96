"""The page's handlers, called as Gradio calls them: with what the browser sent, for every part of the page."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
import pytest

from assistant.answer import Answer, Citation, Event, Searching
from assistant.archive import Article, Filters
from assistant.errors import ModelUnavailable
from ui.app import ASK_AT_ONCE, HEAD, build_blocks, build_theme
from ui.chat import Chat, View

PARTS = (
    "question", "masthead", "thread", "live", "announcer", "conversation", "ask", "stop", "publishers", "authors",
    "writer", "names",
)  # fmt: skip
"""What every handler updates, in this order."""


@pytest.fixture(scope="module")
def built(seat: Any) -> Any:
    return seat.build(lambda: build_blocks(Chat(seat.desk)))


@pytest.fixture
def blocks(
    built: gr.Blocks, seated: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> gr.Blocks:
    seated.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    return built


def handlers(blocks: gr.Blocks, event: str, part: str | None = None) -> list[Any]:
    """The functions that run when this happens to this part, with what they are wired to."""
    return [
        wired
        for wired in blocks.fns.values()
        if wired.fn is not None
        and any(event == name and (part is None or name_of(blocks, number) == part) for number, name in wired.targets)
    ]


def name_of(blocks: gr.Blocks, number: int | None) -> str | None:
    part = None if number is None else blocks.blocks.get(number)
    return None if part is None else part.elem_id


def called(wired: Any, *arguments: object) -> list[dict[str, Any]]:
    """What the call gives for each part, update after update."""
    result = wired.fn(*arguments)
    updates = list(result) if isinstance(result, Iterator) else [result]
    return [dict(zip(PARTS, update, strict=True)) for update in updates]


def is_left_alone(update: object) -> bool:
    return isinstance(update, dict) and set(update) == {"__type__"}


def test_every_handler_updates_the_parts_in_their_order(blocks: gr.Blocks) -> None:
    wired = [one for one in blocks.fns.values() if one.outputs]
    assert len(wired) >= 6
    for one in wired:
        assert tuple(part.elem_id for part in one.outputs) == PARTS


def test_nothing_can_be_called_from_outside_the_page(blocks: gr.Blocks) -> None:
    described = blocks.get_api_info()
    assert described is not None
    assert (described["named_endpoints"], described["unnamed_endpoints"]) == ({}, {})
    assert not blocks.api_open


def test_a_page_that_arrives_is_drawn(blocks: gr.Blocks) -> None:
    (load,) = handlers(blocks, "load")
    for address in ("", None, "nobody", "<script>"):
        (update,) = called(load, address)
        assert "Bridge closed" in update["thread"] or "Crossing shut" in update["thread"]
        assert "3 articles" in update["masthead"]
        assert update["publishers"]["choices"] == ["The Courier", "The Lantern"]
        assert update["conversation"] == ""


@pytest.mark.parametrize(("event", "part"), [("submit", "question"), ("click", "ask")])
def test_a_question_shows_the_stop_button_until_it_is_answered(blocks: gr.Blocks, event: str, part: str) -> None:
    (asking,) = handlers(blocks, event, part)
    assert [one.elem_id for one in asking.inputs][:2] == ["question", "conversation"]
    first, *_, last = called(asking, "Why?", "", "", "", "", [], [], None, "")
    assert (first["ask"]["visible"], first["stop"]["visible"]) == (False, True)
    assert first["question"] == ""
    assert (last["ask"]["visible"], last["stop"]["visible"]) == (True, False)
    assert "is-answered" in last["live"]
    assert is_left_alone(last["question"]), "what is being typed meanwhile stays"


def test_what_the_browser_leaves_empty_is_no_filter(blocks: gr.Blocks, scripted: Any) -> None:
    (asking,) = handlers(blocks, "click", "ask")
    called(asking, "Why?", *[None] * 8)
    assert scripted.asked == [("Why?", (), Filters())] or scripted.asked == [("Why?", (), None)]
    called(asking, *[None] * 9)
    assert len(scripted.asked) == 1


def test_filters_reach_the_assistant(blocks: gr.Blocks, scripted: Any) -> None:
    (asking,) = handlers(blocks, "click", "ask")
    called(asking, "Why?", "", "2025-01-01", "2025-12-31", "2025-11-30", ["The Lantern"], ["Ines Corrado"], None, "")
    filters = scripted.asked[0][2]
    assert (str(filters.date_from), str(filters.date_to)) == ("2025-01-01", "2025-12-31")
    assert str(filters.as_of) == "2025-11-30"
    assert (filters.publishers, filters.authors) == (("The Lantern",), ("Ines Corrado",))


def test_a_dropped_filter_takes_the_place_of_what_the_page_holds(blocks: gr.Blocks, scripted: Any) -> None:
    (asking,) = handlers(blocks, "click", "ask")
    refined = '{"question": "When?", "filters": {"publishers": ["The Courier"]}}'
    first, *_ = called(asking, "half typed", "", "2025-01-01", "", "", ["The Lantern"], [], None, refined)
    assert scripted.asked == [("When?", (), Filters(publishers=("The Courier",)))]
    assert scripted.filters_read == [False]
    assert is_left_alone(first["question"]), "what is being typed meanwhile stays"


def test_the_known_names_are_offered(blocks: gr.Blocks) -> None:
    (load,) = handlers(blocks, "load")
    (update,) = called(load, "")
    assert '<datalist id="known-publishers"><option value="The Courier">' in update["names"]
    assert '<option value="Ines Corrado">' in update["names"]


def test_what_is_said_aloud_is_escaped(
    blocks: gr.Blocks, scripted: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    scripted.answers(make_answer(Citation.of(1, make_article(hostile), (0, len(hostile)))))
    (asking,) = handlers(blocks, "click", "ask")
    said = [update["announcer"] for update in called(asking, "Why?", "", "", "", "", [], [], None, "")]
    spoken = [words for words in said if isinstance(words, str)]
    assert any("&lt;img" in words for words in spoken)
    assert not any("<img" in words for words in spoken)


def test_a_failure_gives_the_question_back_and_frees_the_page(blocks: gr.Blocks, scripted: Any) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "The model did not answer. Ask again."
        raise ModelUnavailable(message)

    scripted.script = fail
    (asking,) = handlers(blocks, "click", "ask")
    last = called(asking, "Why?", "", "", "", "", [], [], None, "")[-1]
    assert last["question"] == "Why?"
    assert "Ask again." in last["live"]
    assert last["ask"]["visible"] is True


def test_what_was_stopped_is_no_failure(blocks: gr.Blocks) -> None:
    failing = next(wired for wired in handlers(blocks, "failure") if wired.inputs)
    (stopped,) = called(failing, "yes")
    assert (stopped["ask"]["visible"], stopped["stop"]["visible"]) == (True, False)
    assert all(is_left_alone(stopped[part]) for part in PARTS if part not in ("ask", "stop"))
    (failed,) = called(failing, "")
    assert "copydesk doctor" in failed["live"]
    assert failed["ask"]["visible"] is True


def test_a_page_that_cannot_be_opened_says_so(blocks: gr.Blocks) -> None:
    opening = next(wired for wired in handlers(blocks, "failure") if not wired.inputs)
    (update,) = called(opening)
    assert any(isinstance(update[part], str) and "copydesk" in update[part] for part in ("thread", "live"))


@pytest.mark.parametrize("part", ["stop", "restart"])
def test_stopping_and_starting_anew_end_the_question(blocks: gr.Blocks, part: str) -> None:
    (asking,) = (number for number, wired in blocks.fns.items() if wired in handlers(blocks, "click", "ask"))
    cancelling = [
        wired for wired in blocks.fns.values() if any(name_of(blocks, number) == part for number, _ in wired.targets)
    ]
    assert [wired.cancels for wired in cancelling if wired.cancels] == [[asking]]
    (clicked,) = handlers(blocks, "click", part)
    (update,) = called(clicked)
    assert (update["ask"]["visible"], update["stop"]["visible"]) == (True, False)


class CrowdedChat(Chat):
    """Chat over an archive of very many papers."""

    def arrive(self, conversation: str) -> View:
        return View(publishers=tuple(map(str, range(5000))), authors=())


def test_menus_hold_so_many_names_and_no_more(seat: Any) -> None:
    blocks = seat.build(lambda: build_blocks(CrowdedChat(seat.desk)))
    (update,) = called(handlers(blocks, "load")[0], "")
    assert len(update["publishers"]["choices"]) == 2000
    assert update["authors"]["choices"] == []


def test_questions_wait_rather_than_crowd(blocks: gr.Blocks) -> None:
    (asking,) = handlers(blocks, "click", "ask")
    assert asking.concurrency_limit == ASK_AT_ONCE
    assert asking.trigger_mode == "once"


def test_the_page_needs_nobody_elses_files() -> None:
    assert re.findall(r'(?:href|src)="(?!page/)', HEAD) == []
    theme: Any = build_theme()
    assert re.findall(r"@import|url\((?![\"']?data:)", theme._get_theme_css()) == []
