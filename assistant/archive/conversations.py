"""Readers' conversations: a database of their own, in memory where the folder cannot be written to."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from threading import Lock

from assistant.archive.faults import translated

__all__ = ["FORGOTTEN", "ConversationStore", "StoredConversation", "StoredTurn"]

FORGOTTEN = "(This quoted an article that has been deleted for good.)"
"""What stands in the place of a turn's text."""

_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
  conversation_id TEXT PRIMARY KEY, created_at TEXT NOT NULL, changed_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
  turn_id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL REFERENCES conversations(conversation_id) ON DELETE CASCADE,
  role TEXT NOT NULL, content TEXT NOT NULL, answer_json TEXT, created_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS turns_of_conversation ON turns(conversation_id);
"""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    role: str
    content: str
    answer_json: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class StoredConversation:
    conversation_id: str
    title: str
    """What was asked first; empty before that."""
    turn_count: int
    changed_at: str


class ConversationStore:
    """Conversations and their turns. Safe for several threads."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self._lock = Lock()
        self.is_lasting = True
        """False where conversations are kept in memory only, since the folder cannot be written to."""
        try:
            self._connection = _opened(str(file))
        except sqlite3.OperationalError:
            self.is_lasting = False
            self._connection = _opened(":memory:")

    def create(self) -> str:
        conversation_id = token_hex(8)
        moment = _now()
        with self._lock, translated(self._folder):
            self._connection.execute("INSERT INTO conversations VALUES (?, ?, ?)", (conversation_id, moment, moment))
        return conversation_id

    def append(self, conversation_id: str, role: str, content: str, answer_json: str | None = None) -> None:
        """Add a turn; to a conversation that does not exist (any more) as well, which makes it anew."""
        moment = _now()
        with self._lock, translated(self._folder), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(
                "INSERT INTO conversations VALUES (?1, ?2, ?2) "
                "ON CONFLICT (conversation_id) DO UPDATE SET changed_at = excluded.changed_at",
                (conversation_id, moment),
            )
            self._connection.execute(
                "INSERT INTO turns (conversation_id, role, content, answer_json, created_at) VALUES (?, ?, ?, ?, ?)",
                (conversation_id, role, content, answer_json, moment),
            )

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """In order; empty for an unknown conversation."""
        with self._lock, translated(self._folder):
            rows = self._connection.execute(
                "SELECT role, content, answer_json, created_at FROM turns WHERE conversation_id = ? ORDER BY turn_id",
                (conversation_id,),
            ).fetchall()
        return [StoredTurn(*row) for row in rows]

    def list(self, limit: int = 50) -> list[StoredConversation]:
        """Those with at least one turn, the last changed first."""
        with self._lock, translated(self._folder):
            rows = self._connection.execute(
                "SELECT c.conversation_id, (SELECT t.content FROM turns t WHERE t.conversation_id = c.conversation_id "
                "AND t.role = 'user' ORDER BY t.turn_id LIMIT 1), count(*), c.changed_at "
                "FROM conversations c JOIN turns USING (conversation_id) "
                "GROUP BY c.conversation_id ORDER BY max(turn_id) DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [StoredConversation(row[0], row[1] or "", row[2], row[3]) for row in rows]

    def delete(self, conversation_id: str) -> None:
        """Remove a conversation and its turns, no byte of them left in the file's own pages."""
        with self._lock, translated(self._folder):
            self._connection.execute("DELETE FROM conversations WHERE conversation_id = ?", (conversation_id,))
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget(self, article_ids: Sequence[str], phrases: Sequence[str]) -> int:
        """Take their text from turns that cite one of the articles or hold one of the phrases; says from how many."""
        marks = [*article_ids, *phrases, *(json.dumps(phrase)[1:-1] for phrase in phrases)]
        with self._lock, translated(self._folder), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            rows = self._connection.execute("SELECT turn_id, content, answer_json FROM turns").fetchall()
            found = [row[0] for row in rows if any(mark in row[1] or mark in (row[2] or "") for mark in marks)]
            self._connection.executemany(
                "UPDATE turns SET content = ?2, answer_json = NULL WHERE turn_id = ?1",
                ((turn_id, FORGOTTEN) for turn_id in found),
            )
        return len(found)

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def _opened(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(_TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
