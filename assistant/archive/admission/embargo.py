"""Articles under embargo: stored whole, found by nobody until their time has come.

They wait in a table of their own; when the time has come they are admitted like any other article. Whoever writes next
does that, or whoever asks next, where the archive can be written to; nobody ever sees one too early. Every function
runs inside the caller's transaction.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta

from assistant.archive.article import IncomingArticle, IncomingPassage
from assistant.archive.catalog.database import Database

__all__ = [
    "count_held",
    "drop_held",
    "due_articles",
    "embargo_end",
    "held_article",
    "held_inputs",
    "hold",
    "is_any_due",
    "is_same",
]

_WESTERNMOST = timedelta(hours=12)
"""A time without an offset is taken in the last zone of the earth that it comes to: too late breaks no embargo."""
_UNREADABLE = datetime.max.replace(tzinfo=UTC)
_PROVENANCE = {"fetched_at": None, "source_name": "", "path": None, "external_id": None}


def embargo_end(incoming: IncomingArticle, moment: datetime) -> datetime | None:
    """When the article may be found, if that is after `moment` (aware); a time that cannot be read never comes."""
    if incoming.embargoed_until is None or not incoming.embargoed_until.strip():
        return None
    try:
        end = datetime.fromisoformat(incoming.embargoed_until.strip())
        end = end.astimezone(UTC) if end.tzinfo is not None else end.replace(tzinfo=UTC) + _WESTERNMOST
    except (ValueError, OverflowError):
        return _UNREADABLE
    return end if end > moment else None


def hold(
    connection: Database,
    identity: str,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
    end: datetime,
) -> None:
    """Store an article until its time; one that waits under the same identity gives way to it."""
    row = {
        "identity": identity,
        "held_until": _written(end),
        "article": json.dumps(asdict(incoming), default=str),
        "passages": json.dumps([asdict(passage) for passage in passages]),
    }
    connection.upsert("held", row, "identity")


def held_article(connection: Database, identity: str) -> IncomingArticle | None:
    """The article that waits under this identity."""
    row = connection.execute("SELECT article FROM held WHERE identity = ?", (identity,)).fetchone()
    return None if row is None else _article(row[0])


def is_same(held: IncomingArticle, incoming: IncomingArticle) -> bool:
    """Whether nothing differs but where and when it was fetched."""
    return replace(held, **_PROVENANCE) == replace(incoming, **_PROVENANCE)  # type: ignore[arg-type]  # four known fields


def drop_held(connection: Database, identity: str) -> None:
    connection.execute("DELETE FROM held WHERE identity = ?", (identity,))


def is_any_due(connection: Database, moment: datetime) -> bool:
    """Whether the time of any article has come."""
    row = connection.execute("SELECT 1 FROM held WHERE held_until <= ? LIMIT 1", (_written(moment),)).fetchone()
    return row is not None


def count_held(connection: Database) -> int:
    return int(connection.execute("SELECT count(*) FROM held").fetchone()[0])


def due_articles(connection: Database, moment: datetime) -> list[tuple[str, IncomingArticle, list[IncomingPassage]]]:
    """Identity, article and passages of those whose time has come, the earliest first."""
    rows = connection.execute(
        "SELECT identity, article, passages FROM held WHERE held_until <= ? ORDER BY held_until, identity",
        (_written(moment),),
    )
    return [(identity, _article(article), _passages(passages)) for identity, article, passages in rows.fetchall()]


def held_inputs(connection: Database) -> list[str]:
    """What the embedding model reads for the passages that wait."""
    rows = connection.execute("SELECT passages FROM held ORDER BY identity").fetchall()
    return [passage.embedded_input for row in rows for passage in _passages(row[0])]


def _written(moment: datetime) -> str:
    """UTC to the second, so that times compare as texts; rounded down, which for an end is the second it begins."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _article(stored: str) -> IncomingArticle:
    values = json.loads(stored)
    known = {field.name for field in fields(IncomingArticle)}
    given = {name: value for name, value in values.items() if name in known}
    for name in ("published_on", "updated_on"):
        given[name] = date.fromisoformat(given[name]) if given[name] else None
    return IncomingArticle(**{**given, "authors": tuple(given["authors"])})


def _passages(stored: str) -> list[IncomingPassage]:
    return [
        IncomingPassage(one["start"], one["end"], tuple((a, b) for a, b in one["sentences"]), one["embedded_input"])
        for one in json.loads(stored)
    ]
