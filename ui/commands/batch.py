"""Answers a JSON Lines file of questions: one JSON object a line, in order, whatever single lines hold."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from assistant.errors import CopydeskError, InputError, ModelError

if TYPE_CHECKING:
    from assistant import Assistant, Filters, Turn
    from assistant.answer import WriterChoice

__all__ = ["ask_batch", "parse_line"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One line that can be asked; `date_from`, `date_to` and whatever else it holds are not used."""

    line_id: Any
    question: str
    history: "tuple[Turn, ...]"


def ask_batch(
    assistant: "Assistant",
    path: Path,
    filters: "Filters",
    writer: "WriterChoice | None" = None,
    *,
    read_filters: bool = True,
) -> int:
    """Print an answer for each line. Returns the exit code: 0, or the highest of the lines that failed."""
    code = 0
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                code = max(code, _answer_line(assistant, line, number, filters, writer, read_filters))
    return code


def _answer_line(
    assistant: "Assistant",
    line: bytes,
    number: int,
    filters: "Filters",
    writer: "WriterChoice | None",
    read_filters: bool,
) -> int:
    line_id: Any = None
    try:
        row = _decode(line, number)
        line_id = row.get("id")
        asked = parse_line(row, number)
        answer = assistant.ask(asked.question, asked.history, filters, writer, read_filters=read_filters)
        _print({"id": line_id, **answer.to_json()})
    except CopydeskError as error:
        partial = error.partial if isinstance(error, ModelError) else None
        _print({"id": line_id, "error": str(error)} | ({"partial": partial.to_json()} if partial is not None else {}))
        return error.exit_code
    return 0


def parse_line(row: dict[str, Any], number: int) -> _Asked:
    """Raises InputError with what is wrong in the line."""
    from assistant.evaluation.questions import parse_turns

    question = row.get("question")
    if not isinstance(question, str):
        message = f"Line {number}: `question` must be a text."
        raise InputError(message)
    try:
        return _Asked(row.get("id"), question, parse_turns(row.get("history")))
    except ValueError as error:
        message = f"Line {number}: {error}."
        raise InputError(message) from None


def _decode(line: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # ValueError is the parent of both decoding errors
        message = f"Line {number}: not JSON in UTF-8."
        raise InputError(message) from None
    if not isinstance(row, dict):
        message = f"Line {number}: not a JSON object."
        raise InputError(message)
    return row


def _print(value: dict[str, Any]) -> None:
    from ui.terminal import json_text

    sys.stdout.write(json_text(value) + "\n")
    sys.stdout.flush()  # a reader at the other end of a pipe waits for each answer


@contextmanager
def _open(path: Path) -> Iterator[Iterable[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        file: IO[bytes] = path.open("rb")
    except OSError as error:
        message = f"The question file {path} cannot be read: {error.strerror}."
        raise InputError(message) from None
    with file:
        yield file
