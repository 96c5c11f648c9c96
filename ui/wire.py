"""The one channel between the script of the page and Python: what the page sends, and who answers it.

An own part, made of `gr.HTML`, whose `server_functions` the script calls and whose triggers move values of Gradio's own
fields. Each call is one request with one answer, and the script knows when it failed. Gradio's queue does the same with
two requests, a stream for each page that must stay on one process, and the parts of the page sent as they change: it
dropped a question that came while another was being cancelled, and told the page nothing when the server was gone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import gradio as gr

from assistant.errors import CopydeskError
from ui.chat import Chat, Reply
from ui.jobs import Door
from ui.notes import say_note
from ui.readers import reader_of
from ui.shelf import Shelf

__all__ = ["CHAT_CALLS", "SHELF_CALLS", "build_wire", "calls_of"]

CHAT_CALLS = ("open", "ask", "refine", "retry", "edit", "stop", "follow", "feedback")
SHELF_CALLS = ("conversations", "rename", "pin", "delete")
"""What the page can ask for; each is a method of `Chat` or of `Shelf`."""

_CONNECT = """
window.copydeskWire = {server, furnish: () => trigger("furnish"), giveBack: () => trigger("givenback")};
dispatchEvent(new CustomEvent("copydesk-wire"));
"""

Call = Callable[[Any, gr.Request], Awaitable[Reply]]


def build_wire(chat: Chat, shelf: Shelf) -> Any:
    """A part that shows nothing. Any: Gradio makes its triggers, `furnish` and `givenback`, by name."""
    calls = [_call(chat.door, name, getattr(chat, name)) for name in CHAT_CALLS]
    calls += [_call(chat.door, name, getattr(shelf, name)) for name in SHELF_CALLS]
    return gr.HTML("", elem_id="wire", apply_default_css=False, js_on_load=_CONNECT, server_functions=calls)


def calls_of(blocks: gr.Blocks) -> dict[int, frozenset[str]]:
    """By the number of a part of the page what can be called of it: the wire alone has anything."""
    wire = {number for number, part in blocks.blocks.items() if getattr(part, "elem_id", None) == "wire"}
    return {number: frozenset((*CHAT_CALLS, *SHELF_CALLS)) for number in wire}


def _call(door: Door, name: str, method: Callable[..., Any]) -> Call:
    async def call(sent: Any, request: gr.Request) -> Reply:
        owner = reader_of(request.scope).name
        try:
            if asyncio.iscoroutinefunction(method):
                reply: Reply = await method(owner, sent)
                return reply
            with door.arriving():
                return await asyncio.to_thread(method, owner, sent)
        except CopydeskError as error:
            return {"failed": say_note(str(error))}

    call.__name__ = name
    return call
