"""JSON Lines: one article a line. A line that cannot be read costs one skip, the others go in."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ingest.sources.encoding import encoding_of
from ingest.sources.found import FoundFile, Item, Reading, Skip
from ingest.sources.reading import HEAD_BYTES, Unreadable, head_of, open_file, open_text, size_words
from ingest.sources.row_times import ColumnDates
from ingest.sources.rows import article_in_row

__all__ = ["parse_json", "read_jsonl"]

_ESCAPED_BYTES = 6
"""Bytes of JSON that one character may take (`\\u00e9`)."""
_MOST_BLANK_LINES = 1_000_000
"""One after another. A megabyte of gzip can hold a thousand times as many, each a turn of the loop."""
_ROOM_FOR_OTHER_FIELDS = 1_000_000


def read_jsonl(file: FoundFile, reading: Reading) -> Iterator[Item]:
    dates = ColumnDates(reading.fields, lambda: _rows(file, reading))
    for number, line in _lines(file, _longest_line(reading)):
        source = f"{file.source}:line {number}"
        if isinstance(line, Skip):
            yield Skip(source, line.reason)
        elif line and not line.isspace():
            yield from _articles_in_line(line, source, file, reading, dates)


def _longest_line(reading: Reading) -> int:
    return reading.max_characters * _ESCAPED_BYTES + _ROOM_FOR_OTHER_FIELDS


def _rows(file: FoundFile, reading: Reading) -> Iterator[dict[str, object]]:
    """Every row that can be read, for what they say together."""
    for _, line in _lines(replace(file, meter=None), _longest_line(reading)):
        with suppress(Unreadable):
            row = parse_json(line) if isinstance(line, str) and line.strip() else None
            if isinstance(row, dict):
                yield row


def _articles_in_line(line: str, source: str, file: FoundFile, reading: Reading, dates: ColumnDates) -> Iterator[Item]:
    try:
        row = parse_json(line)
    except Unreadable as fault:
        yield Skip(source, str(fault))
        return
    if isinstance(row, dict):
        yield from article_in_row(row, source, file, reading, dates)
    else:
        yield Skip(source, f"the line holds {_kind_in_words(row)}, not an object with fields")


def parse_json(text: str) -> object:
    """The value; Unreadable for invalid JSON, and for JSON that is made to break its reader."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        message = f"invalid JSON at {where}column {error.colno}: {error.msg}"
        raise Unreadable(message) from None
    except RecursionError:
        message = "invalid JSON: nested too deeply"
        raise Unreadable(message) from None
    except ValueError:  # a number of more than 4,300 digits
        message = "invalid JSON: a number is too long"
        raise Unreadable(message) from None
    return value


def _lines(file: FoundFile, limit: int) -> Iterator[tuple[int, str | Skip]]:
    """Numbered lines. Never holds more than `limit` bytes: of a longer line the rest is read over."""
    head = head_of(file)
    encoding, _ = encoding_of(head, is_cut=len(head) == HEAD_BYTES)
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(file, encoding, limit)
        return
    number = blank_count = 0
    with open_file(file) as stream:
        while line := stream.readline(limit):
            number += 1
            blank_count = blank_count + 1 if line == b"\n" else 0
            if blank_count > _MOST_BLANK_LINES:
                message = f"more than {_MOST_BLANK_LINES:,} blank lines at line {number}: the rest was not read"
                raise Unreadable(message)
            if blank_count:
                continue
            if len(line) == limit and not line.endswith(b"\n"):
                while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                    pass
                yield number, Skip("", f"longer than {size_words(limit)}, the most that is read of a line")
            else:
                yield number, _decoded(line, encoding)


def _decoded(line: bytes, encoding: str) -> str | Skip:
    try:
        return line.decode("utf-8" if encoding == "utf-8-sig" else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Skip("", f"not valid {encoding} text at byte {error.start + 1} of the line")


def _wide_lines(file: FoundFile, encoding: str, limit: int) -> Iterator[tuple[int, str | Skip]]:
    """Lines of UTF-16 and UTF-32, whose line ends are not one byte; one over the limit comes in pieces."""
    with open_text(file, encoding, errors="replace", newline="\n") as text:
        for number, line in enumerate(iter(lambda: text.readline(limit), ""), start=1):
            yield number, line.removeprefix("\ufeff")


def _kind_in_words(value: object) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")
