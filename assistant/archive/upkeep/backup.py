"""Backups: the catalog and the readers' conversations as SQLite copies them, checked, in a folder or a zip file.

The index is not in it: it is built again from the catalog. A backup folder is itself an archive that can be asked.
"""

import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import archive_fault, translated
from assistant.archive.catalog.manifest import write_new_epoch
from assistant.archive.catalog.migrations import migrate, schema_version_of
from assistant.archive.catalog.private import make_private
from assistant.archive.index.ledger import drop_segments
from assistant.archive.index.seal import sync_tree
from assistant.archive.readers.schema import bring_up_to_date
from assistant.archive.upkeep.leftovers import copying
from assistant.archive.upkeep.soundness import damaged_tables, is_damaged, is_keyword_table
from assistant.errors import ArchiveDamaged, InputError

__all__ = ["CATALOG", "READERS", "Backup", "back_up_to", "put_back", "unpacked"]

CATALOG, READERS, _CARD = "catalog.sqlite3", "readers.sqlite3", "backup.json"
_MOST_BYTES = 1 << 40


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    path: Path
    article_count: int
    conversation_count: int
    byte_count: int


def back_up_to(target: Path, catalog: SqliteDatabase, readers: Path) -> Backup:
    """Write a backup to `target`: a zip file if it is called so, else a folder that does not exist or is empty.

    It appears under its name only when it is whole and checked. Raises InputError for a target that is taken.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = f"There is something at {target} already. Name a folder or .zip file that does not exist yet."
        raise InputError(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{token_hex(4)}.unfinished")
    with copying(readers.parent, unfinished), _naming_what_is_damaged(catalog, readers, target.parent):
        try:
            unfinished.mkdir(mode=0o700)
            _copy(catalog, unfinished / CATALOG)
            with closing(connect_writer(unfinished / CATALOG)) as copy, copy.transaction():
                drop_segments(copy)  # its index stays behind: all passages are compared until one is built
            if readers.exists():
                with closing(_reading(readers)) as source:
                    _copy(source, unfinished / READERS)
            articles, conversations = _checked(unfinished)
            card = {
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "articles": articles,
                "conversations": conversations,
            }
            (unfinished / _CARD).write_text(json.dumps(card), encoding="utf-8")
            make_private(unfinished)
            sync_tree(unfinished)
            _put_in_place(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    files = [target] if target.is_file() else [file for file in target.rglob("*") if file.is_file()]
    return Backup(target, articles, conversations, sum(file.stat().st_size for file in files))


def unpacked(source: Path, folder: Path) -> Path:
    """A checked copy of a backup in `folder`, led forward to this schema, of a new epoch.

    `source`: a backup's folder or zip file, or a catalog alone, as the archive's folder `backups` has them.
    Raises InputError for what is no backup and ArchiveDamaged for one that is broken.
    """
    with translated(source):
        _take_out(source, folder)
    if not (folder / CATALOG).is_file():
        message = f"There is no backup at {source}. Name a folder or .zip file that `copydesk backup` made."
        raise InputError(message)
    with translated(source):
        migrate(folder / CATALOG, folder / "before")
        with closing(connect_writer(folder / CATALOG)) as copy, copy.transaction():
            write_new_epoch(copy)
            drop_segments(copy)
        if (folder / READERS).is_file():
            with closing(connect_writer(folder / READERS)) as copy:
                bring_up_to_date(copy, None, None)
        _checked(folder)
    return folder


def put_back(folder: Path, archive: Path) -> Backup:
    """Put an unpacked backup in the place of what the archive holds, each database in one transaction.

    Readers that have it open go on with the old state to the end of their question and then see the new one.
    """
    articles, conversations = _checked(folder)
    for name in (CATALOG, READERS):
        if (folder / name).is_file():
            with closing(_reading(folder / name)) as source, closing(connect_writer(archive / name)) as target:
                source.copy_to(target)
    return Backup(archive, articles, conversations, (archive / CATALOG).stat().st_size)


@contextmanager
def _naming_what_is_damaged(catalog: SqliteDatabase, readers: Path, beside: Path) -> Iterator[None]:
    """A copy holds the pages of what was copied: which file is damaged is only seen where that is read itself."""
    try:
        yield
    except (ArchiveDamaged, sqlite3.DatabaseError) as error:
        if not isinstance(error, ArchiveDamaged) and not isinstance(
            archive_fault(error, readers.parent), ArchiveDamaged
        ):
            raise
        raise ArchiveDamaged(_what_is_damaged(catalog, readers, beside)) from error


def _what_is_damaged(catalog: SqliteDatabase, readers: Path, beside: Path) -> str:
    archive = readers.parent
    if damaged := damaged_tables(catalog):
        if all(is_keyword_table(table) for table in damaged):
            return (
                f"The keyword index of the archive at {archive} is damaged, so no backup was made. Run `copydesk "
                "rebuild` to make it anew, then back up again."
            )
        return (
            f"The catalog of the archive at {archive} is damaged, so no backup was made: it would be damaged too. "
            "Keep the backups you have; `copydesk doctor` says what is damaged, `copydesk restore` brings one back."
        )
    if is_damaged(readers):
        return (
            f"The conversations in {readers} are damaged, so no backup was made. Move that file out of the archive's "
            "folder to go on without them, then back up again."
        )
    return (
        f"The copy in {beside} came out damaged, though the archive itself is sound. The disk there may be failing: "
        "back up to another one."
    )


def _take_out(source: Path, folder: Path) -> None:
    if source.is_dir():
        for name in (CATALOG, READERS):
            if (source / name).is_file():
                with closing(_reading(source / name)) as opened:
                    _copy(opened, folder / name)
    elif zipfile.is_zipfile(source):
        _unzip(source, folder)
    elif source.is_file():
        with closing(_reading(source)) as opened:
            _copy(opened, folder / CATALOG)


def _copy(source: SqliteDatabase, file: Path) -> None:
    with closing(SqliteDatabase.open(file)) as target:
        source.copy_to(target)


def _reading(file: Path) -> SqliteDatabase:
    return SqliteDatabase.open_uri(file, "mode=ro")


def _checked(folder: Path) -> tuple[int, int]:
    """Articles and conversations of a backup, every page read. Raises ArchiveDamaged."""
    conversations = 0
    with closing(SqliteDatabase.open(folder / CATALOG)) as catalog:
        _check(catalog, "catalog")
        schema_version_of(catalog)
        articles = int(catalog.execute("SELECT count(*) FROM articles WHERE is_live").fetchone()[0])
    if (folder / READERS).is_file():
        with closing(SqliteDatabase.open(folder / READERS)) as readers:
            _check(readers, "conversations")
            conversations = int(readers.execute("SELECT count(*) FROM conversations").fetchone()[0])
    return articles, conversations


def _check(connection: Database, what: str) -> None:
    """SQLite 3.40 takes columns of a table without row numbers for one another and calls some of them NULL."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(1000)")]
    if any(line != "ok" and not line.startswith("NULL value in ") for line in found):
        message = f"The {what} in the backup is damaged. Use another backup; nothing was changed."
        raise ArchiveDamaged(message)


def _put_in_place(unfinished: Path, target: Path) -> None:
    if target.suffix.lower() != ".zip":
        if target.exists():
            target.rmdir()
        unfinished.rename(target)
        return
    packed = unfinished / "packed"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in (CATALOG, READERS, _CARD):
            if (unfinished / name).exists():
                file.write(unfinished / name, name)
    make_private(packed)
    packed.replace(target)


def _unzip(source: Path, folder: Path) -> None:
    """Only the two databases, by their names, and no more bytes than they say they have."""
    try:
        with zipfile.ZipFile(source) as file:
            for entry in file.infolist():
                if entry.filename in (CATALOG, READERS) and entry.file_size < _MOST_BYTES:
                    with file.open(entry) as packed, (folder / entry.filename).open("wb") as unpacked_file:
                        shutil.copyfileobj(packed, unpacked_file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        message = f"The backup at {source} is damaged. Use another backup; nothing was changed."
        raise ArchiveDamaged(message) from error
