"""Feedback: what readers said of answers, of single statements and of single citations."""

import json
from typing import Any

from assistant.archive.catalog.database import Database
from assistant.archive.readers.values import StoredFeedback
from assistant.archive.readers.words import cleaned, moment_now
from assistant.errors import InputError

__all__ = ["add_feedback", "feedback_of"]

_MOST_KIND_CHARACTERS, _MOST_WORDS_CHARACTERS, _MOST_OF_A_TURN = 40, 4_000, 200


def add_feedback(
    connection: Database,
    turn_id: str,
    owner: str,
    kind: str,
    statement: int | None,
    citation: int | None,
    words: str,
) -> bool:
    """Keep it in the place of what this reader said of the same before; says whether there is such a turn.

    Raises InputError where a turn has too much of it.
    """
    row = connection.execute("SELECT number FROM turns WHERE turn_id = ?", (turn_id,)).fetchone()
    if row is None:
        return False
    kind = cleaned(kind, _MOST_KIND_CHARACTERS)
    said = (row[0], owner, kind, statement, citation)
    connection.execute(
        "DELETE FROM feedback WHERE turn_number = ? AND owner = ? AND kind = ? AND statement IS ? AND citation IS ?",
        said,
    )
    count = connection.execute("SELECT count(*) FROM feedback WHERE turn_number = ?", row).fetchone()[0]
    if count >= _MOST_OF_A_TURN:
        message = f"There are {_MOST_OF_A_TURN} remarks on this answer already. Tell the desk that runs Copydesk."
        raise InputError(message)
    connection.execute(
        "INSERT INTO feedback (turn_number, owner, kind, statement, citation, words, given_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*said, cleaned(words, _MOST_WORDS_CHARACTERS).strip(), moment_now()),
    )
    return True


def feedback_of(connection: Database, limit: int) -> list[StoredFeedback]:
    """Newest first. Statements and quotes are read from the answers, so that what was forgotten is nowhere else."""
    rows = connection.execute(
        "SELECT c.conversation_id, t.turn_id, f.owner, f.kind, t.question, f.statement, f.citation, f.words, "
        "f.given_at, a.answer_json FROM feedback f JOIN turns t ON t.number = f.turn_number "
        "JOIN conversations c ON c.number = t.conversation_number LEFT JOIN answers a ON a.turn_number = t.number "
        "ORDER BY f.number DESC LIMIT ?",
        (limit,),
    )
    return [_read(row) for row in rows]


def _read(row: tuple[Any, ...]) -> StoredFeedback:
    conversation_id, turn_id, owner, kind, question, statement, citation, words, given_at, answer_json = row
    answer = _answer_of(answer_json)
    statements = _parts(answer, "statements")
    told = statements[statement].get("text") if statement is not None and 0 <= statement < len(statements) else ""
    quotes = [
        one.get("quote") for one in _parts(answer, "citations") if citation is not None and one.get("n") == citation
    ]
    return StoredFeedback(
        conversation_id, turn_id, owner, kind, question, statement, str(told or ""), citation,
        str(quotes[0] or "") if quotes else "", words, given_at,
    )  # fmt: skip


def _parts(answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Each in its place, also where one of them is not what it should be."""
    found = answer.get(name)
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def _answer_of(answer_json: str | None) -> dict[str, Any]:
    try:
        answer = json.loads(answer_json) if answer_json else {}
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
