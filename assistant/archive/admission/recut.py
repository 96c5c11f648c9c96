"""Other passages for an article that is stored already: its text and its versions stay as they are."""

from collections.abc import Sequence

from assistant.archive.article import Article, IncomingArticle, IncomingPassage
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.rows import check_incoming
from assistant.archive.copies.cut_rows import keep_cut, pieces_of
from assistant.archive.copies.layout import lay_out

__all__ = ["recut"]

_CURRENT = (
    "SELECT v.version_id, a.group_id FROM articles a JOIN versions v ON v.version_id = a.current_version_id "
    "JOIN texts t ON t.text_id = v.text_id WHERE a.article_id = ? AND a.is_live AND v.version = ? AND t.sha256 = ?"
)


def recut(connection: Database, article: Article, passages: Sequence[IncomingPassage]) -> bool:
    """Give the live version these passages; those that stay the same keep number and vector.

    False where this is no longer the version that is found. Belongs into a transaction.
    """
    check_incoming(IncomingArticle(article.text), passages)
    row = connection.execute(_CURRENT, (article.article_id, article.version, article.text_sha256)).fetchone()
    if row is None:
        return False
    version_id, group_id = row
    keep_cut(connection, version_id, pieces_of(article.text, passages))
    lay_out(connection, group_id)
    return True
