"""The list of a reader's conversations. Pure functions; every piece is escaped in `ui.markup`."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from assistant.archive.readers import StoredConversation
from ui.language import say
from ui.markup import isolated, text
from ui.words import say_day

__all__ = ["render_shelf", "render_shelf_frame"]


def render_shelf_frame() -> str:
    """Where the list goes, with the field that searches it. An own field, not Gradio's: what is typed goes by the wire,
    in one request, once the typing pauses."""
    return (
        f'<nav class="shelf" aria-label="{say("shelf.title")}"><h2 class="kicker">{say("shelf.title")}</h2>'
        f'<input type="search" name="query" placeholder="{say("shelf.search")}" '
        f'aria-label="{say("shelf.search_name")}" '
        'autocomplete="off" maxlength="200"><div class="kept-list"></div></nav>'
    )


def render_shelf(kept: Sequence[StoredConversation], today: date, query: str = "") -> str:
    """Under the day on which they were last changed; pinned ones go first."""
    if not kept:
        words = say("shelf.no_match" if query.strip() else "shelf.empty")
        return f'<p class="meta">{words}</p>'
    return "".join(
        f'<h3 class="kept-day">{text(day)}</h3><ul class="kept">{"".join(map(_conversation, conversations))}</ul>'
        for day, conversations in _by_day(kept, today)
    )


def _by_day(kept: Sequence[StoredConversation], today: date) -> Iterator[tuple[str, Sequence[StoredConversation]]]:
    def day_of(conversation: StoredConversation) -> str:
        return say("shelf.pinned") if conversation.is_pinned else _say_changed(conversation, today)

    return ((day, tuple(conversations)) for day, conversations in groupby(kept, key=day_of))


def _say_changed(conversation: StoredConversation, today: date) -> str:
    try:
        day = datetime.fromisoformat(conversation.changed_at).astimezone().date()
    except ValueError:
        return say("shelf.earlier")
    near = {today: say("shelf.today"), today - timedelta(days=1): say("shelf.yesterday")}
    return near.get(day) or say_day(day)


def _conversation(conversation: StoredConversation) -> str:
    known, title = text(conversation.conversation_id), conversation.title
    address = "./?" + urlencode({"c": conversation.conversation_id})
    named = text(title)
    pin, pinned = (say("shelf.unpin"), "") if conversation.is_pinned else (say("shelf.pin"), "1")
    return (
        f'<li data-conversation="{known}"><a class="kept-title" data-open href="{text(address)}">{isolated(title)}</a>'
        f'<details class="more"><summary aria-label="{text(say("shelf.what", title=title))}"></summary>'
        f'<p class="meta">{say("questions", n=conversation.turn_count)}</p>'
        f'<button type="button" class="quiet" data-rename="{named}">{say("shelf.rename")}</button>'
        f'<button type="button" class="quiet" data-pin="{pinned}">{pin}</button>'
        f'<button type="button" class="quiet" data-delete>{say("shelf.delete")}</button></details></li>'
    )
