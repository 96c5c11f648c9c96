"""Blocks as Markdown: whatever an article wrote is text there, no link, image, heading or HTML."""

import re
from collections.abc import Sequence

from assistant.exports.layout import Block, visible

__all__ = ["to_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_LIST = re.compile(r"^(\d+)\.")
_MARKS = {"title": "# ", "heading": "## ", "quote": "> ", "line": "", "note": "  \n", "source": "- "}


def to_markdown(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_render(block) for block in blocks) + "\n"


def _render(block: Block) -> str:
    text = escape(block.text)
    if block.kind == "note":
        return f"*{text}*"
    address = f" {escape(block.link)}" if block.link else ""
    return f"{_MARKS[block.kind]}{text}{address}"


def escape(text: str) -> str:
    """On one line."""
    plain = " ".join(visible(text).split())
    return _LIST.sub(r"\1\\.", _SPECIAL.sub(r"\\\1", plain)).replace("://", "&#58;//").replace("www.", "www&#46;")
