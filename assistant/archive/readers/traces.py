"""Forgetting in the readers' store: texts that cite an article by its id or hold one of its phrases."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from html import escape

from assistant.archive.readers.turns import end_turns
from assistant.archive.readers.values import DELETED_MEANWHILE_REASON, FORGOTTEN

__all__ = ["forget", "holds", "marks_of"]

_TEXTS_OF_A_BACKUP = {1: "SELECT content, answer_json, NULL, NULL FROM turns"}
_EVERY_TEXT = (
    "SELECT question, text, reason, filters_json FROM turns UNION ALL "
    "SELECT answer_json, NULL, NULL, NULL FROM answers UNION ALL "
    "SELECT event_json, NULL, NULL, NULL FROM events UNION ALL "
    "SELECT words, kind, NULL, NULL FROM feedback UNION ALL "
    "SELECT title, NULL, NULL, NULL FROM conversations"
)


def marks_of(article_ids: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """What to look for: ids and phrases as they are, in HTML, and both as JSON writes them."""
    written = [form for phrase in phrases for form in (phrase, escape(phrase))]
    in_json = [json.dumps(form, ensure_ascii=is_ascii)[1:-1] for form in written for is_ascii in (True, False)]
    return tuple(dict.fromkeys([*article_ids, *written, *in_json]))


def holds(connection: sqlite3.Connection, marks: Sequence[str], version: int) -> bool:
    """Whether any text of a store of this schema has one of the marks."""
    rows = connection.execute(_TEXTS_OF_A_BACKUP.get(version, _EVERY_TEXT))
    return any(_has(marks, row) for row in rows)


def forget(connection: sqlite3.Connection, marks: Sequence[str]) -> int:
    """Take every text that has one of the marks; says from how many turns.

    Turns that are being answered end: what they found before may be what is forgotten.
    """
    end_turns(connection, "state = 'running'", (), DELETED_MEANWHILE_REASON)
    changed = _forget_answers(connection, marks) | _forget_questions(connection, marks)
    gone = _found(connection, "SELECT turn_number, seq, event_json FROM events", marks, keys=2)
    connection.executemany("DELETE FROM events WHERE turn_number = ? AND seq = ?", gone)
    said = _found(connection, "SELECT number, words, kind FROM feedback", marks)
    connection.executemany(
        "UPDATE feedback SET words = ?2, kind = '' WHERE number = ?1", [(*n, FORGOTTEN) for n in said]
    )
    named = _found(connection, "SELECT number, title, searched FROM conversations WHERE title IS NOT NULL", marks)
    connection.executemany(
        "UPDATE conversations SET title = ?2, searched = '' WHERE number = ?1", [(*n, FORGOTTEN) for n in named]
    )
    return len(changed)


def _forget_answers(connection: sqlite3.Connection, marks: Sequence[str]) -> set[tuple[int, ...]]:
    found = {
        *_found(connection, "SELECT number, text, reason FROM turns", marks),
        *_found(connection, "SELECT turn_number, answer_json FROM answers", marks),
    }
    connection.executemany("DELETE FROM answers WHERE turn_number = ?", found)
    connection.executemany(
        "UPDATE turns SET text = ?2, reason = NULL, searched = '' WHERE number = ?1", [(*n, FORGOTTEN) for n in found]
    )
    return found


def _forget_questions(connection: sqlite3.Connection, marks: Sequence[str]) -> set[tuple[int, ...]]:
    asked = set(_found(connection, "SELECT number, question FROM turns", marks))
    connection.executemany(
        "UPDATE turns SET question = ?2, searched = '' WHERE number = ?1", [(*n, FORGOTTEN) for n in asked]
    )
    narrowed = _found(connection, "SELECT number, filters_json FROM turns WHERE filters_json IS NOT NULL", marks)
    connection.executemany("UPDATE turns SET filters_json = NULL WHERE number = ?", narrowed)
    return asked


def _found(connection: sqlite3.Connection, query: str, marks: Sequence[str], *, keys: int = 1) -> list[tuple[int, ...]]:
    """The keys of rows whose other columns have a mark; read one by one, for answers are many and long."""
    return [row[:keys] for row in connection.execute(query) if _has(marks, row[keys:])]


def _has(marks: Sequence[str], texts: Iterable[str | None]) -> bool:
    return any(mark in text for text in texts if text for mark in marks)
