"""Moving an archive between its folder and PostgreSQL: copied, compared by hashes, and only then an archive.

The source stays as it is and is read on; only its writer's lock is held. Run again after a stop it goes on where it
was: each batch is noted in the target with the batch. Where the source changed between two runs, what differs in the
target is deleted and copied anew. The index is copied file by file where it is whole, else the first writer makes it.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import read_manifest
from assistant.archive.catalog.place import CatalogPlace, place_of
from assistant.archive.catalog.postgres import PostgresDatabase
from assistant.archive.catalog.session import check_space
from assistant.archive.catalog.shapes import TableShape, catalog_shapes, shapes_of
from assistant.archive.index.health import check_health
from assistant.archive.index.ledger import drop_segments, read_segments
from assistant.archive.index.seal import CHECKED, sync_tree
from assistant.archive.readers.database import ReadersDatabase
from assistant.archive.readers.folder import FolderReaders
from assistant.archive.readers.postgres import PostgresReaders
from assistant.archive.readers.schema import TABLES, version_in_postgres
from assistant.archive.upkeep.backup import READERS
from assistant.archive.upkeep.copied_tables import MoveProgress, StageCounter, copy_tables
from assistant.archive.upkeep.tables import Digest, Notes
from assistant.archive.upkeep.targets import FolderTarget, PostgresTarget, Target
from assistant.archive.upkeep.words import index_words
from assistant.errors import ArchiveMissing, ArchiveReadOnly, InputError

__all__ = ["MoveProgress", "Moved", "move_archive"]

_NOT_MOVED = {"events", "workers"}
"""Of answers on their way and who works on them: they end where they were begun."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and what is to be set so that it serves."""

    folder: Path
    """The archive's folder from now on: COPYDESK_ARCHIVE."""
    name: str
    """Where the articles are, for a person and without a password."""
    is_database: bool
    """Whether that is PostgreSQL; its address is then COPYDESK_DATABASE."""
    tables: Mapping[str, Digest]
    """Rows and SHA-256 of each table, the same in both places."""
    article_count: int
    """Live ones."""
    conversation_count: int
    keeps_index: bool
    """False where the first writer makes the search index anew; until then every passage is compared."""
    is_behind: bool
    """Whether readers went on in the old place meanwhile: their last conversations are only there."""


def move_archive(
    path: Path,
    to: str,
    *,
    database: str | None = None,
    folder: Path | None = None,
    progress: MoveProgress | None = None,
) -> Moved:
    """Move the archive in the folder `path` (and in `database`, as `Archive.open` takes it) to the address of a
    PostgreSQL database, or to a folder.

    `folder`: where the index of an archive in PostgreSQL shall be; else beside `path`, with `-postgresql` behind its
    name. Raises InputError for a target that holds something else, ArchiveBusy where another program writes,
    ArchiveMissing, and ArchiveDamaged where both sides do not agree at the end.
    """
    path = path.expanduser().resolve()
    source = place_of(path, database)
    target = _target_of(path, to, database, folder)
    if source.version() == 0:
        message = f"There is no archive at {path} to move. Name it with --archive or COPYDESK_ARCHIVE."
        raise ArchiveMissing(message)
    with source.writing(makes_room=True) as catalog:
        epoch = read_manifest(catalog).epoch
        _check_room(path, target, catalog)
        with target.opened(epoch, _stamp_of_target), _readers_of(source, catalog) as opened:
            return _move(source, catalog, opened, target, progress or (lambda *_: None))


def _move(
    source: CatalogPlace, catalog: Database, opened: ReadersDatabase | None, target: Target, progress: MoveProgress
) -> Moved:
    tables = _copied_catalog(catalog, target.catalog, progress)
    conversations, stamp = 0, ""
    if opened is not None:
        with opened.reading() as readers:
            stamp, made = _stamp_of_readers(readers), target.readers()
            tables |= copy_tables(readers, made, _reader_shapes(), stamp, "conversations", progress)
            conversations = tables["conversations"].row_count
    target.make_indexes()
    _index(target.catalog, progress)
    keeps_index = _copied_index(source.folder, target.folder, catalog)
    if not keeps_index:
        with target.catalog.transaction():
            drop_segments(target.catalog)
    articles = int(target.catalog.execute("SELECT count(*) FROM articles WHERE is_live").fetchone()[0])
    numbers = [(shape, _highest_number(catalog, shape)) for shape in catalog_shapes()]
    is_behind = False
    if opened is not None:
        with opened.reading() as readers:
            numbers += [(shape, _highest_number(readers, shape)) for shape in _reader_shapes()]
            is_behind = _stamp_of_readers(readers) != stamp
    target.finish([(shape, number) for shape, number in numbers if len(shape.key) == 1], _stamp_of_target)
    return Moved(
        target.folder,
        target.name,
        isinstance(target, PostgresTarget),
        tables,
        articles,
        conversations,
        keeps_index,
        is_behind,
    )


def _target_of(path: Path, to: str, database: str | None, folder: Path | None) -> Target:
    is_database = to.startswith(("postgresql://", "postgres://"))
    if is_database and database is not None:
        message = "The archive is in PostgreSQL already. Between databases `pg_dump` and `pg_restore` move it."
        raise InputError(message)
    if not is_database and database is None:
        message = (
            "The archive is in a folder already. `copydesk backup` copies it to another one; to move it to "
            "PostgreSQL, name an address such as postgresql://user@host/name."
        )
        raise InputError(message)
    if not is_database:
        return FolderTarget(Path(to).expanduser().resolve())
    return PostgresTarget(to, (folder or path.with_name(f"{path.name}-postgresql")).expanduser().resolve())


@contextmanager
def _readers_of(source: CatalogPlace, catalog: Database) -> Iterator[ReadersDatabase | None]:
    """The conversations of the source; of an archive in PostgreSQL those in its folder, where none are in the database
    yet."""
    is_in_database = isinstance(catalog, PostgresDatabase) and version_in_postgres(catalog) > 0
    if not is_in_database and not (source.folder / READERS).exists():
        yield None
        return
    with ExitStack() as stack:
        opened: ReadersDatabase
        if is_in_database and source.address is not None:
            opened = stack.enter_context(closing(PostgresReaders(source.folder, source.address)))
        else:
            opened = stack.enter_context(closing(FolderReaders(source.folder / READERS)))
        if not opened.is_lasting:
            message = f"The conversations in {source.folder / READERS} cannot be read. Change that file's permissions."
            raise ArchiveReadOnly(message)
        yield opened


def _copied_catalog(source: Database, target: Database, progress: MoveProgress) -> dict[str, Digest]:
    """What was compared before, of the same state of the source, is not compared again."""
    notes, stamp = Notes(target), _stamp_of_catalog(source)
    if notes.read("compared:catalog") == stamp:
        digests = {shape.name: _read_digest(notes.read(f"digest:{shape.name}") or "0 ") for shape in catalog_shapes()}
        if all(digest.sha256 for digest in digests.values()):
            return digests
    digests = copy_tables(source, target, catalog_shapes(), stamp, "catalog", progress)
    with target.transaction():
        for name, digest in digests.items():
            notes.write(f"digest:{name}", f"{digest.row_count} {digest.sha256}")
        notes.write("compared:catalog", stamp)
    return digests


def _index(target: Database, progress: MoveProgress) -> None:
    total = int(target.execute("SELECT count(*) FROM articles WHERE is_live").fetchone()[0])
    index_words(target, StageCounter("indexing", total, progress).add)


def _copied_index(source: Path, target: Path, catalog: Database) -> bool:
    """Whether every segment was copied, and read again whole. Collections of a Chroma server stay with the archive that
    built them, which takes them away when it needs them no more."""
    if catalog.execute("SELECT 1 FROM segments WHERE collection IS NOT NULL LIMIT 1").fetchone() is not None:
        return False
    for entry in read_segments(catalog):
        folder = target / "generations" / entry.name
        if check_health(target / "generations", entry, reads_all=True) == "good":
            continue
        shutil.rmtree(folder, ignore_errors=True)
        try:
            shutil.copytree(
                source / "generations" / entry.name,
                folder,
                ignore=shutil.ignore_patterns(f"{CHECKED}*"),
                copy_function=shutil.copyfile,
            )
            sync_tree(folder)
        except (OSError, shutil.Error):
            return False
        if check_health(target / "generations", entry, reads_all=True) != "good":
            return False
    return True


def _check_room(path: Path, target: Target, catalog: Database) -> None:
    """Raise ArchiveFull where what is copied to this machine's disk would not fit on it."""
    wanted = sum(file.stat().st_size for file in (path / "generations").rglob("*") if file.is_file())
    if isinstance(target, FolderTarget):
        sizes = (
            "SELECT coalesce(sum(pg_table_size(c.oid)), 0) FROM pg_class c WHERE c.relkind = 'r' "
            "AND c.relnamespace = to_regnamespace(current_schema())"
        )
        wanted += int(catalog.execute(sizes).fetchone()[0])
    nearest = next(folder for folder in (target.folder, *target.folder.parents) if folder.is_dir())
    check_space(nearest, wanted)


def _reader_shapes() -> tuple[TableShape, ...]:
    return tuple(shape for shape in shapes_of(TABLES) if shape.name not in _NOT_MOVED)


def _highest_number(database: Database, shape: TableShape) -> int:
    """The highest that a table has given, whether its row is still there or not."""
    if not shape.is_numbered:
        return 0
    if isinstance(database, SqliteDatabase):
        row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (shape.name,)).fetchone()
        return int(row[0]) if row is not None else 0
    name = database.execute("SELECT pg_get_serial_sequence(?, ?)", (f'"{shape.name}"', shape.key[0])).fetchone()[0]
    row = database.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}").fetchone()  # noqa: S608  # the engine's own name
    return int(row[0])


def _stamp_of_catalog(database: Database) -> str:
    manifest = read_manifest(database)
    remembered = database.execute("SELECT count(*), coalesce(sum(length(value)), 0) FROM remembered").fetchone()
    return f"{manifest.epoch} {manifest.revision} {remembered[0]} {remembered[1]}"


def _stamp_of_readers(database: Database) -> str:
    if database.execute("SELECT 1 FROM conversations LIMIT 1").fetchone() is None:
        return ""
    parts = []
    for table, moment in (("conversations", "changed_at"), ("turns", "ended_at"), ("feedback", "given_at")):
        query = f"SELECT count(*), coalesce(max(number), 0), coalesce(max({moment}), '') FROM {table}"  # noqa: S608  # our own names
        parts += database.execute(query).fetchone()
    return " ".join(map(str, parts))


def _stamp_of_target(database: Database) -> str:
    """Of articles and, where they are in the same database, conversations."""
    has_readers = isinstance(database, PostgresDatabase) and version_in_postgres(database) > 0
    return f"{_stamp_of_catalog(database)} {_stamp_of_readers(database) if has_readers else ''}"


def _read_digest(noted: str) -> Digest:
    count, _, sha256 = noted.partition(" ")
    return Digest(int(count), sha256)
