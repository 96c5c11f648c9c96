"""The ways to take an answer or a conversation along, to be drawn beside it. Pure functions."""

from ui.markup import own_address, text

__all__ = ["render_export"]

_FORMS = (("md", "Markdown"), ("docx", "Word"), ("html", "HTML"), ("json", "Record (JSON)"))


def render_export(name: str, what: str = "this answer") -> str:
    """`name`: the id of a turn or a conversation, of letters, digits, `-` and `_`."""
    links = "".join(
        f'<li><a href="{text(own_address(f"export/{name}.{form}"))}">{label}</a></li>' for form, label in _FORMS
    )
    return (
        '<details class="export"><summary>Export</summary>'
        f'<ul class="chips" aria-label="Export {text(what)} as">{links}</ul></details>'
    )
