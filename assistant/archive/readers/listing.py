"""Conversations as a reader finds them: listed, searched, renamed, pinned, deleted."""

from assistant.archive.catalog.database import Database
from assistant.archive.readers.values import StoredConversation
from assistant.archive.readers.words import cleaned, folded

__all__ = ["conversation_of", "conversations_of", "delete", "pin", "rename"]

_MOST_TITLE_CHARACTERS = 200
_MOST_WORDS, _MOST_QUERY_CHARACTERS = 8, 200
_CONVERSATION = (
    "SELECT c.conversation_id, c.owner, coalesce(c.title, (SELECT t.question FROM turns t "
    "WHERE t.conversation_number = c.number ORDER BY t.number LIMIT 1), ''), c.is_pinned, "
    "(SELECT count(*) FROM turns t WHERE t.conversation_number = c.number), c.created_at, c.changed_at "
    "FROM conversations c WHERE "
)
_LAST_TURN = "(SELECT max(t.number) FROM turns t WHERE t.conversation_number = c.number)"
_HAS_TURNS = "EXISTS (SELECT 1 FROM turns t WHERE t.conversation_number = c.number)"
_HAS_WORD = (
    "(instr(c.searched, ?) > 0 OR "
    "EXISTS (SELECT 1 FROM turns t WHERE t.conversation_number = c.number AND instr(t.searched, ?) > 0))"
)


def conversation_of(connection: Database, conversation_id: str) -> StoredConversation | None:
    row = connection.execute(_CONVERSATION + "c.conversation_id = ?", (conversation_id,)).fetchone()
    return None if row is None else _read(row)


def conversations_of(connection: Database, owner: str, query: str, limit: int) -> list[StoredConversation]:
    """Those with a turn, pinned ones first, then the last asked in, by the numbers of turns, for the times of a clock
    that was set back would bury what is new; each word of the query stands somewhere in it."""
    words = folded(cleaned(query, _MOST_QUERY_CHARACTERS)).split()[:_MOST_WORDS]
    conditions = " AND ".join(["c.owner = ?", _HAS_TURNS, *(_HAS_WORD for _ in words)])
    rows = connection.execute(
        f"{_CONVERSATION}{conditions} ORDER BY c.is_pinned DESC, {_LAST_TURN} DESC LIMIT ?",
        (owner, *(word for word in words for _ in range(2)), limit),
    )
    return [_read(row) for row in rows]


def rename(connection: Database, conversation_id: str, title: str) -> bool:
    """An empty title gives back the first question."""
    kept = " ".join(cleaned(title, _MOST_TITLE_CHARACTERS).split())
    return (
        connection.execute(
            "UPDATE conversations SET title = ?, searched = ? WHERE conversation_id = ?",
            (kept or None, folded(kept), conversation_id),
        ).rowcount
        > 0
    )


def pin(connection: Database, conversation_id: str, *, is_pinned: bool) -> bool:
    return (
        connection.execute(
            "UPDATE conversations SET is_pinned = ? WHERE conversation_id = ?", (is_pinned, conversation_id)
        ).rowcount
        > 0
    )


def delete(connection: Database, conversation_id: str) -> bool:
    return connection.execute("DELETE FROM conversations WHERE conversation_id = ?", (conversation_id,)).rowcount > 0


def _read(row: tuple[str, str, str, int, int, str, str]) -> StoredConversation:
    conversation_id, owner, title, is_pinned, turn_count, created_at, changed_at = row
    shown = " ".join(title[:2000].split())[:_MOST_TITLE_CHARACTERS]
    return StoredConversation(conversation_id, owner, shown, bool(is_pinned), turn_count, created_at, changed_at)
