"""The tables of the readers' store, its schema number, and how an older one is led forward.

Schema 1 had no number: rows by role (`user`, `assistant`) in the order in which they came, as 3c5f9a0 wrote them.
"""

from pathlib import Path

from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.dialect import schema_for_postgres
from assistant.archive.catalog.migrations import back_up
from assistant.archive.catalog.postgres import PostgresDatabase, translated_fault
from assistant.archive.readers.earlier import copy_turns
from assistant.errors import ArchiveDamaged, ArchiveTooNew

__all__ = [
    "APPLICATION_ID",
    "READERS_SCHEMA_VERSION",
    "TABLES",
    "backups_of_readers",
    "bring_up_to_date",
    "make_in_postgres",
    "version_in_postgres",
    "version_of",
]

APPLICATION_ID = 0x43445244
"""Of the file's header: says whose it is."""
READERS_SCHEMA_VERSION = 2
_LABEL = "readers-before-schema"
_BACKUPS_KEPT = 3

TABLES = (
    """CREATE TABLE conversations (
      number INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
      title TEXT, searched TEXT NOT NULL DEFAULT '', is_pinned INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL, changed_at TEXT NOT NULL
    )""",
    "CREATE INDEX conversations_of_owner ON conversations(owner, is_pinned DESC, changed_at DESC, number DESC)",
    """CREATE TABLE turns (
      number INTEGER PRIMARY KEY AUTOINCREMENT, turn_id TEXT NOT NULL UNIQUE,
      conversation_number INTEGER NOT NULL REFERENCES conversations(number) ON DELETE CASCADE,
      state TEXT NOT NULL, worker_id TEXT, retry_of TEXT, writer TEXT, asked_at TEXT NOT NULL, ended_at TEXT,
      reason TEXT, filters_json TEXT, question TEXT NOT NULL, text TEXT NOT NULL DEFAULT '',
      searched TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX turns_of_conversation ON turns(conversation_number)",
    "CREATE INDEX open_turns ON turns(worker_id) WHERE state IN ('queued', 'running')",
    # beside the turns, so that looking through thousands of turns does not read their answers
    """CREATE TABLE answers (
      turn_number INTEGER PRIMARY KEY REFERENCES turns(number) ON DELETE CASCADE, answer_json TEXT NOT NULL
    )""",
    """CREATE TABLE events (
      turn_number INTEGER NOT NULL REFERENCES turns(number) ON DELETE CASCADE, seq INTEGER NOT NULL,
      event_json TEXT NOT NULL, PRIMARY KEY (turn_number, seq)
    ) WITHOUT ROWID""",
    """CREATE TABLE feedback (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      turn_number INTEGER NOT NULL REFERENCES turns(number) ON DELETE CASCADE,
      owner TEXT NOT NULL, kind TEXT NOT NULL, statement INTEGER, citation INTEGER, words TEXT NOT NULL,
      given_at TEXT NOT NULL
    )""",
    "CREATE INDEX feedback_of_turn ON feedback(turn_number)",
    "CREATE TABLE workers (worker_id TEXT PRIMARY KEY, begun_at TEXT NOT NULL) WITHOUT ROWID",
)


def version_of(connection: Database) -> int:
    """The schema of the readers' store; 0 for a file without any table.

    Raises ArchiveDamaged for another program's database and ArchiveTooNew for a schema of a later Copydesk.
    """
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names:
        return 0
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if (application, version) == (0, 0) and {"conversations", "turns"} <= names:
        return 1
    if application != APPLICATION_ID or version < 2:
        message = "The file readers.sqlite3 is not one of Copydesk's. Move it out of the archive's folder."
        raise ArchiveDamaged(message)
    if version > READERS_SCHEMA_VERSION:
        message = (
            f"The conversations were kept by a newer Copydesk (schema {version}; this one knows "
            f"{READERS_SCHEMA_VERSION}). Update Copydesk, or move the file readers.sqlite3 out of the archive's folder "
            "to begin without them."
        )
        raise ArchiveTooNew(message)
    return version


def bring_up_to_date(connection: Database, file: Path | None, backups: Path | None) -> None:
    """Make the tables, or lead an older schema forward after a backup; one process does it, the others wait.

    `file` is the same database and `backups` the folder for the copy; None for one in memory.
    """
    if version_of(connection) == READERS_SCHEMA_VERSION:
        return
    with connection.transaction():
        version = version_of(connection)  # another process may have been quicker
        if version == READERS_SCHEMA_VERSION:
            return
        if version == 1 and file is not None and backups is not None:
            _keep_copy(file, backups)
        if version == 1:
            _to_schema_2(connection)
        else:
            _make_tables(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {READERS_SCHEMA_VERSION}")


def version_in_postgres(database: PostgresDatabase) -> int:
    """The schema of the readers' store in a database; 0 before its tables are made. Raises ArchiveTooNew."""
    if database.execute("SELECT to_regclass('copydesk_readers')").fetchone()[0] is None:
        return 0
    version = int(database.execute("SELECT version FROM copydesk_readers").fetchone()[0])
    if version > READERS_SCHEMA_VERSION:
        message = (
            f"The conversations in the database {database.name} were kept by a newer Copydesk (schema {version}; this "
            f"one knows {READERS_SCHEMA_VERSION}). Update Copydesk."
        )
        raise ArchiveTooNew(message)
    return version


def make_in_postgres(database: PostgresDatabase) -> None:
    """Make the tables, where they are not there: one program does it, the others wait."""
    if version_in_postgres(database):
        return
    with database.transaction_alone(database.lock_number("readers")):
        if version_in_postgres(database):
            return
        with translated_fault(database.name):
            for statement in schema_for_postgres(TABLES).statements:
                database.connection.execute(statement)
        database.execute("CREATE TABLE copydesk_readers (version INTEGER NOT NULL)")
        database.execute("INSERT INTO copydesk_readers VALUES (?)", (READERS_SCHEMA_VERSION,))


def backups_of_readers(backups: Path) -> list[Path]:
    """The copies made before a schema was led forward, the oldest first."""
    return sorted(backups.glob(f"*-{_LABEL}-*.sqlite3"))


def _keep_copy(file: Path, backups: Path) -> None:
    """Read through a connection of its own: what is committed, whatever the caller's transaction has begun."""
    source = SqliteDatabase.open_uri(file, "mode=ro")
    try:
        made = back_up(source, backups, f"{_LABEL}-{READERS_SCHEMA_VERSION}")
    finally:
        source.close()
    others = [one for one in backups_of_readers(backups) if one != made]  # its name may be the oldest: of a wrong clock
    for old in others[: max(0, len(others) - _BACKUPS_KEPT + 1)]:
        old.unlink(missing_ok=True)


def _make_tables(connection: Database) -> None:
    for statement in TABLES:
        connection.execute(statement)


def _to_schema_2(connection: Database) -> None:
    connection.execute("DROP INDEX IF EXISTS turns_of_conversation")
    for name in ("turns", "conversations"):
        connection.execute(f"ALTER TABLE {name} RENAME TO earlier_{name}")
    _make_tables(connection)
    copy_turns(connection)
    for name in ("turns", "conversations"):
        connection.execute(f"DROP TABLE earlier_{name}")
