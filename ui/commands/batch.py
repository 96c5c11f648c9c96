"""Answers a file of questions: one JSON object a line, in order, whatever single lines hold.

Where the first line is a JSON object all are, of `question`, `id`, `history`, `filters`, `writer` and `read_filters`;
of a question set, whose lines hold more, the rest is not used. Else each line is a question as it stands.
"""

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from assistant.errors import CopydeskError, InputError, ModelError, nearest_word

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Filters
    from assistant.answer import WriterChoice
    from assistant.request import Request

__all__ = ["ask_batch", "parse_line"]

_WORDS = ("id", "question", "history", "filters", "writer", "read_filters")
_FILTER_WORDS = frozenset(("publishers", "authors", "kinds", "as_of"))
"""A question set says `date_from` and `date_to` of its questions, which the assistant is not told."""
_AT_ONCE = 4
_MARK = b"\xef\xbb\xbf"
"""UTF-8's, which some programs write before a text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its question, or why it has none."""

    line_id: Any
    asked: "Request | CopydeskError"


def ask_batch(
    assistant: "Assistant",
    path: Path,
    filters: "Filters",
    writer: "WriterChoice | None" = None,
    *,
    read_filters: bool = True,
    threads: int | None = None,
    resume: Path | None = None,
) -> int:
    """Print an answer for each line, or add it to the file `resume`, behind what an earlier run wrote there.

    `threads`: questions at once; without, one for standard input, whose writer may wait for each answer. Returns the
    exit code: 0, or the highest of the lines that failed.
    """
    from assistant.batch import answers_in_order
    from assistant.request import Request

    code, waiting = 0, deque[_Line]()
    given = Request("", filters=filters, writer=writer, read_filters=read_filters)
    at_once = threads or (1 if str(path) == "-" else _AT_ONCE)
    with _open(path) as lines, _resumed(resume) as target:
        rows = _lines(lines, given)
        done = () if resume is None else _whole_lines(resume, target)
        for number, written in enumerate(done, 1):
            code = max(code, _check_done(next(rows, None), written, number, resume))

        def questions() -> Iterator[object]:
            for row in rows:
                waiting.append(row)
                yield row.asked

        with closing(answers_in_order(assistant.stream_request, questions(), at_once)) as answers:
            for found in answers:
                code = max(code, _tell(waiting.popleft().line_id, found, target))
    return code


def parse_line(line: bytes, number: int, given: "Request", *, is_json: bool = True) -> _Line:
    """What one line asks, under what was given for all of them."""
    line_id: Any = None
    try:
        if not is_json:
            return _Line(None, replace(given, question=_text(line, number)))
        row = _decode(line, number)
        line_id = row.get("id")
        return _Line(line_id, _request(row, number, given))
    except CopydeskError as error:
        return _Line(line_id, error)


def _lines(lines: Iterable[bytes], given: "Request") -> Iterator[_Line]:
    is_json: bool | None = None
    for number, line in enumerate(lines, 1):
        if line.strip():
            begins_as_json = line.removeprefix(_MARK).lstrip().startswith((b"{", b"["))
            is_json = begins_as_json if is_json is None else is_json
            yield parse_line(line, number, given, is_json=is_json)


def _request(row: dict[str, Any], number: int, given: "Request") -> "Request":
    from assistant.evaluation.questions import parse_turns
    from assistant.question import as_filters, merge_filters
    from assistant.request import Request, read_request

    _check_words(row, number)
    if not isinstance(row.get("question"), str):
        message = f"Line {number}: `question` must be a text."
        raise InputError(message)
    try:
        turns = parse_turns(row.get("history"))
        own = as_filters(row.get("filters"))
        asked = read_request({word: row[word] for word in ("writer", "read_filters", "question") if word in row})
    except (ValueError, InputError) as error:
        said = str(error)
        message = f"Line {number}: {said if said.endswith(('.', '?')) else f'{said}.'}"
        raise InputError(message) from None
    narrow = given.filters if own is None else merge_filters(own, given.filters or type(own)())
    return Request(
        asked.question,
        turns,
        narrow,
        asked.writer or given.writer,
        asked.read_filters if row.get("read_filters") is not None else given.read_filters,
    )


def _check_words(row: dict[str, Any], number: int) -> None:
    """Raise InputError for what was meant and would be passed over."""
    for word in row:
        if word in _FILTER_WORDS:
            message = f'Line {number}: `{word}` belongs in `filters`: {{"filters": {{"{word}": …}}}}.'
            raise InputError(message)
        if word not in _WORDS and (meant := nearest_word(word, _WORDS)) is not None:
            message = f"Line {number}: `{word[:60]}` is no word of a question. Did you mean `{meant}`?"
            raise InputError(message)


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


def _text(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        message = f"Line {number}: not text in UTF-8."
        raise InputError(message) from None


def _tell(line_id: Any, found: "Answer | CopydeskError", target: IO[str]) -> int:
    from ui.terminal import json_text

    value: dict[str, Any] = {"id": line_id}
    if isinstance(found, CopydeskError):
        partial = found.partial if isinstance(found, ModelError) else None
        value |= {"error": str(found), "kind": type(found).__name__, "may_retry": found.may_retry}
        value |= {"exit_code": found.exit_code} | ({"partial": partial.to_json()} if partial is not None else {})
    else:
        value |= found.to_json()
    target.write(json_text(value) + "\n")
    target.flush()  # a reader at the other end of a pipe waits for each answer
    return found.exit_code if isinstance(found, CopydeskError) else 0


def _whole_lines(path: Path, target: IO[str]) -> Iterator[dict[str, Any]]:
    """What an earlier run wrote, without a last line that it did not finish."""
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    target.truncate(len(whole))
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            message = f"{path} holds no answers at line {number}. Name another file with --resume."
            raise InputError(message)
        yield row


def _check_done(line: _Line | None, written: dict[str, Any], number: int, path: Path | None) -> int:
    """The exit code of an answer that is there. Raises InputError where it answers another question."""
    asked = None if line is None or isinstance(line.asked, CopydeskError) else " ".join(line.asked.question.split())
    is_other = "question" in written and (asked is None or written["question"] != asked)
    if line is None or written.get("id") != line.line_id or is_other:
        message = f"{path} answers other questions from its line {number} on. Name another file with --resume."
        raise InputError(message)
    code = written.get("exit_code", 0)
    return code if isinstance(code, int) else 0


@contextmanager
def _resumed(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        yield sys.stdout
        return
    try:
        file = path.open("a", encoding="utf-8", errors="replace")
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise InputError(message) from None
    with file:
        yield file


@contextmanager
def _open(path: Path) -> Iterator[Iterable[bytes]]:
    if str(path) == "-":
        with nullcontext(sys.stdin.buffer) as lines:
            yield lines
        return
    try:
        file: IO[bytes] = path.open("rb")
    except OSError as error:
        message = f"The question file {path} cannot be read: {error.strerror}."
        raise InputError(message) from None
    with file:
        yield file
