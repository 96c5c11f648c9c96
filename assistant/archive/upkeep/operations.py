"""What is done to an archive as a whole: forgetting articles, backing up, restoring. Each holds the writer's lock."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from assistant.archive.catalog.connection import SqliteDatabase, connect_reader, connect_writer
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.manifest import read_manifest
from assistant.archive.catalog.migrations import create_catalog, schema_version_of
from assistant.archive.catalog.place import place_of
from assistant.archive.catalog.postgres import PostgresDatabase, name_of
from assistant.archive.catalog.session import check_space, writing
from assistant.archive.index.chroma_address import address_in
from assistant.archive.index.fold import FoldProgress, delete_collections, delete_unused, fold
from assistant.archive.index.stores import FolderStore, SegmentStore, store_of
from assistant.archive.readers import ReaderStore, Sought, Taken
from assistant.archive.readers.schema import version_in_postgres
from assistant.archive.upkeep.backup import CATALOG, READERS, Backup, back_up_to, put_back, unpacked
from assistant.archive.upkeep.forgetting import (
    Traces,
    backups_with,
    clean_conversations,
    clean_files,
    forget_in_backups,
    forget_rows,
    is_cleaning_due,
    traces_of,
)
from assistant.archive.upkeep.leftovers import RESTORING, copying, remove_leftovers
from assistant.archive.upkeep.loss import check_no_loss
from assistant.errors import ArchiveDamaged, ArchiveError, ArchiveReadOnly, ArticleNotFound, IndexAway
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models import Embedder

__all__ = ["Forgotten", "ToForget", "back_up", "forget_articles", "rehearsal", "restore", "would_forget"]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting some articles did."""

    article_ids: tuple[str, ...]
    turn_count: int
    """Turns of conversations that cited or quoted them, or named what was to be forgotten; their text is gone, the
    conversations stay."""
    backup_count: int
    """Backups in the archive's own folder that held them and were deleted."""
    copy_count: int
    """Articles of other publishers with the same text: they stay."""


@dataclass(frozen=True, slots=True)
class ToForget:
    """What forgetting would do, found without doing it."""

    article_ids: tuple[str, ...]
    taken: Taken
    """Of conversations, their titles and what readers said of answers."""
    backup_count: int
    copy_count: int


def forget_articles(
    path: Path,
    article_ids: Sequence[str],
    embedder: "Embedder | None" = None,
    *,
    words: Sequence[str] = (),
    patience: float = 10.0,
    database: str | None = None,
    store: SegmentStore | None = None,
) -> Forgotten:
    """Leave no byte of these articles in any file of the archive. Safe to run again after a stop.

    `words`: names, each of one word or some; saved questions, answers, titles and feedback that hold one of them as
    whole words, whatever their case and accents, lose their text too. Without any article they alone do.
    `database`: as `Archive.open` takes it. Of PostgreSQL the tables' files are meant, not its logs, copies and dumps.
    `store`: where the index is, if not in the folder. Of a Chroma server the collections are meant, not what its files
    keep of deleted ones until it vacuums them.

    `embedder` serves for near copies that are found in their place; without it those are found by their words alone.
    `patience`: seconds that a program which still reads the old state is waited for.

    Raises ArticleNotFound, before anything is done, where one is unknown and nothing is left to clean up; InputError
    for words that name nothing; ArchiveBusy where another program's reading keeps old bytes alive.
    """
    Sought.of((), (), words)
    with translated(path), place_of(path, database).writing(makes_room=True) as connection:
        remove_leftovers(path)  # an unfinished copy may hold them
        traces = _traces(connection, article_ids)
        sought = _sought(article_ids, traces, words)
        with _forgetting_in_readers(path, _readers_of(path, connection, database), sought) as turn_count:
            backups = forget_in_backups(path, article_ids, sought)  # opening an older readers' store made one
            for one in traces:
                forget_rows(connection, one.article_id, embedder)
        if article_ids:
            connection.wait_for_others(patience)
            clean_files(path, connection, store or FolderStore())
        else:
            clean_conversations(path)
    return Forgotten(tuple(article_ids), turn_count(), backups, sum(one.copy_count for one in traces))


def would_forget(
    path: Path, article_ids: Sequence[str], *, words: Sequence[str] = (), database: str | None = None
) -> ToForget:
    """What `forget_articles` would do now. Raises what that raises before anything is done."""
    Sought.of((), (), words)
    with translated(path):
        readers = place_of(path, database).readers()
        try:
            with readers.reading() as connection:
                traces = _traces(connection, article_ids)
                addresses = _readers_of(path, connection, database)
        finally:
            readers.close()
        sought = _sought(article_ids, traces, words)
        taken = Taken()
        for address in addresses:
            with closing(ReaderStore(path / READERS, address)) as store:
                taken = taken + store.would_forget(sought)
        backups = backups_with(path, article_ids, sought)
    return ToForget(tuple(article_ids), taken, len(backups), sum(one.copy_count for one in traces))


def back_up(path: Path, target: Path) -> Backup:
    """Copy catalog and conversations to `target`, whole and checked, while others read and write on."""
    check_space(target.parent if target.parent.exists() else path, 3 * (path / CATALOG).stat().st_size)
    with translated(target.parent):
        reader = connect_reader(path / CATALOG)
        try:
            return back_up_to(target, reader.connection, path / READERS)
        finally:
            reader.close()


@contextmanager
def rehearsal(path: Path) -> Iterator[Path]:
    """A passing copy of the catalog, to try out there what writing would do; the archive itself is only read."""
    with TemporaryDirectory(prefix="copydesk-") as folder, copying(path, Path(folder)):
        copy = Path(folder) / "archive"
        copy.mkdir()
        if (path / CATALOG).exists():
            check_space(copy, 2 * (path / CATALOG).stat().st_size)
            with translated(path):
                reader = connect_reader(path / CATALOG)
                try:
                    with closing(SqliteDatabase.open(copy / CATALOG)) as target:
                        reader.connection.copy_to(target)
                finally:
                    reader.close()
        yield copy


def restore(
    path: Path,
    source: Path,
    *,
    replace: bool = False,
    progress: FoldProgress | None = None,
    settings: Settings | None = None,
) -> Backup:
    """Put a backup in the place of the archive at `path`, which is made if need be, and build its index: on the Chroma
    server of `settings`, where they name one. While that does not answer, passages are compared instead.

    Nothing is changed before the backup is unpacked and checked. Raises ArchiveError where the archive holds articles
    and `replace` was not said.
    """
    path.mkdir(parents=True, exist_ok=True)
    with writing(path):
        count = _count_articles(path)
        if count != 0 and not replace:
            what = "cannot be read" if count is None else f"holds {count:,} articles"
            message = (
                f"The archive at {path} {what}. Restore into another folder (--archive DIR), or say --force to replace "
                "what is there."
            )
            raise ArchiveError(message)
        with translated(path):
            folder = Path(mkdtemp(prefix=RESTORING, dir=path))
        store = store_of(None if settings is None else address_in(settings))
        before = _epoch_of(path) if count else None
        try:
            unpacked(source, folder)
            if count is None:
                _set_aside(path)
            create_catalog(path / CATALOG)
            with translated(path):
                restored = put_back(folder, path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        with _catalog_of(path) as connection, closing(store), suppress(IndexAway):
            fold(path, connection, store, progress)
            delete_unused(path, connection, store)
            if before is not None:
                delete_collections(connection, store, before)
    return restored


def _traces(connection: Database, article_ids: Sequence[str]) -> list[Traces]:
    """Of those that are still there; the others were forgotten in a run that was stopped."""
    traces = []
    for article_id in article_ids:
        try:
            traces.append(traces_of(connection, article_id))
        except ArticleNotFound:
            if not is_cleaning_due(connection):
                raise
    return traces


def _sought(article_ids: Sequence[str], traces: Sequence[Traces], words: Sequence[str]) -> Sought:
    return Sought.of(article_ids, [phrase for one in traces for phrase in one.phrases], words)


@contextmanager
def _forgetting_in_readers(path: Path, addresses: Sequence[str | None], sought: Sought) -> Iterator[Callable[[], int]]:
    with ExitStack() as stack:
        counts = []
        for address in addresses:
            readers = stack.enter_context(closing(ReaderStore(path / READERS, address)))
            if not readers.is_lasting:
                where = f"in {path / READERS}" if address is None else f"in the database {name_of(address)}"
                what = "that file's permissions" if address is None else "the rights of the database's user"
                message = (
                    f"The conversations {where} cannot be written to, so nothing was forgotten. Change {what} and run "
                    "the command again."
                )
                raise ArchiveReadOnly(message)
            counts.append(stack.enter_context(readers.forgetting(sought)))
        yield lambda: sum(count() for count in counts)


def _readers_of(path: Path, connection: Database, address: str | None) -> list[str | None]:
    """Where there are conversations: None for the folder's file, which may be there from before, and the address."""
    found: list[str | None] = [None] if (path / READERS).exists() else []
    if isinstance(connection, PostgresDatabase) and version_in_postgres(connection):
        found.append(address)
    return found


def _count_articles(path: Path) -> int | None:
    """Live articles; None where the catalog cannot be read, or is gone from beside what belongs to it."""
    catalog = path / CATALOG
    if not catalog.exists() or catalog.stat().st_size == 0:
        try:
            check_no_loss(path)
        except ArchiveDamaged:
            return None
        return 0
    try:
        with translated(path), _catalog_of(path) as connection:
            if schema_version_of(connection) == 0:
                return 0
            return int(connection.execute("SELECT count(*) FROM articles WHERE is_live").fetchone()[0])
    except ArchiveDamaged:
        return None


def _epoch_of(path: Path) -> str:
    with _catalog_of(path) as connection:
        return read_manifest(connection).epoch


def _set_aside(path: Path) -> None:
    """Keep a catalog that cannot be read, under another name: somebody may still mend it."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        file = path / (CATALOG + suffix)
        if file.exists():
            file.rename(path / f"damaged-{stamp}-{CATALOG}{suffix}")


@contextmanager
def _catalog_of(path: Path) -> Iterator[Database]:
    with translated(path), closing(connect_writer(path / CATALOG)) as connection:
        yield connection
