"""What can be done with a turn that has ended: copy it, ask it again, change it, take it along. Pure functions."""

from dataclasses import dataclass

from assistant.answer import WriterChoice
from ui.export_view import render_export
from ui.feedback_view import flag_answer
from ui.language import say
from ui.markup import text

__all__ = ["Kept", "ask_again_button", "render_tools"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an ended turn lies in the readers' store."""

    turn_id: str
    conversation_id: str


def render_tools(kept: Kept | None, copied: str = "", *, other_writer: WriterChoice | None = None) -> str:
    """The ways on from a turn. `copied`: the answer as text, empty without one; `other_writer` could answer it, too.
    Only of what is kept can be said what is wrong with it, or can it be asked again."""
    ways = (
        f'<button type="button" class="quiet" data-copy="{text(copied)}">{say("turn.copy")}</button>' if copied else ""
    )
    if kept is not None:
        ways += ask_again_button() + f'<button type="button" class="quiet" data-edit>{say("turn.edit")}</button>'
    if other_writer is not None:
        ways += ask_again_button(say("written_answer" if other_writer == "model" else "quotes_only"), other_writer)
    if kept is not None and copied:
        ways += flag_answer() + render_export(kept.turn_id, conversation=kept.conversation_id)
    return f'<div class="tools" role="group" aria-label="{say("turn.tools")}">{ways}</div>' if ways else ""


def ask_again_button(label: str | None = None, writer: WriterChoice | None = None) -> str:
    """The same question once more, by this writer; the switch of the page stays as it is."""
    chosen = f' data-writer="{writer}"' if writer else ""
    return f'<button type="button" class="quiet" data-retry{chosen}>{text(label or say("turn.again"))}</button>'
