"""The ways to take an answer or a conversation along, to be drawn beside it. Pure functions."""

from ui.language import say
from ui.markup import own_address, text
from ui.sharing import can_share

__all__ = ["render_export"]

_FORMS = (("md", "Markdown"), ("docx", "Word"), ("html", "HTML"), ("json", "export.record"))


def render_export(name: str, *, conversation: str | None = None) -> str:
    """`name`: the id of a turn or a conversation, of letters, digits, `-` and `_`; `conversation`: the one that a turn
    is part of, to offer it whole, too."""
    lists = _links(name, "export.answer", "export.answer_as")
    if conversation:
        lists += _links(conversation, "export.conversation", "export.conversation_as")
    return f'<details class="export"><summary>{say("export.title")}</summary>{lists}</details>'


def _say(label: str) -> str:
    """Names of formats are the same in all languages."""
    return say(label) if label == "export.record" else label


def _links(name: str, what: str, said: str) -> str:
    links = "".join(
        f'<li><a href="{text(own_address(f"export/{name}.{form}"))}">{_say(label)}</a></li>' for form, label in _FORMS
    )
    if can_share():
        links += f'<li><a href="{text(own_address(f"share/{name}"))}">{say("share.way")}</a></li>'
    return f'<p class="export-of">{say(what)}</p><ul class="chips" aria-label="{say(said)}">{links}</ul>'
