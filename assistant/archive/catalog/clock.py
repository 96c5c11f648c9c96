"""The time it is, as far as an archive can believe the clock of its machine.

A clock that was set back says a time that has passed: then the last version in the archive was stored later than that,
and articles are in it that were published later. Both must say so, for a clock that once ran ahead left times that have
not come yet, and publishers date articles ahead.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.archive.article import IncomingArticle
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.order import Dated

__all__ = ["as_fetched", "believed", "believed_now", "storing_time"]

_JUST_NOW = timedelta(days=1)
"""What was fetched so shortly before it comes in was fetched by the clock of this machine."""


def believed(connection: Database, moment: datetime) -> datetime:
    """`moment` (aware), as the machine's clock says it, or the later time that the archive knows to have come."""
    row = connection.execute(
        "SELECT stored_at FROM versions WHERE version_id = (SELECT max(version_id) FROM versions)"
    ).fetchone()
    last = _time(row[0]) if row else None
    if last is None or last <= moment:
        return moment
    newest = _time(connection.execute("SELECT max(published_on) FROM articles WHERE is_live").fetchone()[0])
    return moment if newest is None else max(moment, min(last, newest + timedelta(days=1, seconds=-1)))


def believed_now(connection: Database) -> str:
    """The time it is, as the catalog holds times."""
    return _written(believed(connection, datetime.fromisoformat(connection.now())))


def storing_time(connection: Database, article_key: int) -> str:
    """When a version that is stored now comes in: not before those of its article that are there."""
    now = believed_now(connection)
    last = connection.execute("SELECT max(stored_at) FROM versions WHERE article_key = ?", (article_key,)).fetchone()[0]
    return max(now, last) if last else now


def as_fetched(
    connection: Database, incoming: IncomingArticle, stored: Sequence[Dated], moment: datetime
) -> IncomingArticle:
    """An article that this machine has just fetched, not fetched before what it fetched earlier: while the clock is
    set back a changed page would be taken for an older version. `moment`: the time by the machine's clock."""
    fetched = _time(incoming.fetched_at)
    if fetched is None or not timedelta() <= moment - fetched <= _JUST_NOW:
        return incoming
    known = [at for version in stored if (at := _time(version.fetched_at)) is not None and at > moment]
    latest = max([fetched, *known, *([now] if (now := believed(connection, moment)) > moment else [])])
    return incoming if latest == fetched else replace(incoming, fetched_at=_written(latest))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _time(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if text else None
        return None if at is None else (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
