"""CSV and its relatives: one article a row, under the names of the first line."""

import csv
from collections.abc import Iterator
from typing import Protocol

from ingest.sources.encoding import decode_head, encoding_of, guess_note
from ingest.sources.found import FoundFile, Item, Note, Reading, Skip
from ingest.sources.reading import HEAD_BYTES, Unreadable, head_of, open_text, size_words
from ingest.sources.row_fields import RowFields
from ingest.sources.rows import article_in_row

__all__ = ["read_csv"]

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_FIELD = 64_000_000
"""Characters. The standard library's 131,072 is less than a long article."""


class _Rows(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def read_csv(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """A file without a column for the text is one skip; so is what follows a field too long to be read."""
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_FIELD, reading.max_characters))
    head = head_of(file)
    encoding, is_guess = encoding_of(head, is_cut=len(head) == HEAD_BYTES)
    if is_guess:
        yield Note(file.source, guess_note(encoding))
    delimiter = _delimiter_in(decode_head(head), reading.fields)
    # What is wrong in UTF-8 is replaced when the row becomes an article, and then the report says so.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with open_text(file, encoding, errors=errors, newline="") as stream:
        rows = csv.reader(stream, delimiter=delimiter)
        yield from _articles(rows, _columns(rows, reading.fields), file, reading)


def _articles(rows: _Rows, columns: list[str], file: FoundFile, reading: Reading) -> Iterator[Item]:
    while True:
        source = f"{file.source}:line {rows.line_num + 1}"
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skip(source, f"{_fault(error)}; the rest of the file was not read")
            return
        if any(value.strip() for value in values):
            yield from article_in_row(dict(zip(columns, values, strict=False)), source, file, reading)


def _fault(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a field is longer than {size_words(_LARGEST_FIELD)}: an unclosed quotation mark?"
    return str(error)


def _columns(rows: _Rows, fields: RowFields) -> list[str]:
    """The names in the first line that is not blank."""
    try:
        columns = next((row for row in rows if any(name.strip() for name in row)), None)
    except csv.Error as error:
        raise Unreadable(_fault(error)) from None
    if columns is None:
        message = "empty"
        raise Unreadable(message)
    columns = [name.strip().removeprefix("\ufeff") for name in columns]
    if "text" not in fields.known_columns(columns):
        names = ", ".join(f'"{name[:40]}"' for name in columns[:12])
        message = f"no column is known to hold the text (columns: {names}); say which with --field text=COLUMN"
        raise Unreadable(message)
    return columns


def _delimiter_in(head: str, fields: RowFields) -> str:
    """The delimiter that makes the most known names of the header line, then the most columns."""
    first_line = next((line for line in head.splitlines() if line.strip()), "")

    def merit(delimiter: str) -> tuple[int, int]:
        columns = next(csv.reader([first_line], delimiter=delimiter), [])
        return len(fields.known_columns(columns)), len(columns)

    return max(_DELIMITERS, key=merit)
