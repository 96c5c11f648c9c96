"""Forgetting in the readers' store: texts that cite an article by its id or hold one of its phrases."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.readers.values import ENDINGS, FORGOTTEN

__all__ = ["Found", "holds", "look", "marks_of", "take_out"]

_TEXTS_OF_A_BACKUP = {1: "SELECT content, answer_json, NULL, NULL FROM turns"}
_EVERY_TEXT = (
    "SELECT question, text, reason, filters_json FROM turns UNION ALL "
    "SELECT answer_json, NULL, NULL, NULL FROM answers UNION ALL "
    "SELECT event_json, NULL, NULL, NULL FROM events UNION ALL "
    "SELECT words, kind, NULL, NULL FROM feedback UNION ALL "
    "SELECT title, NULL, NULL, NULL FROM conversations"
)


_TURNS = (
    "SELECT t.number, t.state, coalesce(t.text, '') || ' ' || coalesce(t.reason, '') || ' ' || "  # noqa: S608  # ours
    "coalesce(a.answer_json, ''), t.question, t.filters_json "
    "FROM turns t LEFT JOIN answers a ON a.turn_number = t.number "
    f"WHERE t.number > ? AND (t.number > ? OR t.number {IN_LIST}) ORDER BY t.number LIMIT ?"
)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of turns: whose answer, question or filters have a mark, and what was not to be seen yet."""

    answered: set[int]
    asked: set[int]
    narrowed: set[int]
    highest: int
    open_numbers: tuple[int, ...]
    """Of turns that had no answer yet."""


def marks_of(article_ids: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """What to look for: ids and phrases as they are, in HTML, and both as JSON writes them."""
    written = [form for phrase in phrases for form in (phrase, escape(phrase))]
    in_json = [json.dumps(form, ensure_ascii=is_ascii)[1:-1] for form in written for is_ascii in (True, False)]
    return tuple(dict.fromkeys([*article_ids, *written, *in_json]))


def holds(connection: Database, marks: Sequence[str], version: int) -> bool:
    """Whether any text of a store of this schema has one of the marks."""
    rows = connection.execute(_TEXTS_OF_A_BACKUP.get(version, _EVERY_TEXT))
    return any(_has(marks, row) for row in rows)


def look(connection: Database, marks: Sequence[str], before: Found | None = None) -> Found:
    """Read every turn with its answer, one by one, for they are many and long; after `before` only those that it could
    not have seen as they are now. Takes seconds for ten thousand turns: not while others wait to write."""
    seen, open_before = (before.highest, before.open_numbers) if before else (0, ())
    answered: set[int] = set()
    asked: set[int] = set()
    narrowed: set[int] = set()
    last, open_numbers = 0, []
    while rows := connection.execute(_TURNS, (last, seen, connection.in_list(open_before), _BATCH)).fetchall():
        for number, state, ended, question, filters_json in rows:
            if state not in ENDINGS:
                open_numbers.append(number)
            for found, texts in ((answered, ended), (asked, question), (narrowed, filters_json)):
                if _has(marks, [texts]):
                    found.add(number)
        last = rows[-1][0]
    return Found(answered, asked, narrowed, max(last, seen), tuple(open_numbers))


def take_out(connection: Database, marks: Sequence[str], found: Found) -> int:
    """Take every text that was found, and whatever else has a mark; says from how many turns."""
    for number in found.answered:
        connection.execute("DELETE FROM answers WHERE turn_number = ?", (number,))
        connection.execute(
            "UPDATE turns SET text = ?2, reason = NULL, searched = '' WHERE number = ?1", (number, FORGOTTEN)
        )
    for number in found.asked:
        connection.execute("UPDATE turns SET question = ?2, searched = '' WHERE number = ?1", (number, FORGOTTEN))
    for number in found.narrowed:
        connection.execute("UPDATE turns SET filters_json = NULL WHERE number = ?", (number,))
    _take_out_beside(connection, marks)
    return len(found.answered | found.asked)


def _take_out_beside(connection: Database, marks: Sequence[str]) -> None:
    """From events, feedback and titles, which are few and short."""
    for number, seq in _keys(connection, "SELECT turn_number, seq, event_json FROM events", marks, count=2):
        connection.execute("DELETE FROM events WHERE turn_number = ? AND seq = ?", (number, seq))
    for (number,) in _keys(connection, "SELECT number, words, kind FROM feedback", marks):
        connection.execute("UPDATE feedback SET words = ?2, kind = '' WHERE number = ?1", (number, FORGOTTEN))
    for (number,) in _keys(connection, "SELECT number, title FROM conversations WHERE title IS NOT NULL", marks):
        connection.execute("UPDATE conversations SET title = ?2, searched = '' WHERE number = ?1", (number, FORGOTTEN))


def _keys(connection: Database, query: str, marks: Sequence[str], *, count: int = 1) -> list[tuple[int, ...]]:
    """The first columns of the rows whose other columns have a mark."""
    return [row[:count] for row in connection.execute(query) if _has(marks, row[count:])]


def _has(marks: Sequence[str], texts: Iterable[str | None]) -> bool:
    return any(mark in text for text in texts if text for mark in marks)
