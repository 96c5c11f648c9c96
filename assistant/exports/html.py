"""Blocks as a page of their own: nothing in it runs, loads or sends anything, and whatever an article wrote is text."""

import html
from collections.abc import Sequence
from urllib.parse import urlsplit

from assistant.exports.layout import Block, visible

__all__ = ["to_html"]

_STYLE = (
    ":root{color-scheme:light dark}body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:2.5rem auto;"
    "padding:0 1.2rem;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}"
    "blockquote{margin:0.6rem 0;padding-inline-start:1rem;border-inline-start:3px solid}"
    ".note,.source{font-size:0.9rem}.note{font-style:italic}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TAGS = {
    "title": "<h1{}>{}</h1>",
    "heading": "<h2{}>{}</h2>",
    "line": "<p{}>{}</p>",
    "quote": "<blockquote{}>{}</blockquote>",
    "note": '<p class="note"{}>{}</p>',
    "source": '<p class="source"{}>{}</p>',
}


def to_html(blocks: Sequence[Block], language: str = "en") -> str:
    """A whole document; links are only those to plain http and https addresses."""
    title = next((block.text for block in blocks if block.kind == "title"), "Copydesk")
    return (
        f'<!doctype html>\n<html lang="{_escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_escape(title)}</title><style>{_STYLE}</style></head><body><main>\n"
        + "\n".join(map(_render, blocks))
        + "\n</main></body></html>\n"
    )


def _render(block: Block) -> str:
    link = ""
    if block.link:
        address = _escape(block.link)
        link = f' <a href="{address}" rel="noopener noreferrer">{address}</a>' if _is_web(block.link) else f" {address}"
    return _TAGS[block.kind].format(' dir="auto"', _escape(block.text) + link)


def _escape(text: str) -> str:
    return html.escape(visible(text), quote=True)


def _is_web(address: str) -> bool:
    if visible(address) != address or any(map(str.isspace, address)):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
