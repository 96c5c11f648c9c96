"""The ways to take an answer or a conversation along, to be drawn beside it. Pure functions."""

from ui.markup import own_address, text

__all__ = ["render_export"]

_FORMS = (("md", "Markdown"), ("docx", "Word"), ("html", "HTML"), ("json", "Record (JSON)"))


def render_export(name: str, what: str = "this answer", *, conversation: str | None = None) -> str:
    """`name`: the id of a turn or a conversation, of letters, digits, `-` and `_`; `conversation`: the one that a turn
    is part of, to offer it whole, too."""
    lists = _links(name, what) + (_links(conversation, "the whole conversation") if conversation else "")
    return f'<details class="export"><summary>Export</summary>{lists}</details>'


def _links(name: str, what: str) -> str:
    links = "".join(
        f'<li><a href="{text(own_address(f"export/{name}.{form}"))}">{label}</a></li>' for form, label in _FORMS
    )
    said = text(what)
    return f'<p class="export-of">{said.capitalize()}</p><ul class="chips" aria-label="Export {said} as">{links}</ul>'
