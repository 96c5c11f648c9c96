"""What one run has met: a writer's own notes, which end with its connection and are undone with its transactions."""

import sqlite3

__all__ = ["begin_run", "mark_met"]


def begin_run(connection: sqlite3.Connection) -> None:
    """Begin with nothing met."""
    connection.execute("DROP TABLE IF EXISTS temp.met")
    connection.execute(
        "CREATE TEMP TABLE met (article_key INTEGER, text_id INTEGER, PRIMARY KEY (article_key, text_id)) WITHOUT ROWID"
    )


def mark_met(connection: sqlite3.Connection, article_key: int, text_id: int) -> bool:
    """Note that the run has met an article with this text; says whether for the first time."""
    cursor = connection.execute("INSERT OR IGNORE INTO temp.met VALUES (?, ?)", (article_key, text_id))
    return cursor.rowcount == 1
