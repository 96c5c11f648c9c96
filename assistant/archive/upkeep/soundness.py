"""Whether the catalog still is what was written to it: SQLite's own check, then every text against its checksum."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

from assistant.archive.article import Article
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import text_sha256
from assistant.errors import ArchiveDamaged

__all__ = ["Soundness", "check_soundness", "check_text", "damaged_tables", "is_damaged", "is_keyword_table"]

_BATCH = 500
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_MOST_FAULTS = 20
Reading = Callable[[], AbstractContextManager[Database]]
"""Opens a read transaction."""


@dataclass(frozen=True, slots=True)
class Soundness:
    text_count: int
    """Texts that were compared with their checksums."""
    faults: tuple[str, ...]
    """What is not as it was stored, the first _MOST_FAULTS of it."""
    keyword_faults: tuple[str, ...] = ()
    """What SQLite finds in the keyword index, which `copydesk rebuild` makes anew."""


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
    """Read everything, in steps of their own transactions, so that neither writers nor memory are held up.

    Of PostgreSQL's own pages its checksums and `pg_amcheck` know; there the texts alone are compared.
    """
    with reading() as connection:
        tables = [str(row[0]) for row in connection.execute(_TABLES)] if connection.has_fts5 else []
        total = int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])
    in_keywords = [fault for table in tables if is_keyword_table(table) for fault in _faults_of_table(reading, table)]
    faults = [fault for table in tables if not is_keyword_table(table) for fault in _faults_of_table(reading, table)]
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
    return Soundness(done, tuple(faults[:_MOST_FAULTS]), tuple(in_keywords[:_MOST_FAULTS]))


_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
    "AND name NOT LIKE 'sqlite_%' ORDER BY name"
)
_NO_FAULT = "NULL value in "
"""SQLite 3.40 takes columns of a table without row numbers for one another and calls some of them NULL."""
_TEXTS = "SELECT text_id, sha256, CAST(text AS BLOB) FROM texts WHERE text_id > ? ORDER BY text_id LIMIT ?"
_OWNERS = (
    "SELECT DISTINCT a.article_id FROM versions v JOIN articles a ON a.article_key = v.article_key WHERE v.text_id = ?"
)
_OUTSIDE = (
    'SELECT count(*) FROM passages p JOIN versions v ON v.version_id = p.version_id WHERE v.text_id = ? AND p."end" > ?'
)


def is_keyword_table(table: str) -> bool:
    """Whether it belongs to the keyword index, which can be made again."""
    return "keyword" in table


def damaged_tables(connection: Database) -> list[str]:
    """The tables in which SQLite finds a fault; every page is read. Not readable at all: one table without a name."""
    try:
        tables = [str(row[0]) for row in connection.execute(_TABLES)]
        return [table for table in tables if any(_faults_in(connection, table))]
    except sqlite3.DatabaseError:
        return [""]


def is_damaged(file: Path, *, seconds: float | None = None) -> bool:
    """Whether SQLite finds a fault in a database, or cannot read it; False where there is none. With `seconds` only
    what is found in that time."""
    if not file.exists():
        return False
    ends_at = None if seconds is None else time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            if ends_at is not None:
                opened.set_progress_handler(lambda: int(time.monotonic() > ends_at), 10_000)
            check = "integrity_check" if ends_at is None else "quick_check"
            found = [str(row[0]) for row in opened.execute(f"PRAGMA {check}(20)")]
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
    return any(line != "ok" and not line.startswith(_NO_FAULT) for line in found)


def _faults_in(connection: Database, table: str) -> Iterator[str]:
    quoted = table.replace('"', '""')
    try:
        rows = connection.execute(f'PRAGMA integrity_check("{quoted}")').fetchall()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise
        rows = [(str(error),)]
    for (found,) in rows:
        if found != "ok" and not found.startswith(_NO_FAULT):
            yield str(found)


def _faults_of_table(reading: Reading, table: str) -> Iterator[str]:
    with reading() as connection:
        for found in _faults_in(connection, table):
            yield f"SQLite finds in its table {table}: {found}"


def _faults_of_text(connection: Database, text_id: int, sha256: str, text: bytes) -> Iterator[str]:
    owners = ", ".join(str(row[0]) for row in connection.execute(_OWNERS, (text_id,)).fetchmany(3))
    if hashlib.sha256(text).hexdigest() != sha256:
        yield f"the text of {owners or 'no article'} is not the one that was stored"
    elif connection.execute(_OUTSIDE, (text_id, len(text.decode(errors="replace")))).fetchone()[0]:
        yield f"passages of {owners} reach beyond its text"
