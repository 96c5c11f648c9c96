"""The list of a reader's conversations. Pure functions; every piece is escaped in `ui.markup`."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from assistant.archive.readers import StoredConversation
from ui.markup import isolated, text
from ui.words import count, say_day

__all__ = ["SHELF", "render_shelf"]

SHELF = (
    '<nav class="shelf" aria-label="Conversations"><h2 class="kicker">Conversations</h2>'
    '<input type="search" name="query" placeholder="Search in them" aria-label="Search in conversations" '
    'autocomplete="off" maxlength="200"><div class="kept-list"></div></nav>'
)
"""Where the list goes, with the field that searches it. An own field, not Gradio's: what is typed goes by the wire, in
one request, once the typing pauses."""


def render_shelf(kept: Sequence[StoredConversation], today: date, query: str = "") -> str:
    """Under the day on which they were last changed; pinned ones go first."""
    if not kept:
        words = "No conversation holds these words." if query.strip() else "What you ask is kept here."
        return f'<p class="meta">{words}</p>'
    return "".join(
        f'<h3 class="kept-day">{text(day)}</h3><ul class="kept">{"".join(map(_conversation, conversations))}</ul>'
        for day, conversations in _by_day(kept, today)
    )


def _by_day(kept: Sequence[StoredConversation], today: date) -> Iterator[tuple[str, Sequence[StoredConversation]]]:
    def day_of(conversation: StoredConversation) -> str:
        return "Pinned" if conversation.is_pinned else _say_changed(conversation, today)

    return ((day, tuple(conversations)) for day, conversations in groupby(kept, key=day_of))


def _say_changed(conversation: StoredConversation, today: date) -> str:
    try:
        day = datetime.fromisoformat(conversation.changed_at).astimezone().date()
    except ValueError:
        return "Earlier"
    near = {today: "Today", today - timedelta(days=1): "Yesterday"}
    return near.get(day) or say_day(day)


def _conversation(conversation: StoredConversation) -> str:
    known, title = text(conversation.conversation_id), conversation.title
    address = "./?" + urlencode({"c": conversation.conversation_id})
    named = text(title)
    pin, pinned = ("Unpin", "") if conversation.is_pinned else ("Pin", "1")
    return (
        f'<li data-conversation="{known}"><a class="kept-title" data-open href="{text(address)}">{isolated(title)}</a>'
        f'<details class="more"><summary aria-label="{text(f"What to do with “{title}”")}"></summary>'
        f'<p class="meta">{count(conversation.turn_count, "question")}</p>'
        f'<button type="button" class="quiet" data-rename="{named}">Rename</button>'
        f'<button type="button" class="quiet" data-pin="{pinned}">{pin}</button>'
        '<button type="button" class="quiet" data-delete>Delete</button></details></li>'
    )
