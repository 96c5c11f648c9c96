"""What one run has met: a writer's own notes, which end with its connection and are undone with its transactions."""

from assistant.archive.catalog.database import Database

__all__ = ["begin_run", "mark_met"]


def begin_run(connection: Database) -> None:
    """Begin with nothing met."""
    connection.execute("DROP TABLE IF EXISTS temp.met")
    connection.execute(
        "CREATE TEMP TABLE met (article_key INTEGER, text_id INTEGER, PRIMARY KEY (article_key, text_id)) WITHOUT ROWID"
    )


def mark_met(connection: Database, article_key: int, text_id: int) -> bool:
    """Note that the run has met an article with this text; says whether for the first time."""
    cursor = connection.execute("INSERT INTO temp.met VALUES (?, ?) ON CONFLICT DO NOTHING", (article_key, text_id))
    return cursor.rowcount == 1
