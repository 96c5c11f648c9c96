"""The archive: a folder that holds articles, their passages and the indexes over them."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from assistant.archive.admission.embargo import is_any_due
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import conversations_damaged, translated
from assistant.archive.catalog.manifest import Manifest, read_manifest, write_splitter_version
from assistant.archive.catalog.place import CATALOG, CatalogPlace, place_of
from assistant.archive.catalog.private import keep_private
from assistant.archive.index.chroma import IndexFault
from assistant.archive.index.chroma_address import ChromaAddress, ChromaClient, address_at, address_in
from assistant.archive.index.chroma_faults import Away
from assistant.archive.index.fold import delete_unused
from assistant.archive.index.holder import SegmentHolder
from assistant.archive.index.ledger import read_segments
from assistant.archive.index.merging import Merging
from assistant.archive.index.stores import store_of
from assistant.archive.index.tail import Tail, TailCache
from assistant.archive.readers import ReaderStore
from assistant.archive.snapshot import Snapshot
from assistant.archive.status import ArchiveStatus, lasting_notices, read_status
from assistant.archive.upkeep.backup import READERS
from assistant.archive.upkeep.forgetting import clean_files, is_cleaning_due
from assistant.archive.upkeep.leftovers import remove_leftovers
from assistant.archive.upkeep.loss import check_no_loss, lost_conversations
from assistant.archive.upkeep.operations import Forgotten, forget_articles
from assistant.archive.upkeep.rebuild import rebuild
from assistant.archive.upkeep.soundness import Soundness, check_soundness, is_damaged
from assistant.archive.writer import Clock, Embed, Progress, Writer
from assistant.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveFull,
    ArchiveMissing,
    IndexAway,
    InputError,
    ModelMismatch,
)
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models import Embedder, EmbeddingIdentity

__all__ = ["Archive"]


_GLANCE_SECONDS = 2.0
_LOG = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """A folder: `catalog.sqlite3`, `generations/`, `writer.lock`, `readers.sqlite3`, `workers/`, `backups/`.

    Opened once and shared by threads; made by `Archive.open`.
    """

    def __init__(
        self,
        catalog: CatalogPlace,
        identity: "EmbeddingIdentity | None",
        clock: Clock,
        merging: Merging | None = None,
        chroma: "ChromaAddress | ChromaClient | None" = None,
    ) -> None:
        self.path = path = catalog.folder
        self._chroma = chroma
        self._store = store_of(chroma)
        self._catalog = catalog
        self.identity = identity
        """The embedding model that questions and new passages are embedded with; None: keyword search alone."""
        self._clock = clock
        self._pool = catalog.readers()
        self._merging = merging or Merging()
        self._holder = SegmentHolder(
            path / "generations", self._store.server, may_be_remote=catalog.address is not None
        )
        self._tail = TailCache()
        self._readers: ReaderStore | None = None
        self._lock = Lock()
        self._is_closed = False

    @classmethod
    def open(
        cls,
        path: Path,
        identity: "EmbeddingIdentity | None",
        *,
        create: bool = False,
        clock: Clock = _now,
        merging: Merging | None = None,
        database: str | None = None,
        chroma: "str | ChromaAddress | ChromaClient | None" = None,
    ) -> Self:
        """Open the archive in a folder, or make one there.

        `database`: the address of a PostgreSQL database that holds the catalog and the conversations in the place of
        files in the folder, which keeps the index. `chroma`: a Chroma server, by its address or a client of it, that
        new parts of the index are built on; the folder keeps their vectors, for exact scores.

        A read-only folder opens for reading; another embedding model than the archive's turns dense search off, with a
        notice. `merging` says how the index grows. One of the schema before this is read as it is; the first writer
        leads it forward. Raises ArchiveMissing, ArchiveTooNew, ArchiveDamaged or, where one is to be made,
        ArchiveReadOnly.
        """
        path = path.expanduser().resolve()
        with translated(path):
            catalog = place_of(path, database)
            version = catalog.version()
            if version == 0:
                if database is None:
                    check_no_loss(path)
                if not create:
                    message = (
                        f"There is no archive at {path}. Make one with `copydesk ingest PATH`, or see invented sample "
                        "articles with `copydesk chat --samples`."
                    )
                    raise ArchiveMissing(message)
                path.mkdir(parents=True, exist_ok=True)
                keep_private(path)
                catalog.create()
                keep_private(path)
            elif version < catalog.oldest_read:
                catalog.migrate()
            path.mkdir(parents=True, exist_ok=True)  # of a catalog elsewhere, seen from here for the first time
        return cls(catalog, identity, clock, merging, address_at(chroma) if isinstance(chroma, str) else chroma)

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        identity: "EmbeddingIdentity | None",
        *,
        folder: Path | None = None,
        create: bool = False,
        chroma: "str | ChromaClient | None" = None,
    ) -> Self:
        """As `open`, with catalog and index where the settings say; `folder`, `chroma`: others than theirs."""
        return cls.open(
            folder or settings.archive,
            identity,
            create=create,
            database=settings.database_address,
            chroma=address_in(settings, chroma),
        )

    def reopened(self, identity: "EmbeddingIdentity | None") -> "Archive":
        """The same archive once more, with another embedding model or none; to be closed by itself."""
        return Archive(self._catalog, identity, self._clock, self._merging, self._chroma)

    @property
    def readers(self) -> ReaderStore:
        """What belongs to readers: in a file of its own, so that an ingest never blocks it, or in the database.

        Raises ArchiveTooNew or ArchiveDamaged where theirs is not to be read, though the articles are.
        """
        with self._lock:
            if self._readers is None:
                lost = lost_conversations(self.path) if self._catalog.address is None else None
                self._readers = ReaderStore(self.path / READERS, self._catalog.address)
                if lost is not None:
                    _LOG.warning("%s", lost)
            return self._readers

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One consistent reading: a read transaction and the segments it lists. Many at once, also in threads.

        Raises InputError where the archive is closed.
        """
        if self._is_closed:
            message = "This archive is closed. Open it again, or use it inside its `with` block."
            raise InputError(message)
        with ExitStack() as stack:
            for attempt in range(3):
                with translated(self.path):
                    connection = stack.enter_context(self._reading())
                    manifest, entries = read_manifest(connection), read_segments(connection)
                segments = stack.enter_context(self._holder.holding(entries))
                if segments.is_there() or attempt == 2:
                    break
                stack.pop_all().close()  # a writer switched and deleted one just now: begin anew
            has_dense = self._has_dense(manifest)
            read_tail = partial(self._read_tail, connection, manifest)
            notices = lasting_notices(connection, manifest, self.identity, self._clock())
            yield Snapshot(self.path, connection, manifest, segments, read_tail, notices, has_dense)

    @contextmanager
    def writer(
        self, probe: Embed | None = None, *, splitter_version: int | None = None, makes_room: bool = False
    ) -> Iterator[Writer]:
        """Write to the archive, alone; on leaving without an error the index is folded when that is due.

        `splitter_version` says by which rules the passages are cut; the manifest keeps the last one. `makes_room`:
        articles are only taken out, which works on a nearly full disk too; the index is folded when there is room.
        `probe` embeds a few fixed texts, to see that the model still gives the vectors it gave. Raises ArchiveBusy,
        ArchiveFull, ArchiveReadOnly or ModelMismatch.
        """
        with self._catalog.writing(makes_room=makes_room) as connection:
            manifest = read_manifest(connection)
            if self.identity is not None and manifest.model and manifest.model.model_key != self.identity.key():
                message = (
                    f"The archive was made with the embedding model {manifest.model.name}, not {self.identity.name}. "
                    "Use that one, or run `copydesk rebuild` to embed all articles again."
                )
                raise ModelMismatch(message)
            if splitter_version is not None and splitter_version != manifest.splitter_version:
                with translated(self.path), connection.transaction():
                    write_splitter_version(connection, splitter_version)
            self._tidy(connection)
            writer = Writer(self.path, connection, self.identity, probe, self._clock, self._merging, self._store)
            yield writer
            try:
                writer.fold()
            except ArchiveFull:
                if not makes_room:
                    raise
            except IndexAway as away:  # what was written is found without it; the next writer folds
                _LOG.warning("%s", away)
            self._tidy(connection)

    def prepare(self) -> None:
        """Check and load the index now, which takes about a second; else the first question has it done."""
        with (
            translated(self.path),
            self._pool.reading() as connection,
            self._holder.holding(read_segments(connection)) as segments,
        ):
            segments.load_index()

    def status(self, *, reads_all: bool = False) -> ArchiveStatus:
        """What the archive holds and how it is. Reads every byte of the index where that was changed since it was last
        found whole; with `reads_all` in any case."""
        with translated(self.path), self._reading() as connection:
            writer = self._catalog.current_writer()
            status = read_status(
                connection, self.path, self.identity, self._clock(), writer, self._store, reads_all=reads_all
            )
        return replace(status, notices=(*status.notices, *_damage_notices(self.path, self.database)))

    def check_soundness(self, progress: Progress | None = None) -> Soundness:
        """Whether catalog and conversations still are what was written to them. Reads every byte; `progress` counts
        texts."""
        with translated(self.path):
            found = check_soundness(self._pool.reading, progress)
        if is_damaged(self.path / READERS):
            found = replace(found, faults=(*found.faults, f"SQLite finds faults in the conversations, {READERS}"))
        return found

    def rebuild(self, embedder: "Embedder", progress: Progress | None = None) -> None:
        """Embed what has no vector of this model, and make both indexes anew; the old ones serve until all is done.

        What was embedded before a stop is not embedded again.
        """
        with self._catalog.writing() as connection:
            rebuild(self.path, connection, self._store, embedder, progress)
            self._tidy(connection)
        self.identity = embedder.identity

    def remove_articles(self, article_ids: Sequence[str], embed: Embed | None = None) -> list[str]:
        """Take articles out of every search, all or none; gives the archive's own ids. A nearly full disk does not hold
        it up, nor a model other than the archive's: a copy that takes a lead is then found by keyword.

        Raises ArticleNotFound, ArchiveBusy and ArchiveReadOnly.
        """
        with self.snapshot() as snapshot:
            ids = snapshot.article_ids(article_ids)
        try:
            with self.writer(embed, makes_room=True) as writer:
                writer.remove(*ids)
        except ModelMismatch:
            with self.reopened(None) as by_words, by_words.writer(makes_room=True) as writer:
                writer.remove(*ids)
        return ids

    def forget_articles(
        self,
        article_ids: Sequence[str],
        embedder: "Embedder | None" = None,
        *,
        words: Sequence[str] = (),
        patience: float = 10.0,
    ) -> Forgotten:
        """Leave no byte of these articles in any file of the archive: see the function of this name."""
        return forget_articles(
            self.path,
            article_ids,
            embedder,
            words=words,
            patience=patience,
            database=self.database,
            store=self._store,
        )

    def current_writer(self) -> str | None:
        """Who writes to the archive now, in words; None when nobody does."""
        return self._catalog.current_writer()

    def remove_collections(self) -> int:
        """Remove what killed builds left on the Chroma server; says how many. 0 while somebody writes, or where none is
        set."""
        if self._store.server is None:
            return 0
        with self._catalog.writing(patience=0) as connection:
            return self._tidy(connection)

    @property
    def index_place(self) -> str | None:
        """The Chroma server that the index is on, without its token; None where it is in the folder."""
        return self._store.place

    def is_index_away(self) -> bool:
        """Whether that server cannot be asked now; asks it, unless it did not answer just before."""
        if self._store.server is None:
            return False
        try:
            self._store.server.check()
        except Away:
            return True
        except IndexFault:
            return False
        return False

    @property
    def database(self) -> str | None:
        """The address of the PostgreSQL database that holds the catalog; None where the folder does."""
        return self._catalog.address

    def close(self) -> None:
        self._is_closed = True
        self._holder.close()
        self._pool.close()
        self._store.close()
        if self._readers is not None:
            self._readers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        """A read transaction that sees what an embargo kept back until now."""
        with ExitStack() as stack:
            connection = stack.enter_context(self._pool.reading())
            if is_any_due(connection, self._clock()):
                stack.pop_all().close()
                self._release_due()
                connection = stack.enter_context(self._pool.reading())
            yield connection

    def _release_due(self) -> None:
        """Make live what was under embargo until now. Where that cannot be done, it stays out of sight: no harm."""
        with suppress(ArchiveError), self._catalog.writing(patience=0) as connection:
            Writer(self.path, connection, self.identity, None, self._clock, store=self._store)

    def _has_dense(self, manifest: Manifest) -> bool:
        return (
            self.identity is not None and manifest.model is not None and manifest.model.model_key == self.identity.key()
        )

    def _read_tail(self, connection: Database, manifest: Manifest, above: int, upto: int | None = None) -> Tail:
        return self._tail.read(connection, manifest, above, upto)

    def _tidy(self, connection: Database) -> int:
        """Delete old segments, but for those that a reader still has open; says how many collections of a server."""
        with translated(self.path):
            self._holder.let_go(but={entry.name for entry in read_segments(connection)})
            count = delete_unused(self.path, connection, self._store)
            remove_leftovers(self.path)
            if is_cleaning_due(connection):
                with suppress(ArchiveBusy, ArchiveFull, IndexAway):  # somebody holds it up: the next writer tries again
                    clean_files(self.path, connection, self._store)
            return count


def _damage_notices(path: Path, database: str | None) -> list[str]:
    """What SQLite finds in a moment, for who looks at the archive; `doctor` reads everything."""
    notices = []
    if is_damaged(path / CATALOG, seconds=_GLANCE_SECONDS):
        notices.append("The catalog is damaged. Run `copydesk doctor`, which says what is, before anything else.")
    if is_damaged(path / READERS, seconds=_GLANCE_SECONDS):
        notices.append(conversations_damaged(path / READERS))
    lost = lost_conversations(path) if database is None else None
    return [*notices, lost] if lost else notices
