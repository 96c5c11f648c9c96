"""Forgetting an article: no byte of it stays in any file of the archive.

One transaction takes it out of the catalog and notes that files are still to be cleaned; then segments without its
vectors take over, the keyword index is merged, the catalog and the readers' conversations are written anew and their
logs cut. Whoever writes next goes on where a stop interrupted the cleaning.
"""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.archive.admission.embargo import held_inputs
from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import article_id_of
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.manifest import advance_revision, read_manifest, write_value
from assistant.archive.catalog.passage_rows import highest_passage_id
from assistant.archive.catalog.records import StoredArticle
from assistant.archive.catalog.rows import decode_sentences
from assistant.archive.catalog.session import has_space
from assistant.archive.catalog.vectors import vector_key
from assistant.archive.copies.groups import leave_group
from assistant.archive.copies.layout import disown
from assistant.archive.index.embedding import new_inputs, vectors_for
from assistant.archive.index.fold import delete_collections, fold, segments_with_forgotten
from assistant.archive.index.ledger import drop_segments, read_segments
from assistant.archive.index.stores import SegmentStore
from assistant.archive.readers.schema import backups_of_readers, version_of
from assistant.archive.readers.sought import Sought
from assistant.archive.readers.traces import holds
from assistant.archive.upkeep.backup import READERS
from assistant.errors import ArchiveBusy, ArchiveError, ArchiveFull, ArticleNotFound
from assistant.models import embed_of

if TYPE_CHECKING:
    from assistant.models import Embedder

__all__ = [
    "Traces",
    "backups_with",
    "clean_conversations",
    "clean_files",
    "forget_in_backups",
    "forget_rows",
    "is_cleaning_due",
    "traces_of",
]

_FLAG = "cleaning_due"
_LEAST_PHRASE = 25
"""Shorter sentences may well be somebody else's."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What of an article others may have written down."""

    article_id: str
    phrases: tuple[str, ...]
    """Its addresses, headlines and sentences."""
    copy_count: int
    """Live articles that have the same text and stay."""


def traces_of(connection: Database, article_id: str) -> Traces:
    """Raises ArticleNotFound."""
    key = _key_of(connection, article_id)
    if key is None:
        if article_id in {article_id_of(row[0]) for row in connection.execute("SELECT identity FROM held").fetchall()}:
            return Traces(article_id, (), 0)
        message = "The archive has no article with this id to forget. Search for the article to find its id."
        raise ArticleNotFound(message)
    phrases: list[str] = []
    versions = connection.execute(
        "SELECT v.title, v.url, t.text, v.version_id FROM versions v JOIN texts t ON t.text_id = v.text_id "
        "WHERE v.article_key = ?",
        (key,),
    ).fetchall()
    for title, url, text, version_id in versions:
        rows = connection.execute("SELECT sentences FROM passages WHERE version_id = ?", (version_id,)).fetchall()
        spans = [span for (stored,) in rows for span in decode_sentences(stored)]
        phrases += [title or "", url or "", *(text[start:end] for start, end in spans)]
    copies = connection.execute(
        "SELECT count(DISTINCT a.article_key) FROM versions v JOIN articles a ON a.article_key = v.article_key "
        "WHERE a.article_key <> ?1 AND v.text_id IN (SELECT text_id FROM versions WHERE article_key = ?1)",
        (key,),
    ).fetchone()
    kept = dict.fromkeys(phrase.strip() for phrase in phrases if len(phrase.strip()) >= _LEAST_PHRASE)
    return Traces(article_id, tuple(kept), int(copies[0]))


def forget_rows(connection: Database, article_id: str, embedder: "Embedder | None" = None) -> None:
    """Take every row of an article out of the catalog, in one transaction.

    A near copy that takes its place is embedded where its words are others, if `embedder` is the archive's model.
    """
    if isinstance(connection, SqliteDatabase):
        connection.execute("PRAGMA secure_delete = ON")
    with connection.transaction():
        highest = highest_passage_id(connection)
        for row in connection.execute("SELECT identity FROM held").fetchall():
            if article_id_of(row[0]) == article_id:
                connection.execute("DELETE FROM held WHERE identity = ?", row)
        key = _key_of(connection, article_id)
        if key is not None:
            _delete_article(connection, key)
            _embed_heirs(connection, highest, embedder)
        _delete_unused_vectors(connection)
        connection.execute(
            "DELETE FROM outlet_months WHERE article_count = 0"
        )  # it may have been its outlet's only one
        write_value(connection, _FLAG, "1")
        advance_revision(connection)


def is_cleaning_due(connection: Database) -> bool:
    return connection.execute("SELECT 1 FROM manifest WHERE name = ?", (_FLAG,)).fetchone() is not None


def clean_files(path: Path, connection: Database, store: SegmentStore) -> None:
    """Leave nothing in any file that the catalog no longer has. The caller holds the writer's lock.

    Raises ArchiveBusy while another program reads an old state and so keeps its pages in the log; what was forgotten is
    out of every search by then. Raises IndexAway where vectors of it are on a Chroma server that does not answer.
    """
    catalog = path / "catalog.sqlite3"
    wanted = 2 * catalog.stat().st_size if catalog.exists() else 0  # a server has its own disk
    has_room = has_space(path, wanted)
    if not has_room:
        _drop_index(connection)  # it makes room, and is made again by the next writer
    elif read_segments(connection) or store.is_usable():
        fold(path, connection, store, due=segments_with_forgotten(path, connection, store))
    _delete_old_segments(path, connection)
    delete_collections(connection, store)
    with connection.transaction():
        keywords_of(connection).purge()
    files = [connection, *_conversations(path)]
    try:
        for file in files:
            file.write_anew(whole=has_room or has_space(path, wanted))
    finally:
        for file in files[1:]:
            file.close()
    if not has_room and not has_space(path, wanted):
        raise _lacks_room(path, wanted)
    with connection.transaction():
        connection.execute("DELETE FROM manifest WHERE name = ?", (_FLAG,))


def clean_conversations(path: Path) -> None:
    """Leave nothing in the readers' files that their tables no longer have."""
    for file in _conversations(path):
        wanted = 2 * (path / READERS).stat().st_size
        has_room = has_space(path, wanted)
        with closing(file):
            file.write_anew(whole=has_room)
        if not has_room:
            raise _lacks_room(path, wanted)


def forget_in_backups(path: Path, article_ids: Sequence[str], sought: Sought) -> int:
    """Delete `backups_with` these; says how many."""
    found = backups_with(path, article_ids, sought)
    for backup in found:
        backup.unlink()
    return len(found)


def backups_with(path: Path, article_ids: Sequence[str], sought: Sought) -> list[Path]:
    """The archive's own backups that hold any of the articles: those made before a migration, of the catalog and of
    conversations that have what is sought, and catalogs that a restore put aside; unfinished ones in any case."""
    of_readers = backups_of_readers(path / "backups")
    return [
        backup
        for backup in sorted([*(path / "backups").glob("*"), *path.glob("damaged-*")])
        if backup.suffix == ".unfinished"
        or (_tells_of(backup, sought) if backup in of_readers else article_ids and _holds(backup, article_ids))
    ]


def _delete_article(connection: Database, key: int) -> None:
    row = connection.execute(
        "SELECT article_key, article_id, identity, group_id, current_version_id, is_live FROM articles "
        "WHERE article_key = ?",
        (key,),
    ).fetchone()
    if row[5]:
        leave_group(connection, StoredArticle(row[0], row[1], row[2], row[3], row[4], is_live=True))
    disown(connection, key)
    mine = "(SELECT version_id FROM versions WHERE article_key = ?1)"
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS texts_of_it (text_id INTEGER)")
    connection.execute("INSERT INTO temp.texts_of_it SELECT text_id FROM versions WHERE article_key = ?", (key,))
    connection.execute("DELETE FROM remembered WHERE instr(key, ?1) > 0 OR instr(value, ?1) > 0", (row[1],))
    hashes = "SELECT t.sha256 FROM texts t WHERE t.text_id IN (SELECT text_id FROM temp.texts_of_it)"
    connection.execute(
        f"DELETE FROM remembered WHERE key IN (SELECT 'pages:' || h.sha256 FROM ({hashes}) h)"  # noqa: S608  # our own SQL
    )
    for (url,) in connection.execute("SELECT DISTINCT url FROM versions WHERE article_key = ?", (key,)).fetchall():
        if url:
            connection.execute("DELETE FROM remembered WHERE instr(key, ?1) > 0 OR instr(value, ?1) > 0", (url,))
    passages = connection.execute(
        f"SELECT passage_id FROM passages WHERE is_past AND version_id IN {mine}",  # noqa: S608  # our own SQL
        (key,),
    )
    keywords_of(connection).drop([row[0] for row in passages.fetchall()], "past_keyword")
    for statement in (
        f"DELETE FROM passages WHERE version_id IN {mine}",  # noqa: S608  # our own SQL
        "UPDATE groups SET lead_key = NULL WHERE lead_key = ?1",
        "UPDATE articles SET current_version_id = NULL WHERE article_key = ?1",
        "DELETE FROM versions WHERE article_key = ?1",
        "DELETE FROM bylines WHERE article_key = ?1",
        "DELETE FROM articles WHERE article_key = ?1",
    ):
        connection.execute(statement, (key,))
    connection.execute(
        "DELETE FROM texts WHERE text_id IN (SELECT text_id FROM temp.texts_of_it) "
        "AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.text_id = texts.text_id)"
    )
    connection.execute("DROP TABLE temp.texts_of_it")


def _embed_heirs(connection: Database, above: int, embedder: "Embedder | None") -> None:
    model = read_manifest(connection).model
    if model is None or embedder is None or embedder.identity.key() != model.model_key:
        return
    found = vectors_for(connection, model, new_inputs(connection, above), embed_of(embedder))
    connection.executemany("UPDATE passages SET vector_id = ?2 WHERE passage_id = ?1", found)


def _delete_unused_vectors(connection: Database) -> None:
    """Of the forgotten article, and what a rebuild that was stopped left; those under embargo keep theirs."""
    model = read_manifest(connection).model
    keys = [(vector_key(model.key, text),) for text in held_inputs(connection)] if model else []
    connection.execute("CREATE TEMP TABLE kept_keys (key BLOB)")
    connection.executemany("INSERT INTO temp.kept_keys VALUES (?)", keys)
    connection.execute(
        "DELETE FROM vectors WHERE vector_id NOT IN (SELECT vector_id FROM passages WHERE vector_id IS NOT NULL) "
        "AND key NOT IN (SELECT key FROM temp.kept_keys)"
    )
    connection.execute("DROP TABLE temp.kept_keys")


def _delete_old_segments(path: Path, connection: Database) -> None:
    """Also those that a reader has open: it goes on with what it holds, and finds the new one at its next question."""
    listed = {entry.name for entry in read_segments(connection)}
    generations = path / "generations"
    for folder in generations.iterdir() if generations.is_dir() else ():
        if folder.is_dir() and folder.name not in listed:
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():  # Windows keeps what is open
                message = (
                    "Another program still has the old index open. End it (a chat, say) and run the command again."
                )
                raise ArchiveBusy(message)


def _drop_index(connection: Database) -> None:
    with connection.transaction():
        drop_segments(connection)
        advance_revision(connection)


def _conversations(path: Path) -> list[SqliteDatabase]:
    readers = path / READERS
    return [connect_writer(readers)] if readers.exists() else []


def _lacks_room(path: Path, wanted: int) -> ArchiveFull:
    message = (
        f"It is out of every search and its rows are overwritten, but the disk of {path} is nearly full. So that "
        f"no older trace stays in the files, {wanted // 1_000_000 + 1:,} MB have to be free once: free some space "
        "and run the command again."
    )
    return ArchiveFull(message)


def _holds(backup: Path, article_ids: Sequence[str]) -> bool:
    try:
        with closing(SqliteDatabase.open_uri(backup, "mode=ro&immutable=1")) as connection:
            return any(_key_of(connection, article_id) is not None for article_id in article_ids)
    except sqlite3.Error:
        return os.path.lexists(backup)  # one that cannot be read may hold anything


def _tells_of(backup: Path, sought: Sought) -> bool:
    try:
        with closing(SqliteDatabase.open_uri(backup, "mode=ro&immutable=1")) as connection:
            return holds(connection, sought, version_of(connection))
    except (sqlite3.Error, ArchiveError):
        return os.path.lexists(backup)  # as above


def _key_of(connection: Database, article_id: str) -> int | None:
    row = connection.execute("SELECT article_key FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return None if row is None else int(row[0])
