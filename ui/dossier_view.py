"""A dossier as HTML for the page: one plain function, every piece escaped."""

from assistant.dossier import Dossier
from assistant.exports import lay_out
from ui.markup import isolated, outward_link

__all__ = ["render_dossier"]

_TAGS = {"title": "h2", "heading": "h3", "line": "p", "quote": "blockquote", "note": "small", "source": "p"}


def render_dossier(dossier: Dossier) -> str:
    pieces = []
    for block in lay_out(dossier):
        tag = _TAGS[block.kind]
        link = outward_link(block.link, "Open") if block.link else ""
        pieces.append(f'<{tag} class="dossier-{block.kind}">{isolated(block.text)}{" " + link if link else ""}</{tag}>')
    return f'<section class="dossier">{"".join(pieces)}</section>'
