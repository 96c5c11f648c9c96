"""The link to a shared answer or conversation, and what it shows. Pure functions."""

from datetime import date

from ui.language import say
from ui.markup import own_address, text
from ui.render import render_read_only
from ui.stored_answers import Exported
from ui.words import say_day

__all__ = ["render_share", "render_shared"]


def render_share(name: str, title: str, link: str | None) -> str:
    """What is shared and how; `link`: while it is."""
    shown = (
        f'<p><label>{say("share.link")} <input readonly size="60" value="{text(link)}"></label></p>'
        f'<p><a href="{text(link)}">{say("share.open")}</a></p>'
        if link
        else ""
    )
    what, said = ("end", "share.end") if link else ("begin", "share.begin")
    return (
        f'<h1 class="welcome-title">{say("share.title")}</h1><p class="lede" dir="auto">{text(title)}</p>'
        f"<p>{say('share.how')}</p>{shown}"
        f'<form action="{text(own_address(f"share/{name}"))}" method="post"><input type="hidden" name="what" '
        f'value="{what}"><button type="submit" class="main-action">{say(said)}</button></form>'
    )


def _day(moment: str) -> str:
    return say_day(date.fromisoformat(moment[:10]))


def render_shared(found: Exported, owner: str) -> str:
    """The answers as they were given, each statement with its sources; nothing can be asked or changed here."""
    drawn = "".join(
        f'<p class="meta">{say("share.given", name=f"<bdi>{text(owner)}</bdi>", day=_day(given.made_at))}</p>'
        f"{render_read_only(given.answer)}"
        for given in found.answers
    )
    title = text(found.title) if found.is_conversation else say("share.shared")
    return f'<h1 class="welcome-title" dir="auto">{title}</h1>{drawn}'
