"""Forgetting in the readers' store: texts that cite an article, hold one of its phrases, or name what is forgotten."""

from dataclasses import dataclass

from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.readers.sought import Sought
from assistant.archive.readers.values import ENDINGS, FORGOTTEN, Taken, TakenTurn

__all__ = ["Found", "holds", "look", "take_out", "would_take"]

_TEXTS_OF_A_BACKUP = {1: "SELECT content, answer_json, NULL, NULL FROM turns"}
_EVERY_TEXT = (
    "SELECT question, text, reason, filters_json FROM turns UNION ALL "
    "SELECT answer_json, NULL, NULL, NULL FROM answers UNION ALL "
    "SELECT event_json, NULL, NULL, NULL FROM events UNION ALL "
    "SELECT words, kind, NULL, NULL FROM feedback UNION ALL "
    "SELECT title, NULL, NULL, NULL FROM conversations"
)
_FEEDBACK = "SELECT number, words, kind FROM feedback"
_TITLES = "SELECT number, title FROM conversations WHERE title IS NOT NULL"
_TURNS = (
    "SELECT t.number, t.state, t.text, t.reason, a.answer_json, t.question, t.filters_json "  # noqa: S608  # ours
    "FROM turns t LEFT JOIN answers a ON a.turn_number = t.number "
    f"WHERE t.number > ? AND (t.number > ? OR t.number {IN_LIST}) ORDER BY t.number LIMIT ?"
)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of turns: whose answer, question or filters have what is sought, and what was not to be seen yet."""

    answered: set[int]
    asked: set[int]
    narrowed: set[int]
    highest: int
    open_numbers: tuple[int, ...]
    """Of turns that had no answer yet."""


def holds(connection: Database, sought: Sought, version: int) -> bool:
    """Whether any text of a store of this schema has what is sought."""
    rows = connection.execute(_TEXTS_OF_A_BACKUP.get(version, _EVERY_TEXT))
    return any(sought.is_in(row) for row in rows)


def look(connection: Database, sought: Sought, before: Found | None = None) -> Found:
    """Read every turn with its answer, one by one, for they are many and long; after `before` only those that it could
    not have seen as they are now. Takes seconds for ten thousand turns: not while others wait to write."""
    seen, open_before = (before.highest, before.open_numbers) if before else (0, ())
    answered: set[int] = set()
    asked: set[int] = set()
    narrowed: set[int] = set()
    last, open_numbers = 0, []
    while rows := connection.execute(_TURNS, (last, seen, connection.in_list(open_before), _BATCH)).fetchall():
        for number, state, *ended, question, filters_json in rows:
            if state not in ENDINGS:
                open_numbers.append(number)
            for found, texts in ((answered, ended), (asked, [question]), (narrowed, [filters_json])):
                if sought.is_in(texts):
                    found.add(number)
        last = rows[-1][0]
    return Found(answered, asked, narrowed, max(last, seen), tuple(open_numbers))


def take_out(connection: Database, sought: Sought, found: Found) -> int:
    """Take every text that was found, and whatever else has what is sought; says from how many turns."""
    for number in found.answered:
        connection.execute("DELETE FROM answers WHERE turn_number = ?", (number,))
        connection.execute(
            "UPDATE turns SET text = ?2, reason = NULL, searched = '' WHERE number = ?1", (number, FORGOTTEN)
        )
    for number in found.asked:
        connection.execute("UPDATE turns SET question = ?2, searched = '' WHERE number = ?1", (number, FORGOTTEN))
    for number in found.narrowed:
        connection.execute("UPDATE turns SET filters_json = NULL WHERE number = ?", (number,))
    _take_out_beside(connection, sought)
    return len(found.answered | found.asked)


def would_take(connection: Database, sought: Sought) -> Taken:
    """What `take_out` would take of everything, without touching it."""
    found = look(connection, sought)
    turns = []
    for number in sorted(found.answered | found.asked):
        conversation_id, turn_id, asked_at, question = connection.execute(
            "SELECT c.conversation_id, t.turn_id, t.asked_at, t.question FROM turns t "
            "JOIN conversations c ON c.number = t.conversation_number WHERE t.number = ?",
            (number,),
        ).fetchone()
        is_asked, is_answered = number in found.asked, number in found.answered
        turns.append(TakenTurn(conversation_id, turn_id, asked_at, question, is_asked, is_answered))
    return Taken(
        tuple(turns),
        len(_keys(connection, _TITLES, sought)),
        len(_keys(connection, _FEEDBACK, sought)),
    )


def _take_out_beside(connection: Database, sought: Sought) -> None:
    """From events, feedback and titles, which are few and short."""
    for number, seq in _keys(connection, "SELECT turn_number, seq, event_json FROM events", sought, count=2):
        connection.execute("DELETE FROM events WHERE turn_number = ? AND seq = ?", (number, seq))
    for (number,) in _keys(connection, _FEEDBACK, sought):
        connection.execute("UPDATE feedback SET words = ?2, kind = '' WHERE number = ?1", (number, FORGOTTEN))
    for (number,) in _keys(connection, _TITLES, sought):
        connection.execute("UPDATE conversations SET title = ?2, searched = '' WHERE number = ?1", (number, FORGOTTEN))


def _keys(connection: Database, query: str, sought: Sought, *, count: int = 1) -> list[tuple[int, ...]]:
    """The first columns of the rows whose other columns have what is sought."""
    return [row[:count] for row in connection.execute(query) if sought.is_in(row[count:])]
