"""Passages of versions that were: kept for questions as of a day. Every function runs inside the caller's transaction.

A version's past passages are all those it was cut into, also where, as a copy, it had few of its own while it was live.
"""

from collections.abc import Sequence

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.keyword_forms import keywords_of

__all__ = ["clear_past", "index_all_past", "index_past", "keep_past"]


def keep_past(connection: Database, version_id: int, passage_ids: Sequence[int]) -> None:
    """Keep these retired passages as the past of their version."""
    clear_past(connection, version_id)
    connection.executemany("UPDATE passages SET is_past = TRUE WHERE passage_id = ?", ((one,) for one in passage_ids))
    index_past(connection, version_id)


def clear_past(connection: Database, version_id: int) -> None:
    """A version that is live (again) has no past."""
    rows = connection.execute("SELECT passage_id FROM passages WHERE version_id = ? AND is_past", (version_id,))
    keywords_of(connection).drop([row[0] for row in rows], "past_keyword")
    connection.execute("UPDATE passages SET is_past = FALSE WHERE version_id = ? AND is_past", (version_id,))


def index_all_past(connection: Database) -> None:
    """Make the keyword index of the past from the passages; it must be empty."""
    for row in connection.execute("SELECT DISTINCT version_id FROM passages WHERE is_past").fetchall():
        index_past(connection, row[0])


def index_past(connection: Database, version_id: int) -> None:
    """Make the words of a version's past passages findable; they must not be yet."""
    text, title, publisher, language = connection.execute(
        "SELECT t.text, v.title, v.publisher, v.language FROM versions v JOIN texts t ON t.text_id = v.text_id "
        "WHERE v.version_id = ?",
        (version_id,),
    ).fetchone()
    spans = connection.execute(
        'SELECT passage_id, start, "end" FROM passages WHERE version_id = ? AND is_past', (version_id,)
    ).fetchall()
    rows = [(number, text[start:end]) for number, start, end in spans]
    keywords_of(connection).index(rows, title, publisher, "past_keyword", language)
