"""Tables of one database made like those of another, of whichever kinds: in batches, in the order of the keys.

How far a table is goes with each batch into the target itself, so that a stop at any point loses none and doubles none.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.dialect import BOOLEANS
from assistant.archive.catalog.shapes import TableShape
from assistant.errors import InputError

__all__ = ["NOTES_TABLE", "Digest", "Notes", "count_rows", "digest_of", "fill", "shed"]

NOTES_TABLE = "copydesk_move"
"""In the target: how far it is."""
_BATCH_BYTES = 8_000_000
_FEWEST, _FIRST, _MOST = 10, 200, 5_000
Row = tuple[object, ...]
Step = Callable[[int], None]
"""Called with so many rows more."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a table holds, whichever database it is in."""

    row_count: int
    sha256: str


class Notes:
    """What a copy remembers of itself, in the target."""

    def __init__(self, target: Database) -> None:
        self._target = target

    def read(self, name: str) -> str | None:
        row = self._target.execute(f"SELECT value FROM {NOTES_TABLE} WHERE name = ?", (name,)).fetchone()  # noqa: S608  # our own name
        return None if row is None else str(row[0])

    def write(self, name: str, value: str) -> None:
        self._target.upsert(NOTES_TABLE, {"name": name, "value": value}, "name")

    def drop(self, beginning: str) -> None:
        """Those whose names begin so."""
        self._target.execute(
            f"DELETE FROM {NOTES_TABLE} WHERE substr(name, 1, ?) = ?",  # noqa: S608  # our own name
            (len(beginning), beginning),
        )


def count_rows(database: Database, shape: TableShape) -> int:
    return int(database.execute(f'SELECT count(*) FROM "{shape.name}"').fetchone()[0])  # noqa: S608  # our own names


def fill(source: Database, target: Database, shape: TableShape, step: Step) -> None:
    """Put in what the target lacks, behind the last row that is noted there."""
    notes, name = Notes(target), f"rows:{shape.name}"
    noted = notes.read(name)
    last: Row | None = None if noted is None else tuple(json.loads(noted))
    for batch in _batches(source, shape, last):
        end = shape.key_of(batch[-1])
        with target.transaction():
            there = set(_keys_between(target, shape, last, end))
            _put(target, shape, [row for row in batch if shape.key_of(row) not in there])
            notes.write(name, json.dumps(end))
        last = end
        step(len(batch))


def shed(source: Database, target: Database, shape: TableShape) -> int:
    """Delete what the source has not, or not so; says how many rows."""
    count, last = 0, None
    condition = " AND ".join(f'"{column}" = ?' for column in shape.key)
    for batch in _batches(target, shape, None):
        end = shape.key_of(batch[-1])
        wanted = set(batch)
        for others in _batches(source, shape, last, end):
            wanted.difference_update(others)
        wrong = [shape.key_of(row) for row in batch if row in wanted]
        if wrong:
            with target.transaction():
                target.executemany(f'DELETE FROM "{shape.name}" WHERE {condition}', wrong)  # noqa: S608  # our own names
        count, last = count + len(wrong), end
    return count


def digest_of(database: Database, shape: TableShape, step: Step) -> Digest:
    """The number of a table's rows and a hash of them all, in the order of their keys."""
    count, digest = 0, hashlib.sha256()
    for batch in _batches(database, shape, None):
        for row in batch:
            digest.update(_written(row))
        count += len(batch)
        step(len(batch))
    return Digest(count, digest.hexdigest())


def _put(target: Database, shape: TableShape, rows: Sequence[Row]) -> None:
    try:
        target.put_rows(shape.name, shape.columns, rows)
    except ValueError as error:
        refused = next((row for row in rows if any("\0" in value for value in row if isinstance(value, str))), None)
        if refused is None:
            raise InputError(str(error)) from error
        message = (
            f"A row of the table {shape.name} ({', '.join(map(str, shape.key_of(refused)))}) holds the character NUL, "
            "which PostgreSQL cannot keep. Forget its article or delete its conversation, and move again."
        )
        raise InputError(message) from error


def _written(row: Row) -> bytes:
    """A row so that no two different ones are written alike."""
    parts = []
    for value in row:
        if value is None:
            parts.append(b"-")
        elif isinstance(value, bytes):
            parts.append(b"b%d:%b" % (len(value), value))
        elif isinstance(value, str):
            text = value.encode("utf-8", "surrogatepass")
            parts.append(b"s%d:%b" % (len(text), text))
        else:
            parts.append(f"n{value!r};".encode())
    return b"".join(parts) + b"\n"


def _batches(database: Database, shape: TableShape, last: Row | None, end: Row | None = None) -> Iterator[list[Row]]:
    """The rows behind one, by the key, and up to another, in batches of a few megabytes."""
    limit = _FIRST
    while True:
        condition, arguments = _between(shape, last, end)
        batch = _rows(database, shape, f"{condition} ORDER BY {_listed(shape.key)} LIMIT ?", (*arguments, limit))
        if not batch:
            return
        yield batch
        last = shape.key_of(batch[-1])
        size = sum(len(value) if isinstance(value, bytes | str) else 8 for row in batch for value in row)
        limit = max(_FEWEST, min(_MOST, 2 * limit, limit * _BATCH_BYTES // max(size, 1)))


def _keys_between(database: Database, shape: TableShape, last: Row | None, end: Row) -> list[Row]:
    condition, arguments = _between(shape, last, end)
    query = f'SELECT {_listed(shape.key)} FROM "{shape.name}" {condition}'  # noqa: S608  # our own names
    return [tuple(row) for row in database.execute(query, arguments).fetchall()]


def _rows(database: Database, shape: TableShape, rest: str, arguments: Sequence[object]) -> list[Row]:
    """As SQLite keeps them: yes is 1 and no is 0."""
    query = f'SELECT {_listed(shape.columns)} FROM "{shape.name}" {rest}'  # noqa: S608  # our own names
    rows = [tuple(row) for row in database.execute(query, arguments).fetchall()]
    if not set(BOOLEANS).isdisjoint(shape.columns):
        return [tuple(int(value) if isinstance(value, bool) else value for value in row) for row in rows]
    return rows


def _between(shape: TableShape, last: Row | None, end: Row | None) -> tuple[str, Row]:
    """The rows behind one and up to another, each as far as there is one."""
    bounds = [(sign, key) for sign, key in ((">", last), ("<=", end)) if key is not None]
    marks = ", ".join("?" for _ in shape.key)
    conditions = " AND ".join(f"({_listed(shape.key)}) {sign} ({marks})" for sign, _ in bounds)
    return (f"WHERE {conditions}" if bounds else ""), tuple(value for _, key in bounds for value in key)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
