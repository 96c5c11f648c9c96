"""The examples in Markdown documents, for the tests that run them.

A shell block is marked by a second word behind its language, as in "```sh runnable", or by the line
`<!-- runnable -->` above it.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Block", "blocks_of", "commands_of", "python_of"]

SHELLS = frozenset({"sh", "bash", "shell", "console"})
MARK = "runnable"
_BLOCK = re.compile(
    r"^(?P<above>[^\n]*)\n(?:[ \t]*\n)?(?P<indent>[ \t]*)(?P<fence>```+)(?P<info>[^\n`]*)\n"
    r"(?P<body>.*?)^[ \t]*(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    language: str
    is_marked: bool
    body: str


def blocks_of(markdown: str) -> list[Block]:
    """The fenced blocks, in order, without the indentation they have as a whole."""
    found = []
    for match in _BLOCK.finditer(f"\n{markdown}"):
        language, *words = match["info"].split() or [""]
        is_marked = MARK in words or match["above"].strip() == f"<!-- {MARK} -->"
        lines = [line.removeprefix(match["indent"]) for line in match["body"].splitlines()]
        found.append(Block(language, is_marked, "\n".join(lines)))
    return found


def python_of(markdown: str) -> str:
    """All Python examples as one program: a later one may use the names of an earlier one."""
    return "\n\n".join(block.body for block in blocks_of(markdown) if block.language == "python")


def commands_of(markdown: str, *, marked_only: bool = True) -> list[list[str]]:
    """The arguments of each `copydesk` line; prompts, comments and line continuations are understood."""
    blocks = [
        block for block in blocks_of(markdown) if block.language in SHELLS and (block.is_marked or not marked_only)
    ]
    lines = [line.strip().removeprefix("$ ") for one in blocks for line in one.body.replace("\\\n", " ").splitlines()]
    commands = [shlex.split(line, comments=True) for line in lines]
    return [command[1:] for command in commands if command and Path(command[0]).name == "copydesk"]
