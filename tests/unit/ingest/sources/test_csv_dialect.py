"""How a table is written, told from its beginning."""

import pytest

from ingest.sources.csv_dialect import Dialect, dialect_of
from ingest.sources.row_fields import RowFields


@pytest.mark.parametrize(
    ("head", "dialect"),
    [
        ("title,text\nA,b\n", Dialect(",")),
        ("title;text\nA;b, c, d, e\n", Dialect(";")),
        ("sep=|\ntitle|text\n", Dialect("|", has_separator_line=True)),
        ('title,text\nA,"He said \\"no, no\\"."\n', Dialect(",", escapes=True)),
        ('title\ttext\nA\t"No," he said.\n', Dialect("\t", quotes=None)),
        ("'title','text'\n'A','b'\n", Dialect(",", quotes="'")),
        ('title, text\nA, "No, no, he said."\nB, "Shut, she said."\n', Dialect(",", is_spaced=True)),
        ('title, text\nA, She said "no".\n', Dialect(",")),
        ("title^text\nA^b, c\n", Dialect("^")),
    ],
)
def test_a_beginning_tells_the_dialect(head: str, dialect: Dialect) -> None:
    assert dialect_of(head, RowFields(), is_cut=False) == dialect


def test_a_beginning_that_ends_inside_a_field_tells_it_too() -> None:
    head = 'title,text\nA,"He said \\"no, no\\"."\nB,"And th'
    assert dialect_of(head, RowFields(), is_cut=True) == Dialect(",", escapes=True)
