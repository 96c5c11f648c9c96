"""Whether the catalog still is what was written to it: SQLite's own check, then every text against its checksum."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from assistant.archive.article import Article
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import text_sha256
from assistant.errors import ArchiveDamaged

__all__ = ["Soundness", "check_soundness", "check_text"]

_BATCH = 500
_MOST_FAULTS = 20
Reading = Callable[[], AbstractContextManager[Database]]
"""Opens a read transaction."""


@dataclass(frozen=True, slots=True)
class Soundness:
    text_count: int
    """Texts that were compared with their checksums."""
    faults: tuple[str, ...]
    """What is not as it was stored, the first _MOST_FAULTS of it."""


def check_text(article: Article) -> None:
    """Raise ArchiveDamaged where the text is not the one that was stored: nothing may be quoted from it."""
    if text_sha256(article.text) != article.text_sha256:
        name = f"“{article.title}”" if article.title else f"article {article.article_id}"
        message = (
            f"The stored text of {name} has changed since it was stored, so nothing is quoted from it. Run "
            "`copydesk doctor`, then restore a backup or ingest the article again into a new archive."
        )
        raise ArchiveDamaged(message)


def check_soundness(reading: Reading, progress: Callable[[int, int], None] | None = None) -> Soundness:
    """Read everything, in steps of their own transactions, so that neither writers nor memory are held up."""
    with reading() as connection:
        tables = [str(row[0]) for row in connection.execute(_TABLES)]
        total = int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])
    faults = [fault for table in tables for fault in _faults_of_table(reading, table)]
    last, done = 0, 0
    while len(faults) < _MOST_FAULTS:
        with reading() as connection:
            rows = connection.execute(_TEXTS, (last, _BATCH)).fetchall()
            faults += [fault for row in rows for fault in _faults_of_text(connection, *row)]
        if not rows:
            break
        last, done = rows[-1][0], done + len(rows)
        if progress is not None:
            progress(done, max(total, done))
    return Soundness(done, tuple(faults[:_MOST_FAULTS]))


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%keyword%' ORDER BY name"
"""Without the keyword index, which can be made again."""
_NO_FAULT = "NULL value in "
"""SQLite 3.40 takes columns of a table without row numbers for one another and calls some of them NULL."""
_TEXTS = "SELECT text_id, sha256, CAST(text AS BLOB) FROM texts WHERE text_id > ? ORDER BY text_id LIMIT ?"
_OWNERS = (
    "SELECT DISTINCT a.article_id FROM versions v JOIN articles a ON a.article_key = v.article_key WHERE v.text_id = ?"
)
_OUTSIDE = (
    'SELECT count(*) FROM passages p JOIN versions v ON v.version_id = p.version_id WHERE v.text_id = ? AND p."end" > ?'
)


def _faults_of_table(reading: Reading, table: str) -> Iterator[str]:
    with reading() as connection:
        quoted = table.replace('"', '""')
        for (found,) in connection.execute(f'PRAGMA integrity_check("{quoted}")'):
            if found != "ok" and not found.startswith(_NO_FAULT):
                yield f"SQLite finds in its table {table}: {found}"


def _faults_of_text(connection: Database, text_id: int, sha256: str, text: bytes) -> Iterator[str]:
    owners = ", ".join(str(row[0]) for row in connection.execute(_OWNERS, (text_id,)).fetchmany(3))
    if hashlib.sha256(text).hexdigest() != sha256:
        yield f"the text of {owners or 'no article'} is not the one that was stored"
    elif connection.execute(_OUTSIDE, (text_id, len(text.decode(errors="replace")))).fetchone()[0]:
        yield f"passages of {owners} reach beyond its text"
