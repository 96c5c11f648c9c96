"""Articles and versions written to the catalog. Every function runs inside the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive.article import IncomingArticle
from assistant.archive.catalog.clock import believed_now, storing_time
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import article_id_of, fold_name, text_sha256
from assistant.archive.catalog.order import place_among
from assistant.archive.catalog.rows import METADATA_COLUMNS, Metadata, metadata_of
from assistant.archive.catalog.standing import write_standing

__all__ = [
    "StoredArticle",
    "StoredVersion",
    "add_article",
    "add_version",
    "article_by_identity",
    "count_article",
    "current_version",
    "has_same_metadata",
    "make_current",
    "restate_passages",
    "set_aside",
    "store_text",
    "text_id_of",
    "update_metadata",
    "versions_of",
]

_PROVENANCE = {"fetched_at", "source_name", "path", "external_id"}


@dataclass(frozen=True, slots=True)
class StoredArticle:
    key: int
    article_id: str
    identity: str
    group_id: int | None
    current_version_id: int | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class StoredVersion:
    version_id: int
    version: int
    text_id: int
    metadata: Metadata
    """As `metadata_of` gives it."""

    @property
    def title(self) -> str | None:
        return self._text("title")

    @property
    def updated_at(self) -> str | None:
        return self._text("updated_at")

    @property
    def published_at(self) -> str | None:
        return self._text("published_at")

    @property
    def fetched_at(self) -> str | None:
        return self._text("fetched_at")

    @property
    def publisher(self) -> str | None:
        return self._text("publisher")

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.metadata[METADATA_COLUMNS.index("is_withdrawn")])

    def _text(self, name: str) -> str | None:
        value = self.metadata[METADATA_COLUMNS.index(name)]
        return None if value is None else str(value)


def article_by_identity(connection: Database, identity: str) -> StoredArticle | None:
    row = connection.execute(
        "SELECT article_key, article_id, identity, group_id, current_version_id, is_live FROM articles "
        "WHERE identity = ?",
        (identity,),
    ).fetchone()
    return None if row is None else StoredArticle(row[0], row[1], row[2], row[3], row[4], bool(row[5]))


def add_article(connection: Database, identity: str) -> StoredArticle:
    """A new article, not live before a version is made current."""
    article_id = article_id_of(identity)
    key = connection.insert(
        "INSERT INTO articles (article_id, identity, added_at) VALUES (?, ?, ?)",
        (article_id, identity, believed_now(connection)),
        "article_key",
    )
    return StoredArticle(key, article_id, identity, None, None, is_live=False)


def versions_of(connection: Database, article: StoredArticle) -> list[StoredVersion]:
    """The stored versions, oldest first."""
    rows = connection.execute(
        f"SELECT version_id, version, text_id, {', '.join(METADATA_COLUMNS)} FROM versions "  # noqa: S608  # our own names
        "WHERE article_key = ? ORDER BY ordinal",
        (article.key,),
    )
    return [StoredVersion(row[0], row[1], row[2], tuple(row[3:])) for row in rows]


def current_version(article: StoredArticle, stored: Sequence[StoredVersion]) -> StoredVersion:
    return next(version for version in stored if version.version_id == article.current_version_id)


def has_same_metadata(version: StoredVersion, incoming: IncomingArticle) -> bool:
    """Whether nothing differs but where and when it was fetched."""
    pairs = zip(METADATA_COLUMNS, version.metadata, metadata_of(incoming), strict=True)
    return all(name in _PROVENANCE or stored == fresh for name, stored, fresh in pairs)


def text_id_of(connection: Database, text: str) -> int | None:
    row = connection.execute("SELECT text_id FROM texts WHERE sha256 = ?", (text_sha256(text),)).fetchone()
    return None if row is None else int(row[0])


def store_text(connection: Database, text: str) -> int:
    known = text_id_of(connection, text)
    if known is not None:
        return known
    return connection.insert("INSERT INTO texts (sha256, text) VALUES (?, ?)", (text_sha256(text), text), "text_id")


def add_version(
    connection: Database,
    article: StoredArticle,
    stored: Sequence[StoredVersion],
    incoming: IncomingArticle,
    text_id: int,
) -> tuple[StoredVersion, bool]:
    """Store a version where it belongs in time among `stored` (oldest first); also says whether it is the newest."""
    place = place_among(incoming, stored)
    number = 1 + max((version.version for version in stored), default=0)
    metadata = metadata_of(incoming)
    columns = ("article_key", "version", "ordinal", "text_id", *METADATA_COLUMNS, "stored_at")
    version_id = connection.insert(
        f"INSERT INTO versions ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})",  # noqa: S608  # our own names
        (article.key, number, place, text_id, *metadata, storing_time(connection, article.key)),
        "version_id",
    )
    added = StoredVersion(version_id, number, text_id, metadata)
    for ordinal, version in enumerate(stored[place:], start=place + 1):
        connection.execute("UPDATE versions SET ordinal = ? WHERE version_id = ?", (ordinal, version.version_id))
    write_standing(connection, article.key)
    return added, place == len(stored)


def update_metadata(connection: Database, version: StoredVersion, incoming: IncomingArticle) -> StoredVersion:
    """Give a version other metadata; its text, and so every span in it, stays."""
    metadata = metadata_of(incoming)
    assignments = ", ".join(f"{name} = ?" for name in METADATA_COLUMNS)
    connection.execute(
        f"UPDATE versions SET {assignments} WHERE version_id = ?",  # noqa: S608  # our own names
        (*metadata, version.version_id),
    )
    key = connection.execute("SELECT article_key FROM versions WHERE version_id = ?", (version.version_id,)).fetchone()
    write_standing(connection, key[0])
    return StoredVersion(version.version_id, version.version, version.text_id, metadata)


def make_current(connection: Database, article: StoredArticle, version: StoredVersion, group_id: int) -> None:
    """Make the article live with this version, in this group; what filters read follows the version."""
    value = dict(zip(METADATA_COLUMNS, version.metadata, strict=True))
    count_article(connection, article.key, -1)
    connection.execute(
        "UPDATE articles SET current_version_id = ?1, group_id = ?2, is_live = TRUE, removed_at = NULL, "
        "published_on = ?3, publisher = ?4, publisher_folded = ?5, kind = ?6, "
        "stands_from = (SELECT v.stands_from FROM versions v WHERE v.version_id = ?1) WHERE article_key = ?7",
        (
            version.version_id,
            group_id,
            value["published_on"],
            value["publisher"],
            fold_name(version.publisher or ""),
            value["kind"],
            article.key,
        ),
    )
    count_article(connection, article.key, 1)
    connection.execute("DELETE FROM bylines WHERE article_key = ?", (article.key,))
    connection.executemany(
        "INSERT INTO bylines (article_key, author, author_folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ((article.key, author, fold_name(author)) for author in json.loads(str(value["authors"] or "[]"))),
    )
    restate_passages(connection, group_id)


def count_article(connection: Database, article_key: int, added: int) -> None:
    """Add a live article to the counts of its outlet and month, or with -1 take it out: before and after each change
    of whether it is live, its outlet or its day."""
    connection.execute(
        "INSERT INTO outlet_months SELECT coalesce(publisher_folded, ''), coalesce(publisher, ''), "
        "coalesce(substr(published_on, 1, 7), ''), ?1 FROM articles WHERE article_key = ?2 AND is_live "
        "ON CONFLICT (publisher_folded, publisher, month) "
        "DO UPDATE SET article_count = outlet_months.article_count + excluded.article_count",
        (added, article_key),
    )


def restate_passages(connection: Database, group_id: int) -> None:
    """Note that the group has articles of other days, outlets or kinds than when its segments were built."""
    connection.execute(
        "INSERT INTO restated SELECT passage_id FROM passages WHERE group_id = ? AND is_live "
        "AND passage_id <= (SELECT max(highest_passage_id) FROM segments) ON CONFLICT DO NOTHING",
        (group_id,),
    )


def set_aside(connection: Database, article: StoredArticle, version: StoredVersion) -> None:
    """Keep an article readable by its id in this version, and out of every search; its group must be left before."""
    connection.execute(
        "UPDATE articles SET current_version_id = ?, is_live = FALSE, removed_at = ? WHERE article_key = ?",
        (version.version_id, believed_now(connection), article.key),
    )
