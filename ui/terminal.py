"""The only door from text to a terminal: what an article wrote must not move the cursor, colour or retitle anything."""

import json
import re
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

__all__ = ["json_text", "output", "print_json", "printable", "printable_line", "safe", "side"]

_SEQUENCE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    "|\x9b[0-?]*[ -/]*[@-~]"  # the same by its one-byte name
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC, DCS, …: titles, clipboard
    "|\x1b[ -/]*[0-~]"  # two- and three-character sequences
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without escape sequences, control characters and direction overrides; line breaks and tabs stay."""
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n"))
    return _SURROGATE.sub("�", _CONTROL.sub("", text))


def printable_line(text: str) -> str:
    """The same on one line, for a headline or a name."""
    return " ".join(printable(text).split())


def safe(text: str, style: str = "") -> Text:
    """Printable text for rich, which never reads markup in it."""
    return Text(printable(text), style=style)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON in readable Unicode, with every character escaped that a terminal could obey."""
    plain = json.dumps(value, ensure_ascii=False, indent=indent)
    # such characters stand inside strings only, where an escape means the same
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def print_json(value: Any) -> None:
    """One object: indented for a person at a terminal, one line for a program."""
    text = json_text(value, indent=2 if sys.stdout.isatty() else None)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class _Console(Console):
    """A console that leaves a closed pipe to the command line instead of ending the program with code 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def output() -> Console:
    """Standard output: the answer and nothing else. Built at each call, since tests and pipes replace the stream."""
    return _Console(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not sys.stdout.isatty(),
        width=None if sys.stdout.isatty() else 200,
    )


def side() -> Console:
    """Standard error: progress, notices, messages."""
    return _Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stderr.isatty())
