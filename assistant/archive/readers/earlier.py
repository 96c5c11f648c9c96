"""Role rows of schema 1 become turns: each question with the answer that followed it.

Two tabs may have asked in one conversation at the same time, so an answer goes with its own question: the latest that
waits with the same letters and digits. The answer's JSON names it; where an answer was forgotten nothing does, and it
goes with the latest that waits. An answer whose question is gone becomes a turn with the question that it names.
"""

import json
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, NamedTuple

from assistant.archive.catalog.database import Database
from assistant.archive.readers.values import UNKNOWN_END_REASON, Ending
from assistant.archive.readers.words import folded

__all__ = ["EarlierRow", "EarlierTurn", "copy_turns", "pair_rows"]

_OUTCOMES: dict[str, Ending] = {"answered": "answered", "closest": "closest", "nothing": "nothing"}


class EarlierRow(NamedTuple):
    role: str
    content: str
    answer_json: str | None
    created_at: str


@dataclass(slots=True)
class EarlierTurn:
    """A question of schema 1, and its answer where there is one."""

    question: str
    asked_at: str
    ending: Ending = "stopped"
    reason: str | None = UNKNOWN_END_REASON
    answer_json: str | None = None
    text: str = ""
    ended_at: str | None = None

    def take(self, row: EarlierRow, ending: Ending) -> None:
        self.ending, self.reason = ending, None
        self.answer_json, self.text, self.ended_at = row.answer_json, row.content, row.created_at


def pair_rows(rows: list[EarlierRow]) -> list[EarlierTurn]:
    """The turns that the rows of one conversation tell of, in the order in which they were asked."""
    turns: list[EarlierTurn] = []
    waiting: list[EarlierTurn] = []
    for row in rows:
        if row.role == "user":
            turns.append(EarlierTurn(row.content, row.created_at))
            waiting.append(turns[-1])
            continue
        answer = _answer_of(row.answer_json)
        question = answer.get("question")
        turn = _take(waiting, question if isinstance(question, str) else None)
        if turn is None:
            turn = EarlierTurn(question if isinstance(question, str) else "", row.created_at)
            turns.append(turn)
        turn.take(row, _ending_of(answer))
    return turns


def copy_turns(connection: Database) -> None:
    """From `earlier_conversations` and `earlier_turns` into the tables of schema 2, one conversation at a time."""
    conversations = connection.execute(
        "SELECT conversation_id, created_at, changed_at FROM earlier_conversations ORDER BY changed_at, rowid"
    ).fetchall()
    for conversation_id, created_at, changed_at in conversations:
        rows = connection.execute(
            "SELECT role, content, answer_json, created_at FROM earlier_turns WHERE conversation_id = ? "
            "ORDER BY turn_id",
            (conversation_id,),
        ).fetchall()
        number = connection.insert(
            "INSERT INTO conversations (conversation_id, owner, created_at, changed_at) VALUES (?, '', ?, ?)",
            (conversation_id, created_at, changed_at),
            "number",
        )
        for turn in pair_rows([EarlierRow(*row) for row in rows]):
            _write(connection, number, turn)


def _write(connection: Database, conversation_number: int, turn: EarlierTurn) -> None:
    number = connection.insert(
        "INSERT INTO turns (turn_id, conversation_number, state, asked_at, ended_at, reason, question, text, searched) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            token_hex(16), conversation_number, turn.ending, turn.asked_at, turn.ended_at, turn.reason, turn.question,
            turn.text, folded(f"{turn.question}\n{turn.text}"),
        ),
        "number",
    )  # fmt: skip
    if turn.answer_json is not None:
        connection.execute("INSERT INTO answers VALUES (?, ?)", (number, turn.answer_json))


def _take(waiting: list[EarlierTurn], question: str | None) -> EarlierTurn | None:
    for number in reversed(range(len(waiting))):
        if question is None or _key(waiting[number].question) == _key(question):
            return waiting.pop(number)
    return None


def _key(question: str) -> str:
    """Asking cleaned the spaces and marks of a question: its letters and digits are what stayed."""
    return "".join(letter for letter in folded(question) if letter.isalnum()) or question.strip()


def _answer_of(answer_json: str | None) -> dict[str, Any]:
    try:
        answer = json.loads(answer_json) if answer_json else {}
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _ending_of(answer: dict[str, Any]) -> Ending:
    """Answers of schema 1 only say whether they abstained."""
    return _OUTCOMES.get(str(answer.get("outcome"))) or ("nothing" if answer.get("abstained") is True else "answered")
