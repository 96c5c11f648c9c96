"""How a table is written: what parts its fields, how quotation marks stand inside them, where its header is."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from ingest.sources.row_fields import RowFields

__all__ = ["Dialect", "Rows", "dialect_of"]

_DELIMITERS = (",", ";", "\t", "|", "^", "~")
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(?P<delimiter>[^\r\n"]|\\t)"?[^\S\r\n]*(?:\r\n|\r|\n)', re.IGNORECASE)
_ROWS_LOOKED_AT = 60
_HEADER_LOOKED_FOR = 10
"""Rows above a header: some programs write a title and the day of the export there."""


class Rows(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    delimiter: str
    has_separator_line: bool = False
    """The first line is `sep=;`, which tells a spreadsheet the delimiter."""
    escapes: bool = False
    """A quotation mark inside a field is written `\\"` and not `""`."""
    quotes: str | None = '"'
    """What stands around fields; None where marks are characters like others."""
    is_spaced: bool = False
    """A space follows each delimiter, also before a quotation mark: `A, "b, c"`."""

    def reader(self, lines: Iterator[str], *, is_strict: bool = False) -> Rows:
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quotes or '"',
            quoting=csv.QUOTE_MINIMAL if self.quotes else csv.QUOTE_NONE,
            doublequote=not self.escapes,
            escapechar="\\" if self.escapes else None,
            skipinitialspace=self.is_spaced,
            strict=is_strict,
        )


def dialect_of(head: str, fields: RowFields, *, is_cut: bool) -> Dialect:
    """From a file's beginning: the delimiter that makes the most known names of the header, then the quoting under
    which most rows are as long as the header. `is_cut`: the last row is not whole.
    """
    line = _SEPARATOR_LINE.match(head)
    start = head[line.end() :] if line else head
    delimiter = (
        line["delimiter"].replace("\\t", "\t") if line else max(_DELIMITERS, key=lambda one: _merit(start, one, fields))
    )
    candidates = [Dialect(delimiter, line is not None)]
    if '\\"' in start:
        candidates.append(Dialect(delimiter, line is not None, escapes=True))
    if start.lstrip().startswith("'"):
        candidates.append(Dialect(delimiter, line is not None, quotes="'"))
    if delimiter == "\t" and '"' in start:
        candidates.append(Dialect(delimiter, line is not None, quotes=None))
    if f'{delimiter} "' in start:
        candidates.append(Dialect(delimiter, line is not None, is_spaced=True))
    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=lambda one: _fitness(start, one, fields, is_cut=is_cut))


def _merit(head: str, delimiter: str, fields: RowFields) -> tuple[int, int]:
    """Of the likeliest header: how many names are known, and how many there are."""
    rows = [row for row in _rows(head, Dialect(delimiter), is_cut=False) if any(row)]
    return max(((len(fields.known_columns(row)), len(row)) for row in rows[:_HEADER_LOOKED_FOR]), default=(0, 0))


def _fitness(head: str, dialect: Dialect, fields: RowFields, *, is_cut: bool) -> tuple[int, float]:
    """How many names of the header are known, and which share of the rows is of the commonest length."""
    rows = [row for row in _rows(head, dialect, is_cut=is_cut, is_strict=True) if row]
    known = max((len(fields.known_columns(row)) for row in rows[:_HEADER_LOOKED_FOR]), default=0)
    lengths = Counter(map(len, rows))
    return known, max(lengths.values()) / len(rows) if rows else 0.0


def _rows(head: str, dialect: Dialect, *, is_cut: bool, is_strict: bool = False) -> list[list[str]]:
    """The first rows; none where the quotation marks are not as this dialect has them."""
    rows: list[list[str]] = []
    lines = iter(io.StringIO(head, newline=""))
    try:
        rows.extend(islice(dialect.reader(lines, is_strict=is_strict), _ROWS_LOOKED_AT))
    except csv.Error as error:
        return rows if is_cut and "unexpected end" in str(error) else []
    return rows[:-1] if is_cut and len(rows) < _ROWS_LOOKED_AT else rows
