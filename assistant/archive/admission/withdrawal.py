"""Articles that their publisher has taken back. Every function runs inside the caller's transaction.

A withdrawn article keeps its versions, readable by its id, and is in no search and no count. It comes back only by what
is certainly newer, or by a text never seen before: its old text, read again from where it lay, does not bring it back.
"""

from collections.abc import Sequence

from assistant.archive.article import IncomingArticle, Outcome
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.order import comes_before
from assistant.archive.catalog.records import (
    StoredArticle,
    StoredVersion,
    add_version,
    has_same_metadata,
    set_aside,
    update_metadata,
)
from assistant.archive.copies.groups import leave_group

__all__ = ["is_settled", "settle_withdrawn"]

_NOTE = "Its publisher withdrew it or has not published it: it stays readable by its id, and no search finds it."
_OLDER = "An older version of an article that its publisher withdrew: stored, and found by no search."


def is_settled(
    article: StoredArticle, stored: Sequence[StoredVersion], incoming: IncomingArticle, text_id: int | None
) -> bool:
    """Whether a withdrawal is involved and nothing new comes in."""
    newest = stored[-1] if stored else None
    if newest is None or text_id is None:
        return False
    is_known = any(version.text_id == text_id for version in stored)
    if not incoming.is_withdrawn:
        return not article.is_live and newest.is_withdrawn and is_known and not comes_before(newest, incoming)
    is_the_newest = newest.text_id == text_id and has_same_metadata(newest, incoming)
    return is_the_newest or (is_known and comes_before(incoming, newest))


def settle_withdrawn(
    connection: Database,
    article: StoredArticle,
    stored: Sequence[StoredVersion],
    incoming: IncomingArticle,
    text_id: int,
) -> Outcome | None:
    """What becomes of an article where a withdrawal is involved; None where it is not, or no longer."""
    newest = stored[-1] if stored else None
    if is_settled(article, stored, incoming, text_id) and newest is not None:
        return Outcome("unchanged", article.article_id, newest.version)
    is_older = newest is not None and comes_before(incoming, newest)
    if is_older and (incoming.is_withdrawn or (not article.is_live and newest is not None and newest.is_withdrawn)):
        version, _ = add_version(connection, article, stored, incoming, text_id)
        return Outcome("updated", article.article_id, version.version, note=_OLDER)
    if not incoming.is_withdrawn:
        return None
    if article.is_live:
        leave_group(connection, article)
    if newest is not None and newest.text_id == text_id:
        version = update_metadata(connection, newest, incoming)
    else:
        version, _ = add_version(connection, article, stored, incoming, text_id)
    set_aside(connection, article, version)
    return Outcome("updated" if stored else "added", article.article_id, version.version, note=_NOTE)
