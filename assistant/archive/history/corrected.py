"""Articles with a correction notice, found by their outlet: a notice may be about another article of it."""

from assistant.archive.article import Article
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import fold_name
from assistant.archive.catalog.rows import ARTICLE_COLUMNS, article_from

__all__ = ["MOST_NOTICES", "list_corrections"]

MOST_NOTICES = 500
"""Of one outlet, newest first: what is older is hardly about what is asked today."""

_TABLES = (
    "versions v INDEXED BY corrected_versions CROSS JOIN articles a ON a.article_key = v.article_key "
    "JOIN texts t ON t.text_id = v.text_id"
)
"""The few versions with a notice first, in this order: an outlet may have all the articles there are."""


def list_corrections(connection: Database, publisher: str | None) -> list[Article]:
    """The outlet's live articles whose current version has a correction notice, newest first."""
    named = "a.publisher_folded IS NULL" if publisher is None else "a.publisher_folded = ?"
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {_TABLES} "  # noqa: S608  # our own SQL
        f"WHERE v.correction IS NOT NULL AND v.version_id = a.current_version_id AND a.is_live AND {named} "
        "ORDER BY coalesce(v.updated_on, v.published_on) DESC, a.article_key DESC LIMIT ?",
        (MOST_NOTICES,) if publisher is None else (fold_name(publisher), MOST_NOTICES),
    )
    return [article_from(row) for row in rows]
