"""The page: its parts, and what happens when one of them is used. Imports Gradio, so import it late."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported

import gradio as gr

from ui.chat import Chat, View
from ui.markup import text as escape
from ui.narrowing import render_known_names

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["ASK_AT_ONCE", "HEAD", "build_blocks", "build_theme", "mount"]

ASK_AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""
_MOST_WAITING = 64
_MOST_NAMES = 2000

HEAD = (
    '<link rel="icon" href="page/favicon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="page/page.css"><script src="page/page.js" defer></script>'
    '<link rel="stylesheet" href="page/cards.css"><script src="page/cards.js" defer></script>'
)

_DAY_FIELD = '<label class="day-field"><span>{label}</span><input type="date" aria-label="{aria}"></label>'
_DAY_SCRIPT = "element.addEventListener('change', (event) => { props.value = event.target.value; });"
_AS_IT_STANDS = (
    "(question, conversation, from, to, asOf, ...rest) => { const days = document.querySelectorAll('.day input');"
    " const refined = window.copydesk?.takeRefined() ?? '';"
    " return [question, conversation, days[0]?.value ?? from, days[1]?.value ?? to, days[2]?.value ?? asOf,"
    " ...rest.slice(0, -1), refined]; }"
)
"""The page hands a typed day over a moment later; a question asked right away takes it from the field itself.
A filter that was dropped or changed comes with the question and is taken once."""
_CONVERSATION_OF_ADDRESS = "() => [new URLSearchParams(location.hash.slice(1)).get('c') || '']"
_WAS_STOPPED = (
    "() => [document.querySelector('#live .is-stopped') || !document.querySelector('#live .turn') ? 'yes' : '']"
)
"""Gradio reports a question that was stopped as failed; the page knows better."""
_KEEP_IN_ADDRESS = "(conversation) => { window.copydesk && window.copydesk.keep(conversation); }"


def build_theme() -> gr.themes.Base:
    """System fonts only: nothing to load, and it looks at home everywhere."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
    mono = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
    return gr.themes.Base(font=sans, font_mono=mono, radius_size="sm", text_size="md")


def build_blocks(chat: Chat) -> gr.Blocks:
    """The whole page; holds no reader's state: the conversation's id lives in the browser's address."""
    blocks: gr.Blocks = gr.Blocks(title="Copydesk", analytics_enabled=False, fill_width=True)
    with blocks:
        masthead = _html("masthead", "")
        with gr.Column(elem_id="desk"):
            thread = _html("thread", '<p class="step">Opening the archive…</p>')
            live = _html("live")
        announcer = _html("announcer")
        conversation = gr.Textbox(elem_id="conversation", visible="hidden", label="Conversation")
        refined = gr.Textbox(elem_id="refined", visible="hidden", label="Asked again")
        names = _html("names")
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="composer-row"):
                question = _question_box()
                ask = gr.Button("Ask", variant="primary", elem_id="ask", min_width=88, scale=0)
                stop = gr.Button("Stop", elem_id="stop", min_width=88, scale=0, visible=False)
            with gr.Row(elem_id="composer-extras"):
                narrowing = _narrow_panel()
                writer = _writer_switch()
                restart = gr.Button("New conversation", elem_id="restart", scale=0, min_width=160)
        publishers, authors = narrowing[3], narrowing[4]
        page = [
            question,
            masthead,
            thread,
            live,
            announcer,
            conversation,
            ask,
            stop,
            publishers,
            authors,
            writer,
            names,
        ]
        _wire(blocks, chat, page, [*narrowing, writer, refined], restart)
    blocks.queue(max_size=_MOST_WAITING, default_concurrency_limit=ASK_AT_ONCE, api_open=False)
    return blocks


def mount(app: "FastAPI", blocks: gr.Blocks, *, theme: gr.themes.Base, head: str, favicon: Path) -> None:
    """The page at `/`, with everything of Gradio's that it does not need turned off."""
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme,
        head=head,
        favicon_path=str(favicon),
    )


def _html(name: str, value: str = "") -> gr.HTML:
    """The default template and no script: what is shown was escaped in Python."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        label="Your question",
        show_label=False,
        placeholder="Ask a question…",
        lines=1,
        max_lines=8,
        container=False,
        html_attributes=gr.InputHTMLAttributes(spellcheck=True, autocomplete="off"),
    )


def _narrow_panel() -> list[Any]:
    """Dates, outlets and authors to narrow the next question by."""
    with gr.Accordion("Narrow", open=False, elem_id="narrow"), gr.Row():
        days = [
            gr.HTML(
                "",
                html_template=_DAY_FIELD.format(label=label, aria=aria),
                js_on_load=_DAY_SCRIPT,
                apply_default_css=False,
                elem_classes=["day"],
                min_width=130,
            )
            for label, aria in (
                ("From", "Published on or after"),
                ("To", "Published on or before"),
                ("As of", "As the articles stood on this day"),
            )
        ]
        publishers = gr.Dropdown([], label="Outlet", multiselect=True, elem_id="publishers", min_width=200)
        authors = gr.Dropdown(
            [], label="Author", multiselect=True, allow_custom_value=True, elem_id="authors", min_width=200
        )
    return [*days, publishers, authors]


def _writer_switch() -> gr.Radio:
    """Written by the model or quotes only; hidden where no model is set."""
    return gr.Radio(
        [("Written answer", "model"), ("Quotes only", "extractive")],
        value="model",
        show_label=False,
        label="Writer",
        container=False,
        visible=False,
        elem_id="writer",
        min_width=240,
        scale=0,
    )


def _wire(blocks: gr.Blocks, chat: Chat, page: list[Any], narrowing: list[Any], restart: gr.Button) -> None:
    question, _, _, _, _, conversation, ask, stop, *_ = page

    def arrive(address: str) -> tuple[Any, ...]:
        return _updates(chat.arrive(address or ""))

    def fail(was_stopped: str) -> tuple[Any, ...]:
        return _updates(View(is_busy=False) if was_stopped else chat.fail())

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": True}
    loaded = blocks.load(arrive, [conversation], page, js=_CONVERSATION_OF_ADDRESS, **quietly)
    loaded.failure(lambda: _updates(chat.fail_to_open()), None, page, **quietly)
    asked = gr.on(
        [question.submit, ask.click],
        _answering(chat),
        [question, conversation, *narrowing],
        page,
        js=_AS_IT_STANDS,
        trigger_mode="once",
        concurrency_limit=ASK_AT_ONCE,
        concurrency_id="ask",
        **quietly,
    )
    asked.failure(fail, [conversation], page, js=_WAS_STOPPED, **quietly)
    conversation.change(None, [conversation], None, js=_KEEP_IN_ADDRESS)
    stopped = View(is_busy=False, announcement="Stopped")
    stop.click(lambda: _updates(stopped), None, page, cancels=[asked], **quietly)
    restart.click(lambda: _updates(chat.restart()), None, page, cancels=[asked], **quietly)


def _answering(chat: Chat) -> Callable[..., Iterator[tuple[Any, ...]]]:
    """The handler of a question, with what the browser sends for every field; an untouched one may come as None."""

    def answer(
        text: str,
        address: str,
        date_from: str | None,
        date_to: str | None,
        as_of: str | None,
        publishers: list[str],
        authors: list[str],
        writer: str | None,
        refined: str | None,
    ) -> Iterator[tuple[Any, ...]]:
        asked = (text or "", address or "", date_from or "", date_to or "", publishers or [], authors or [])
        for view in chat.ask(*asked, writer or "", as_of or "", refined or ""):
            yield _updates(view)

    return answer


def _updates(view: View) -> tuple[Any, ...]:
    """A view as Gradio's updates, in the order of the page's parts."""
    announcement = None if view.announcement is None else escape(view.announcement)
    values = (view.question, view.masthead, view.thread, view.live, announcement, view.conversation)
    buttons = (_visible(None if view.is_busy is None else not view.is_busy), _visible(view.is_busy))
    return (
        *(gr.skip() if value is None else value for value in values),
        *buttons,
        *map(_choices, (view.publishers, view.authors)),
        gr.skip() if view.writers is None else gr.update(visible=len(view.writers) > 1),
        gr.skip() if view.authors is None else render_known_names(view.publishers or (), view.authors),
    )


def _visible(wanted: bool | None) -> Any:
    return gr.skip() if wanted is None else gr.update(visible=wanted)


def _choices(names: tuple[str, ...] | None) -> Any:
    return gr.skip() if names is None else gr.update(choices=list(names[:_MOST_NAMES]))
