"""The whole way of an article into the archive, on one page.

::

    paths, addresses -> sources -> articles -> too long? -> known? -> passages -> vectors -> archive
                 each article has exactly one outcome: added | updated | unchanged | duplicate of X | skipped because Y

It streams: however much is ingested, one batch of articles is in memory, and of the others some hundred bytes each.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.archive import Archive, Writer
from assistant.archive.article import IncomingArticle, IncomingPassage, Outcome, OutcomeKind
from assistant.archive.catalog.page_starts import key_of_pages, written_pages
from assistant.errors import CopydeskError, ModelMissing
from assistant.models import Embedder, count_tokens, embed_of
from assistant.settings import Settings
from ingest.complete import completed
from ingest.events import ArticleDone, Finished, IndexProgress, IngestEvent, ReadingProgress
from ingest.holdings import Holdings, number_of
from ingest.known_folders import recognise_folders
from ingest.read_ahead import never, read_ahead
from ingest.record import Occasion, recorded
from ingest.report import Report
from ingest.samples_archive import check_apart
from ingest.source import FileSource, Memory, Source
from ingest.sources import Apart, Item, Note, ReadArticle, Reading, Remember, RowFields, Skip, SoFar, Unchanged
from ingest.sources.undated import NO_DATE
from ingest.split import SPLITTER_VERSION, split
from ingest.uninterrupted import uninterrupted

__all__ = ["ingest", "within_limit"]

BATCH_ARTICLES = 32
"""Articles that are embedded together and committed together."""
BATCH_CHARACTERS = 500_000
"""A batch ends here too, so that a few very long articles do not fill the memory."""
BATCH_SECONDS = 10.0
"""And here, at the next item: what comes slowly, such as pages of one host, is not kept waiting until 32 have come."""

_SAME_IDENTITY = (
    "It has the id or address of another article of this run and was taken for a newer version of it. If these are two "
    "articles, ingest each file with a --source name of its own."
)

_ONLY_EQUAL = (
    "Only articles with equal texts are taken as copies: the package rensa, which finds near copies, has no build for "
    "this computer. A later ingest on a computer that has it looks through these articles too."
)

Listener = Callable[[IngestEvent], None]


def ingest(
    paths: Sequence[Path],
    archive: Archive,
    embedder: Embedder | None,
    *,
    sources: Sequence[Source] = (),
    prepared: FileSource | None = None,
    field_map: Mapping[str, str] | None = None,
    source_name: str | None = None,
    sync: bool = False,
    dry_run: bool = False,
    settings: Settings,
    listener: Listener | None = None,
    occasion: Occasion | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> Report:
    """Bring what is at `paths` and in other sources into the archive. Running it again is always safe.

    Nothing is embedded twice.

    `field_map` says which field of a row holds what (`{"title": "hed"}`); `source_name` replaces the ingested folder's
    name in the identity of articles without a URL; without an embedder articles are found by keyword only.

    `sync` also removes what `paths` held before and hold no more; the report says why where they were not read whole.
    `dry_run` only marks the report: `archive` is then a `rehearsal` of the real one.
    `prepared` gives, in the place of the files, what was read at `paths` before: articles that are cut already.
    `occasion` says what a record of the run, which the archive keeps, is to call it; without one none is kept. Once
    `is_cancelled` is true, what was read is stored and the run ends, with a report that says so.

    Raises SourceError, before anything is written, for a path that does not exist; ArchiveError and ModelError when the
    archive or the model fails: what was committed stays, and the `Finished` event holds the report up to there. Ctrl-C
    ends the run with a report that says so.
    """
    files = [prepared or FileSource(paths)] if paths or not sources else []
    all_sources: list[Source] = [*files, *sources]
    check_apart(paths, archive.path, has_others=bool(sources))
    apart = Apart(settings.parse_seconds, settings.parse_memory_mb)
    reading = Reading(
        RowFields(field_map), settings.max_article_characters, source_name, settings.max_unpack_ratio, apart
    )
    is_passing = occasion is not None and occasion.folder is not None
    holdings = Holdings([] if is_passing else [root for source in files for root in source.roots], source_name)
    run = _Run(archive, embedder, listener or _ignore, holdings)
    run.report.is_dry_run = dry_run
    try:
        with (
            apart,
            archive.writer(embed_of(embedder) if embedder else None, splitter_version=SPLITTER_VERSION) as writer,
            recorded(writer, occasion, run.report),
        ):
            if not writer.finds_near_copies:
                run.report.note(Note("", _ONLY_EQUAL))
            holdings.begin(writer)
            for source in files if source_name is None else ():
                for folder in recognise_folders(source.roots, writer):
                    source.names[folder.root] = folder.name
                    for place in folder.moved_from:
                        holdings.adopt(folder.root, place)
                    if folder.note is not None:
                        run.report.note(folder.note)
            run.store_all(writer, read_ahead(_articles(all_sources, reading, writer), is_cancelled))
            run.report.is_interrupted = is_cancelled()
            if sync and not run.report.is_interrupted:
                run.remove_vanished(writer)
            writer.fold(progress=lambda done, total: run.tell(IndexProgress(done, total)))
    except KeyboardInterrupt:
        run.report.is_interrupted = True
    except CopydeskError:
        run.report.is_interrupted = True
        run.finish(reading)
        raise
    run.finish(reading)
    return run.report


def _articles(sources: Sequence[Source], reading: Reading, memory: Memory) -> Iterator[Item]:
    """Everything in the sources, read; an article with too long a text is a skip."""
    for source in sources:
        for item in source.items(reading, memory):
            read = within_limit(item, reading.max_characters)
            yield read
            if isinstance(read, ReadArticle) and read.pages:
                yield Remember(read.source, key_of_pages(read.article.text), written_pages(read.pages))


def within_limit(item: Item, most: int) -> Item:
    """The item; a skip in the place of an article with too long a text."""
    if isinstance(item, ReadArticle) and len(item.article.text) > most:
        limit = f"{most:,} (COPYDESK_MAX_ARTICLE_CHARACTERS)"
        return Skip(item.source, f"its text has {len(item.article.text):,} characters, more than {limit}")
    return item


def _ignore(_: IngestEvent) -> None:
    """For callers who only want the report."""


class _Run:
    """The state of one ingest: its report, and the articles it has met."""

    def __init__(self, archive: Archive, embedder: Embedder | None, listener: Listener, holdings: Holdings) -> None:
        self.report = Report()
        self.tell = listener
        self._archive = archive
        self._holdings = holdings
        self._embed = embed_of(embedder) if embedder else None
        self._started = time.monotonic()
        self._met: set[int] = set()
        self._to_remember: list[Remember] = []
        self._so_far: SoFar | None = None

    def store_all(self, writer: Writer, items: Iterable[Item]) -> None:
        batch: list[ReadArticle] = []
        size, begun = 0, time.monotonic()
        for item in map(completed, items):
            if isinstance(item, ReadArticle) and item.article.published_at is None:
                self.report.note(Note(item.source, item.undated or NO_DATE))
            if isinstance(item, Skip):
                self._skip(item)
            elif isinstance(item, Note):
                self.report.note(item)
            elif isinstance(item, Unchanged):
                self._count(item.source, "unchanged")
            elif isinstance(item, Remember):
                self._to_remember.append(item)
            elif isinstance(item, SoFar):
                self._so_far = item
                self._tell_progress(batch)
            elif (known_id := writer.unchanged_id(item.article)) is not None:
                self._holdings.note(known_id, item.source)
                self._count(item.source, "unchanged")
            else:
                batch.append(item)
                size += len(item.article.text)
            is_due = batch and time.monotonic() - begun > BATCH_SECONDS
            if is_due or len(batch) == BATCH_ARTICLES or size >= BATCH_CHARACTERS:
                self._store(writer, batch)
                batch, size, begun = [], 0, time.monotonic()
        self._store(writer, batch)

    def remove_vanished(self, writer: Writer) -> None:
        """Take out what the roots held before and hold no more; nothing where they were not read whole."""
        self.report.sync_refused = self._holdings.reason_not_to_sync(self.report.skipped)
        if self.report.sync_refused is not None:
            return
        vanished = self._holdings.vanished(self.report.skipped)
        elsewhere = self._holdings.held_elsewhere(vanished)
        for article_id in writer.take_out([one for one in vanished if one not in elsewhere]):
            self.report.removed += 1
            self.tell(ArticleDone(vanished[article_id], "removed", None, article_id))
        self._holdings.drop(vanished)

    def finish(self, reading: Reading) -> None:
        """Complete the report and send it out."""
        for complaint in reading.fields.complaints():
            self.report.note(Note("", complaint))
        with self._archive.snapshot() as snapshot:
            coverage = snapshot.coverage()
        self.report.total_articles, self.report.total_passages = coverage.article_count, coverage.passage_count
        self.report.seconds = time.monotonic() - self._started
        self.tell(Finished(self.report))

    def _store(self, writer: Writer, batch: Sequence[ReadArticle]) -> None:
        """Split, embed and commit; nothing of the batch is reported, or remembered, before all is on the disk."""
        cut = [
            (item.article, split(item.article, count_tokens) if item.passages is None else item.passages)
            for item in batch
        ]
        outcomes = self._put(writer, cut) if cut else []
        with uninterrupted():  # what is stored is told, all of it
            for item, outcome in zip(batch, outcomes, strict=True):
                self._count(item.source, outcome.kind, outcome)
        for kept in self._to_remember:
            writer.remember(kept.key, kept.value)
        self._to_remember.clear()
        self._holdings.keep()
        self._tell_progress()

    def _tell_progress(self, waiting: Sequence[ReadArticle] = ()) -> None:
        """How far the source is, once every article before has its outcome."""
        if self._so_far is not None and not waiting:
            self.tell(ReadingProgress(self._so_far.done, self._so_far.total))
            self._so_far = None

    def _put(self, writer: Writer, cut: Sequence[tuple[IncomingArticle, Sequence[IncomingPassage]]]) -> list[Outcome]:
        """Where no model can run, the articles go in all the same: keywords find them."""
        try:
            return writer.put_many(cut, self._embed)
        except ModelMissing as error:
            self.report.note(
                Note("", f"{error} Until then articles are found by keyword only; `copydesk rebuild` mends it.")
            )
            self._embed = None
            return writer.put_many(cut, None)

    def _count(self, source: str, kind: OutcomeKind, outcome: Outcome | None = None) -> None:
        report = self.report
        report.added += kind == "added"
        report.updated += kind == "updated"
        report.unchanged += kind == "unchanged"
        report.duplicates += kind == "duplicate"
        if outcome is None:
            self.tell(ArticleDone(source, kind))
            return
        report.passages += outcome.passage_count
        if outcome.note:
            report.note(Note(source, outcome.note))
        number = number_of(outcome.article_id)
        if kind == "updated" and number in self._met:
            report.note(Note(source, _SAME_IDENTITY))
        self._met.add(number)
        self._holdings.note(outcome.article_id, source)
        likeness = "a near copy of" if outcome.is_near_copy else "the same text as"
        reason = f"{likeness} article {outcome.duplicate_of}" if outcome.duplicate_of else None
        self.tell(ArticleDone(source, kind, reason, outcome.article_id))

    def _skip(self, skip: Skip) -> None:
        self.report.skipped.append(skip)
        self.tell(ArticleDone(skip.source, "skipped", skip.reason))
