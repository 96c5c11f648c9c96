"""The tables that hold what cannot be made again, as they are told to a copy: columns, key, how they are numbered."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from assistant.archive.catalog.migrations import statements_of
from assistant.archive.catalog.schema import TABLES

__all__ = ["TableShape", "catalog_shapes", "shapes_of"]


@dataclass(frozen=True, slots=True)
class TableShape:
    name: str
    columns: tuple[str, ...]
    """The key's first, in its order."""
    key_length: int
    is_numbered: bool
    """Whether its numbers are given by the database and never twice, though their rows be deleted."""

    @property
    def key(self) -> tuple[str, ...]:
        return self.columns[: self.key_length]

    def key_of(self, row: tuple[object, ...]) -> tuple[object, ...]:
        return row[: self.key_length]


@cache
def catalog_shapes() -> tuple[TableShape, ...]:
    """All tables of the catalog but the keyword index, which is made from the others."""
    return shapes_of(statements_of(TABLES))


def shapes_of(statements: Iterable[str]) -> tuple[TableShape, ...]:
    """The tables that these CREATE statements make, as SQLite itself understands them."""
    with closing(sqlite3.connect(":memory:")) as opened:
        for statement in statements:
            opened.execute(statement)
        made = opened.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ).fetchall()
        return tuple(_shape(opened, name, "AUTOINCREMENT" in sql) for name, sql in made)


def _shape(opened: sqlite3.Connection, name: str, is_numbered: bool) -> TableShape:
    columns = opened.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    key = [column for column, place in sorted(columns, key=lambda one: one[1]) if place]
    return TableShape(name, (*key, *(column for column, place in columns if not place)), len(key), is_numbered)
