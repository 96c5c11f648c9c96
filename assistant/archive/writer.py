"""The writer: puts articles into the catalog, one transaction at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from assistant.archive.admission.embargo import is_any_due
from assistant.archive.admission.intake import end_of_embargo, is_known, known_id, release_due, take_in, take_out
from assistant.archive.admission.recut import recut
from assistant.archive.article import Article, IncomingArticle, IncomingPassage, Outcome, Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.manifest import (
    PROBE_TEXTS,
    Model,
    advance_revision,
    probes_agree,
    read_manifest,
    read_probes,
    write_model,
    write_probes,
    write_splitter_version,
)
from assistant.archive.catalog.passage_rows import highest_passage_id
from assistant.archive.catalog.repeats import begin_run
from assistant.archive.catalog.rows import check_incoming
from assistant.archive.catalog.runs import IngestRun, read_runs, write_run
from assistant.archive.catalog.vectors import checked_vectors, stored_vector_ids, vector_key
from assistant.archive.copies.groups import group_unsketched
from assistant.archive.copies.likeness_rows import drop_outdated_sketches, texts_without_sketch
from assistant.archive.copies.sketch import can_sketch
from assistant.archive.index.embedding import Embed, new_inputs, vectors_for
from assistant.archive.index.fold import fold, is_fold_due, is_segment_gone
from assistant.archive.index.merging import Merging
from assistant.archive.index.stores import FolderStore, SegmentStore
from assistant.errors import ArticleNotFound, ModelError, ModelMismatch

if TYPE_CHECKING:
    from assistant.models import Embedded, EmbeddingIdentity

__all__ = ["Clock", "Embed", "Progress", "Writer"]

Clock = Callable[[], datetime]
"""The time it is now, aware."""

_UNSKETCHED_BATCH = 200
_RECALLED = 1000
"""Rows that are in memory at a time."""

Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


class Writer:
    """Holds the archive's writer lock while it exists; made by `Archive.writer`."""

    def __init__(
        self,
        path: Path,
        connection: Database,
        identity: "EmbeddingIdentity | None",
        probe: Embed | None,
        clock: Clock,
        merging: Merging | None = None,
        store: SegmentStore | None = None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._identity = identity
        self._probe = probe
        self._embed = probe
        self._clock = clock
        self._merging = merging
        self._store = store or FolderStore()
        self._lock = RLock()
        with translated(path):
            begin_run(connection)
        self._group_unsketched()
        self.release_due()

    @property
    def finds_near_copies(self) -> bool:
        """Whether near copies are looked for; without the library `rensa` only equal texts are grouped."""
        return can_sketch()

    def put(
        self, incoming: IncomingArticle, passages: Sequence[IncomingPassage], embed: Embed | None = None
    ) -> Outcome:
        """Store one article; when this returns, it is on the disk. See `put_many`."""
        return self.put_many([(incoming, passages)], embed)[0]

    def put_many(
        self, batch: Sequence[tuple[IncomingArticle, Sequence[IncomingPassage]]], embed: Embed | None = None
    ) -> list[Outcome]:
        """Store a batch in one transaction: all of it is on the disk when this returns, or nothing of it.

        `embed` is called once, with the inputs that have no vector yet; without it the passages are found by keyword
        only, until `rebuild`. Raises ValueError for an article that cannot be stored, and what `embed` raises.
        """
        for incoming, passages in batch:
            check_incoming(incoming, passages)
        with self._lock, translated(self._path), self._connection.transaction():
            highest = highest_passage_id(self._connection)
            moment = self._clock()
            waiting = [passages for incoming, passages in batch if end_of_embargo(self._connection, incoming, moment)]
            outcomes = [take_in(self._connection, incoming, passages, moment) for incoming, passages in batch]
            self._embed_above(highest, embed, [one.embedded_input for passages in waiting for one in passages])
            if any(outcome.kind != "unchanged" for outcome in outcomes):
                advance_revision(self._connection)
        return outcomes

    def cut_anew(self, batch: Sequence[tuple[Article, Sequence[IncomingPassage]]], embed: Embed | None = None) -> int:
        """Give stored articles other passages, in one transaction; says how many were still there to be cut.

        Earlier versions stay as they were cut. `embed` is called once, as by `put_many`.
        """
        with self._lock, translated(self._path), self._connection.transaction():
            highest = highest_passage_id(self._connection)
            count = sum(recut(self._connection, article, passages) for article, passages in batch)
            self._embed_above(highest, embed)
            advance_revision(self._connection)
        return count

    def note_all_cut(self, splitter_version: int) -> None:
        """Remember that every passage was cut by these rules."""
        with self._lock, translated(self._path), self._connection.transaction():
            write_splitter_version(self._connection, splitter_version, cuts_all=True)

    def is_unchanged(self, incoming: IncomingArticle) -> bool:
        """Whether `put` would find nothing new; cheap, so that ingest need not split the article.

        If so the article counts as put: what repeats it in this session with other metadata changes nothing.
        """
        with self._lock, translated(self._path):
            return is_known(self._connection, incoming, self._clock())

    def unchanged_id(self, incoming: IncomingArticle) -> str | None:
        """The article's id where `is_unchanged` holds."""
        with self._lock, translated(self._path):
            is_same = is_known(self._connection, incoming, self._clock())
            return known_id(self._connection, incoming) if is_same else None

    def release_due(self) -> int:
        """Admit the articles whose embargo has ended, with the vectors they were given; says how many."""
        with self._lock, translated(self._path):
            if not is_any_due(self._connection, self._clock()):
                return 0
            with self._connection.transaction():
                highest = highest_passage_id(self._connection)
                count = release_due(self._connection, self._clock())
                self._link_known_vectors(highest)
                self._embed_heirs(highest)
                advance_revision(self._connection)
            return count

    def remove(self, *article_ids: str) -> None:
        """Take articles out of every search, all or none; their versions stay readable by id. Raises ArticleNotFound.

        A copy that takes the lead is embedded with what `Archive.writer` was given, where its words are others.
        """
        with self._lock, translated(self._path), self._connection.transaction():
            if len(self._take_out(article_ids)) < len(article_ids):
                message = "The archive has no article with this id to remove. List the articles to find its id."
                raise ArticleNotFound(message)

    def take_out(self, article_ids: Sequence[str]) -> list[str]:
        """Remove articles as `remove` does, without those that are gone; gives the ones that were live or waited."""
        with self._lock, translated(self._path), self._connection.transaction():
            return self._take_out(article_ids)

    def recall(self, key: str) -> str | None:
        """What `remember` was given last for this key."""
        with self._lock, translated(self._path):
            row = self._connection.execute("SELECT value FROM remembered WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def holds(self, article_id: str) -> bool:
        """Whether the archive has this article, live."""
        with self._lock, translated(self._path):
            query = "SELECT 1 FROM articles WHERE article_id = ? AND is_live"
            return self._connection.execute(query, (article_id,)).fetchone() is not None

    def remember(self, key: str, value: str | None) -> None:
        """Keep a text for the next ingest, such as an ETag; None forgets it. On the disk when this returns."""
        self.remember_many({key: value})

    def remember_many(self, values: Mapping[str, str | None]) -> None:
        """The same for many, in one transaction."""
        gone = [(key,) for key, value in values.items() if value is None]
        kept = [(key, value) for key, value in values.items() if value is not None]
        with self._lock, translated(self._path), self._connection.transaction():
            self._connection.executemany("DELETE FROM remembered WHERE key = ?", gone)
            self._connection.upsert_many("remembered", ("key", "value"), kept, "key")

    def recall_each(self, prefix: str) -> Iterator[tuple[str, str]]:
        """All that is kept under keys that begin like this and go on, in their order; few at a time are in memory."""
        query = "SELECT key, value FROM remembered WHERE key > ? AND key < ? ORDER BY key LIMIT ?"
        after = prefix
        while True:
            with self._lock, translated(self._path):
                rows = self._connection.execute(query, (after, prefix + chr(0x10FFFF), _RECALLED)).fetchall()
            yield from rows
            if len(rows) < _RECALLED:
                return
            after = rows[-1][0]

    def note_run(self, run: IngestRun) -> None:
        """Keep what is known of an ingest until now. On the disk when this returns."""
        with self._lock, translated(self._path), self._connection.transaction():
            write_run(self._connection, run)

    def last_run_id(self) -> str:
        """Empty where none is kept; those that follow are greater."""
        with self._lock, translated(self._path):
            return max((run.run_id for run in read_runs(self._connection, 1)), default="")

    def fold(self, *, force: bool = False, progress: Progress | None = None) -> bool:
        """Bring what changed into new segments if that is due; says whether any was built.

        Forced, it is done however little that is, and no row that is no longer live stays in any segment.
        Where Chroma cannot be used the tail waits for the next writer, searched exactly. Raises IndexAway where it is
        a server that does not answer.
        """
        with self._lock, translated(self._path):
            if not force and not (self._store.is_usable() and self._is_fold_due()):
                return False
            return fold(self._path, self._connection, self._store, progress, merging=self._merging, sheds_dead=force)

    def _take_out(self, article_ids: Sequence[str]) -> list[str]:
        highest = highest_passage_id(self._connection)
        taken = [article_id for article_id in article_ids if take_out(self._connection, article_id)]
        if taken:
            self._embed_heirs(highest)
            advance_revision(self._connection)
        return taken

    def _is_fold_due(self) -> bool:
        return is_fold_due(self._connection) or is_segment_gone(self._path, self._connection, self._store)

    def _group_unsketched(self) -> None:
        """Look for near copies among the articles that came in before that was done, batch by batch."""
        with self._lock, translated(self._path):
            with self._connection.transaction():
                drop_outdated_sketches(self._connection)
            while rows := texts_without_sketch(self._connection, _UNSKETCHED_BATCH):
                with self._connection.transaction():
                    highest = highest_passage_id(self._connection)
                    group_unsketched(self._connection, rows)
                    self._embed_heirs(highest)
                    advance_revision(self._connection)

    def _embed_heirs(self, above: int) -> None:
        """Passages of copies that took a lead; where no model can run they are found by keyword, until `rebuild`."""
        with suppress(ModelError):
            self._embed_above(above, self._embed)

    def _embed_above(self, above: int, embed: Embed | None, waiting: Sequence[str] = ()) -> None:
        """Give each new passage its vector, and each input of an article under embargo, which has no passages yet."""
        inputs = new_inputs(self._connection, above) if embed is not None else []
        inputs += [(-number, text) for number, text in enumerate(waiting, start=1)]
        if not inputs or embed is None or self._identity is None:
            return
        model = read_manifest(self._connection).model or self._adopt(self._identity, embed)

        def embed_after_check(texts: Sequence[str]) -> "Vectors | Embedded":
            self._check_probes(model)
            return embed(texts)

        found = vectors_for(self._connection, model, inputs, embed_after_check)
        self._connection.executemany("UPDATE passages SET vector_id = ?2 WHERE passage_id = ?1", found)

    def _link_known_vectors(self, above: int) -> None:
        """Give each new passage the vector that the catalog already holds for its input."""
        model = read_manifest(self._connection).model
        if model is None:
            return
        keys = {number: vector_key(model.key, text) for number, text in new_inputs(self._connection, above)}
        known = stored_vector_ids(self._connection, keys.values())
        found = [(number, known[key]) for number, key in keys.items() if key in known]
        self._connection.executemany("UPDATE passages SET vector_id = ?2 WHERE passage_id = ?1", found)

    def _adopt(self, identity: "EmbeddingIdentity", embed: Embed) -> Model:
        """Make the model the archive's own; a remote one tells its dimension only by answering."""
        dimension = identity.dimension or checked_vectors(embed(PROBE_TEXTS[:1]), 1, None).shape[1]
        model = Model.of(identity, dimension)
        write_model(self._connection, model)
        return model

    def _check_probes(self, model: Model) -> None:
        """Before the first embedding of a session: does the model still give the vectors it gave?"""
        if self._probe is None:
            return
        fresh = checked_vectors(self._probe(PROBE_TEXTS), len(PROBE_TEXTS), model.dimension)
        stored = read_probes(self._connection)
        if stored is None:
            write_probes(self._connection, fresh)
        elif not probes_agree(stored, fresh):
            message = (
                f"The embedding model {model.name} gives other vectors than when the archive was made. "
                "Run `copydesk rebuild` to embed the articles again."
            )
            raise ModelMismatch(message)
        self._probe = None
