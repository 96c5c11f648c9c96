"""The page: its parts, and what happens when one of them is used. Imports Gradio, so import it late."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported

from ui.imports import deferred, hidden, without_stubs

# Gradio loads mcp to offer tools, which are offered elsewhere here, a tenth of the start; and pandas, 36 MB, for tables
# and plots, of which the page has none: what pandas takes along where it is installed, pyarrow, is 36 MB more
with hidden("mcp", "pyarrow"), deferred("pandas"), without_stubs():
    import gradio as gr

from ui.chat import Chat
from ui.feedback_view import render_feedback_form
from ui.language import LATER, say, speaking
from ui.narrowing import render_known_names
from ui.shelf import Shelf
from ui.shelf_view import render_shelf_frame
from ui.spoken import language_of
from ui.wire import build_wire

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["HEAD", "build_blocks", "build_theme", "mount"]

_MOST_LOADING = 256
"""Pages that may wait for what stands around the conversation."""
_LOAD_AT_ONCE = 4
_MOST_NAMES = 2000
_MOST_SESSIONS = 128
"""Gradio keeps 41 kB for each page that was opened, and makes it anew where it is gone: nothing of ours is in it."""

HEAD = (
    '<script src="page/theme.js"></script><script src="page/texts.js"></script>'
    '<link rel="icon" href="page/favicon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="page/page.css"><script src="page/page.js" defer></script>'
    '<link rel="stylesheet" href="page/cards.css"><script src="page/cards.js" defer></script>'
    '<script src="page/chat.js" defer></script><script src="page/turn_tools.js" defer></script>'
)

_DAY_FIELD = (
    '<label class="day day-field"><span>{label}</span><input type="date" name="{name}" aria-label="{aria}"></label>'
)
_DAYS = (
    ("date_from", "field.from", "page.on_or_after"),
    ("date_to", "field.to", "page.on_or_before"),
    ("as_of", "field.as_of", "page.stood"),
)
_ASK = "(...fields) => window.copydesk.ask(...fields)"
"""Gradio hands the script of the page the values of its own fields; what comes back is left in the question box."""
_UNFOLD = "() => ({ __type__: 'update', open: window.innerWidth >= 1280 })"
"""The list of conversations stands open where there is room for it, and is folded away on a phone."""
_GIVE_BACK = "() => window.copydesk.givenBack()"
_FAILED_TO_OPEN = "() => window.copydesk.lost()"


def build_theme() -> gr.themes.Base:
    """System fonts only: nothing to load, and it looks at home everywhere."""
    sans = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
    mono = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
    return gr.themes.Base(font=sans, font_mono=mono, radius_size="sm", text_size="md")


def build_blocks(chat: Chat, shelf: Shelf) -> gr.Blocks:
    """The whole page; holds no reader's state: the conversation's id lives in the browser's address.

    Drawn once, with a place for each text: whoever serves it fills in the reader's language.
    """
    blocks: gr.Blocks = gr.Blocks(title="Copydesk", analytics_enabled=False, fill_width=True)
    with speaking(LATER), blocks:
        with gr.Sidebar(label=say("shelf.title"), open=False, width=300, elem_id="shelf") as sidebar:
            _html("kept", render_shelf_frame())
        masthead = _html("masthead", "")
        with gr.Column(elem_id="desk"):
            _html("thread", f'<div class="turns"><p class="step">{say("page.opening")}</p></div>')
            _html("live", '<div class="turns"></div>')
        names = _html("names")
        _html("feedback", render_feedback_form())
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="composer-row"):
                question = _question_box()
                ask = gr.Button(say("ask"), variant="primary", elem_id="ask", min_width=88, scale=0)
                gr.Button(say("page.stop"), elem_id="stop", min_width=88, scale=0)
            with gr.Row(elem_id="composer-extras"):
                publishers, authors = _narrow_panel()
                writer = _writer_switch()
                gr.Button(say("page.new"), elem_id="restart", scale=0, min_width=160)
        wire = build_wire(chat, shelf)
        _wire(blocks, chat, wire, [masthead, publishers, authors, writer, names])
        fields = [question, publishers, authors, writer]
        gr.on([question.submit, ask.click], None, fields, [question], js=_ASK, api_visibility="private")
        wire.givenback(None, None, [question], js=_GIVE_BACK, api_visibility="private")
        blocks.load(None, None, [sidebar], js=_UNFOLD, api_visibility="private")
    blocks.queue(max_size=_MOST_LOADING, default_concurrency_limit=_LOAD_AT_ONCE, api_open=False)
    blocks.state_session_capacity = _MOST_SESSIONS
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
        label=say("page.question"),
        show_label=False,
        placeholder=say("page.placeholder"),
        lines=1,
        max_lines=8,
        container=False,
        html_attributes=gr.InputHTMLAttributes(spellcheck=True, autocomplete="off"),
    )


def _narrow_panel() -> tuple[gr.Dropdown, gr.Dropdown]:
    """Dates, outlets and authors to narrow the next question by."""
    with gr.Accordion(say("page.narrow"), open=False, elem_id="narrow"), gr.Row():
        _html(
            "days",
            "".join(_DAY_FIELD.format(name=name, label=say(label), aria=say(aria)) for name, label, aria in _DAYS),
        )
        publishers = gr.Dropdown([], label=say("field.outlet"), multiselect=True, elem_id="publishers", min_width=200)
        authors = gr.Dropdown(
            [], label=say("field.author"), multiselect=True, allow_custom_value=True, elem_id="authors", min_width=200
        )
    return publishers, authors


def _writer_switch() -> gr.Radio:
    """Written by the model or quotes only; hidden where no model is set."""
    return gr.Radio(
        [(say("written_answer"), "model"), (say("quotes_only"), "extractive")],
        value="model",
        show_label=False,
        label=say("page.writer"),
        container=False,
        visible=False,
        elem_id="writer",
        min_width=240,
        scale=0,
    )


def _wire(blocks: gr.Blocks, chat: Chat, wire: gr.HTML, around: list[Any]) -> None:
    """What stands around the conversation is Gradio's; it is drawn when the page is, and anew when the archive has
    changed since. The conversation itself comes through the wire."""

    def furnish(request: gr.Request) -> tuple[Any, ...]:
        with speaking(language_of(request.headers)):  # Gradio's queue calls this, outside of the request that asked
            furniture = chat.furnish()
        return (
            furniture.masthead,
            gr.update(choices=list(furniture.publishers[:_MOST_NAMES])),
            gr.update(choices=list(furniture.authors[:_MOST_NAMES])),
            gr.update(visible=len(furniture.writers) > 1),
            render_known_names(furniture.publishers, furniture.authors),
        )

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": True}
    opened = blocks.load(furnish, None, around, **quietly)
    opened.failure(None, None, None, js=_FAILED_TO_OPEN)
    wire.furnish(furnish, None, around, **quietly)
