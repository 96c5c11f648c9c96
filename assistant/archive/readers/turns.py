"""Turns and their events: what each call does inside one transaction."""

from secrets import token_hex

from assistant.archive.catalog.database import Database
from assistant.archive.readers.values import ENDINGS, Asked, Ending, StoredEvent, StoredTurn
from assistant.archive.readers.words import cleaned, folded, moment_now

__all__ = ["add_event", "ask", "create", "end", "end_turns", "events", "note_worker", "start", "turn_of", "turns_of"]

_MOST_QUESTION_CHARACTERS = 20_000
_ALL = 1 << 40
_IS_OPEN = "state IN ('queued', 'running')"
_TURN = (
    "SELECT t.turn_id, c.conversation_id, t.question, t.state, t.reason, a.answer_json, t.text, t.filters_json, "
    "t.writer, t.retry_of, t.asked_at, t.ended_at FROM turns t "
    "JOIN conversations c ON c.number = t.conversation_number LEFT JOIN answers a ON a.turn_number = t.number "
)


def create(connection: Database, owner: str) -> str:
    conversation_id, moment = token_hex(16), moment_now()
    connection.execute(
        "INSERT INTO conversations (conversation_id, owner, created_at, changed_at) VALUES (?, ?, ?, ?)",
        (conversation_id, owner, moment, moment),
    )
    return conversation_id


def ask(
    connection: Database,
    conversation_id: str | None,
    question: str,
    owner: str,
    worker_id: str,
    *,
    turn_id: str,
    filters_json: str | None,
    writer: str | None,
    retry_of: str | None,
) -> Asked:
    """A queued turn of this id, which is new. A conversation that is not there, or is another reader's, is not touched:
    there is a new one."""
    found = connection.execute(
        "SELECT 1 FROM conversations WHERE conversation_id = ? AND owner = ?", (conversation_id or "", owner)
    ).fetchone()
    if conversation_id is None or found is None:
        conversation_id = create(connection, owner)
    moment = moment_now()
    question = cleaned(question, _MOST_QUESTION_CHARACTERS)
    number = _touched(connection, conversation_id, moment)
    note_worker(connection, worker_id)
    connection.execute(
        "INSERT INTO turns (turn_id, conversation_number, state, worker_id, retry_of, writer, asked_at, filters_json, "
        "question, searched) VALUES (?1, ?2, 'queued', ?3, "
        "(SELECT turn_id FROM turns WHERE turn_id = ?4 AND conversation_number = ?2), ?5, ?6, ?7, ?8, ?9)",
        (turn_id, number, worker_id, retry_of, writer, moment, filters_json, question, folded(question)),
    )
    return Asked(conversation_id, turn_id)


def start(connection: Database, turn_id: str, worker_id: str) -> bool:
    """Whether the turn was open: one that was stopped while it waited is not to be answered."""
    return (
        connection.execute(
            f"UPDATE turns SET state = 'running', worker_id = ? WHERE turn_id = ? AND {_IS_OPEN}",  # noqa: S608  # our own SQL
            (worker_id, turn_id),
        ).rowcount
        > 0
    )


def note_worker(connection: Database, worker_id: str) -> None:
    """Known with each of its turns: a restored backup may have taken it out while it lives."""
    connection.execute("INSERT INTO workers VALUES (?, ?) ON CONFLICT DO NOTHING", (worker_id, moment_now()))


def add_event(connection: Database, turn_id: str, event_json: str) -> int:
    """Its number; 0 where the turn has ended or is gone, and nothing is kept."""
    row = connection.execute(
        "INSERT INTO events "  # noqa: S608  # our own SQL
        "SELECT number, 1 + coalesce((SELECT max(seq) FROM events WHERE turn_number = number), 0), ? "
        f"FROM turns WHERE turn_id = ? AND {_IS_OPEN} RETURNING seq",
        (event_json, turn_id),
    ).fetchall()
    return int(row[0][0]) if row else 0


def events(connection: Database, turn_id: str, after: int) -> list[StoredEvent]:
    rows = connection.execute(
        "SELECT seq, event_json FROM events WHERE turn_number = (SELECT number FROM turns WHERE turn_id = ?) "
        "AND seq > ? ORDER BY seq",
        (turn_id, after),
    )
    return [StoredEvent(*row) for row in rows]


def end(
    connection: Database,
    turn_id: str,
    ending: Ending,
    *,
    reason: str | None,
    answer_json: str | None,
    text: str,
) -> bool:
    """Give an open turn its end, once; says whether this was it."""
    if ending not in ENDINGS:
        message = f"{ending!r} is no ending"
        raise ValueError(message)
    row = connection.execute(
        "SELECT t.number, t.question, c.conversation_id FROM turns t "  # noqa: S608  # our own SQL
        f"JOIN conversations c ON c.number = t.conversation_number WHERE turn_id = ? AND {_IS_OPEN}",
        (turn_id,),
    ).fetchone()
    if row is None:
        return False
    number, question, conversation_id = row
    text, moment = cleaned(text, len(text)), moment_now()
    connection.execute(
        "UPDATE turns SET state = ?2, reason = ?3, text = ?4, searched = ?5, ended_at = ?6 WHERE number = ?1",
        (number, ending, reason, text, folded(f"{question}\n{text}"), moment),
    )
    if answer_json is not None:
        connection.execute("INSERT INTO answers VALUES (?, ?)", (number, answer_json))
    connection.execute("DELETE FROM events WHERE turn_number = ?", (number,))
    _touched(connection, conversation_id, moment)
    return True


def end_turns(connection: Database, which: str, values: tuple[str, ...], reason: str) -> int:
    """End open turns as failed; says how many. `which`: an SQL condition of our own."""
    numbers = connection.execute(f"SELECT number FROM turns WHERE {_IS_OPEN} AND {which}", values).fetchall()  # noqa: S608  # our own SQL
    connection.executemany("DELETE FROM events WHERE turn_number = ?", numbers)
    connection.executemany(
        "UPDATE turns SET state = 'failed', reason = ?2, ended_at = ?3 WHERE number = ?1",
        [(*number, reason, moment_now()) for number in numbers],
    )
    return len(numbers)


def turn_of(connection: Database, turn_id: str) -> StoredTurn | None:
    row = connection.execute(_TURN + "WHERE t.turn_id = ?", (turn_id,)).fetchone()
    return None if row is None else StoredTurn(*row)


def turns_of(connection: Database, conversation_id: str, last: int | None) -> list[StoredTurn]:
    """`last`: only so many, the latest; None for all."""
    rows = connection.execute(
        _TURN + "WHERE c.conversation_id = ? ORDER BY t.number DESC LIMIT ?",
        (conversation_id, _ALL if last is None else last),
    ).fetchall()
    return [StoredTurn(*row) for row in reversed(rows)]


def _touched(connection: Database, conversation_id: str, moment: str) -> int:
    """The conversation's number; it is the last that changed."""
    row = connection.execute(
        "UPDATE conversations SET changed_at = ? WHERE conversation_id = ? RETURNING number", (moment, conversation_id)
    ).fetchall()
    return int(row[0][0])
