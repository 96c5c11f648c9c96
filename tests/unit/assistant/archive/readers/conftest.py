"""A readers' store, and one as 3c5f9a0 wrote it."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from assistant.archive.readers import ReaderStore

EARLIER_TABLES = """
CREATE TABLE conversations (
  conversation_id TEXT PRIMARY KEY, created_at TEXT NOT NULL, changed_at TEXT NOT NULL
);
CREATE TABLE turns (
  turn_id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL REFERENCES conversations(conversation_id) ON DELETE CASCADE,
  role TEXT NOT NULL, content TEXT NOT NULL, answer_json TEXT, created_at TEXT NOT NULL
);
CREATE INDEX turns_of_conversation ON turns(conversation_id);
"""

Rows = Sequence[tuple[str, str, str | None]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "readers.sqlite3"


@pytest.fixture
def open_store(file: Path, over_postgres: str | None) -> Callable[[], ReaderStore]:
    """Opens the store as one more program does, which takes whoever has no lock for dead at once."""
    return partial(ReaderStore, file, over_postgres, grace_seconds=0.0)


@pytest.fixture
def store(open_store: Callable[[], ReaderStore]) -> Iterator[ReaderStore]:
    with closing(open_store()) as opened:
        yield opened


@pytest.fixture
def write_earlier(file: Path) -> Callable[[Rows], Path]:
    """Writes a store of schema 1 with one conversation, `c1`, of these roles, texts and answers."""

    def write(rows: Rows) -> Path:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(EARLIER_TABLES)
            connection.execute("INSERT INTO conversations VALUES ('c1', '2026-01-01T10:00:00+00:00', 'x')")
            for number, (role, content, answer_json) in enumerate(rows):
                connection.execute(
                    "INSERT INTO turns (conversation_id, role, content, answer_json, created_at) "
                    "VALUES ('c1', ?, ?, ?, ?)",
                    (role, content, answer_json, f"2026-01-01T10:00:{number:02}+00:00"),
                )
        return file

    return write
