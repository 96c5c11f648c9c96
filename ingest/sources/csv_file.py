"""CSV and its relatives: one article a row, under the names of its header."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

from ingest.sources.csv_dialect import Dialect, Rows, dialect_of
from ingest.sources.encoding import decode_head, encoding_of, guess_note
from ingest.sources.found import FoundFile, Item, Note, Reading, Skip
from ingest.sources.reading import HEAD_BYTES, Unreadable, head_of, open_text, size_words
from ingest.sources.row_fields import RowFields, path_to_longest
from ingest.sources.row_times import ColumnDates
from ingest.sources.rows import article_in_row

__all__ = ["read_csv"]

_LARGEST_FIELD = 64_000_000
"""Characters. The standard library's 131,072 is less than a long article."""
_HEADER_LOOKED_FOR = 10
_ABOVE = "Lines above a table's header were left out."


@dataclass(frozen=True, slots=True)
class _Table:
    """An open file between its header and its first row."""

    rows: Rows
    columns: list[str]
    above: int
    """Lines that the reader of rows has not counted."""
    is_below_others: bool
    """Whether lines above the header were passed over."""


def read_csv(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """A file without a column for the text is one skip; so is what follows a field too long to be read."""
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_FIELD, reading.max_characters))
    head = head_of(file)
    encoding, is_guess = encoding_of(head, is_cut=len(head) == HEAD_BYTES)
    if is_guess:
        yield Note(file.source, guess_note(encoding))
    dialect = dialect_of(decode_head(head), reading.fields, is_cut=len(head) == HEAD_BYTES)
    dates = ColumnDates(
        reading.fields, lambda: _plain_rows(replace(file, meter=None), encoding, dialect, reading.fields)
    )
    with _open_table(file, encoding, dialect, reading.fields) as table:
        if table.is_below_others:
            yield Note(file.source, _ABOVE)
        yield from _articles(table, file, reading, dates)


@contextmanager
def _open_table(file: FoundFile, encoding: str, dialect: Dialect, fields: RowFields) -> Iterator[_Table]:
    # What is wrong in UTF-8 is replaced when the row becomes an article, and then the report says so.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with open_text(file, encoding, errors=errors, newline="") as stream:
        if dialect.has_separator_line:
            stream.readline()
        rows = dialect.reader(iter(stream))
        columns, skipped = _columns(rows, fields)
        yield _Table(rows, columns, int(dialect.has_separator_line), skipped)


def _plain_rows(file: FoundFile, encoding: str, dialect: Dialect, fields: RowFields) -> Iterator[dict[str, str]]:
    """Every row that can be read, for what they say together."""
    with _open_table(file, encoding, dialect, fields) as table:
        try:
            for values in table.rows:
                yield dict(zip(table.columns, values, strict=False))
        except csv.Error:
            return


def _articles(table: _Table, file: FoundFile, reading: Reading, dates: ColumnDates) -> Iterator[Item]:
    while True:
        source = f"{file.source}:line {table.rows.line_num + table.above + 1}"
        try:
            values = next(table.rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skip(source, f"{_fault(error)}; the rest of the file was not read")
            return
        if any(value.strip() for value in values) and not _is_header(values, table.columns):
            row = dict(zip(table.columns, values, strict=False))
            yield from article_in_row(row, source, file, reading, dates)


def _is_header(values: list[str], columns: list[str]) -> bool:
    """Whether a row is the header again, as in files that were joined."""
    return len(values) == len(columns) and _names(values) == columns


def _names(row: list[str]) -> list[str]:
    return [name.strip().removeprefix("\ufeff").strip() for name in row]


def _fault(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a field is longer than {size_words(_LARGEST_FIELD)}: an unclosed quotation mark?"
    return str(error)


def _columns(rows: Rows, fields: RowFields) -> tuple[list[str], bool]:
    """The names of the first row that has one for the text, and whether others stand above it."""
    first: list[list[str]] = []
    try:
        for row in islice(rows, 10 * _HEADER_LOOKED_FOR):
            columns = _names(row)
            if "text" in fields.known_columns(columns):
                return columns, bool(first)
            if any(columns):
                first.append(columns)
            if len(first) == _HEADER_LOOKED_FOR:
                break
    except csv.Error as error:
        raise Unreadable(_fault(error)) from None
    raise Unreadable(_no_text(first))


def _no_text(first: list[list[str]]) -> str:
    if not first:
        return "empty"
    names = ", ".join(f'"{name[:40]}"' for name in first[0][:12])
    longest = path_to_longest(dict(zip(first[0], first[1], strict=False))) if len(first) > 1 else None
    column = f'"{longest}"' if longest and " " in longest else longest
    hint = f" (perhaps --field text={column})" if column else ""
    return f"no column is known to hold the text (columns: {names}); say which with --field text=COLUMN{hint}"
