"""The whole flow on one page.

question + turns -> standalone question -> candidates -> evidence -> outcome -> writer -> checked statements -> answer
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.answer import Answer, Answered, Event, Found, RankedPassage, Searching, SourceChange, Turn, WriterChoice
from assistant.answering import (
    Asking,
    CheckedAnswer,
    EntailmentJudge,
    Evidence,
    ExtractiveWriter,
    Meaning,
    Writer,
    build_writer,
    catalog_events,
    compose_answer,
    courtesy_events,
    join_parts,
    look_for,
    review_sources,
    say_notices,
    say_open,
    write_answer,
)
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Archive, Article, Coverage, Filters, Snapshot
from assistant.conversation import StandaloneQuestion, read_parts, read_turns, settle
from assistant.errors import QuestionError
from assistant.models import Embedder, Entailment, LocalEmbeddings, Pace, Reader, TokenEmbedder, build_embedder
from assistant.question import correct_spelling, read_courtesy
from assistant.reading import CandidateReader
from assistant.retrieval import (
    LateInteraction,
    NamedFilters,
    QuestionReader,
    ReadFilters,
    Retriever,
    rank_passages,
    read_question,
    retrieve_narrowed,
)
from assistant.rewriting import Rewriter, build_rewriter
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.retrieval import PassageRetriever
    from assistant.runnable import AssistantRunnable

__all__ = ["Assistant"]

SHOWN_PASSAGES = 10

INCOMPLETE = "This answer is incomplete: the model did not finish it."

History = Sequence[Turn | Mapping[str, Any]]


class Assistant:
    """Answers questions about one archive. Safe to share between threads; it keeps nothing about any reader."""

    def __init__(
        self,
        archive: Archive,
        retriever: Retriever,
        writer: Writer,
        settings: Settings,
        meaning: Meaning | None = None,
        rewriter: Rewriter | None = None,
        sentences: CandidateReader | None = None,
    ) -> None:
        """Without `meaning` statements are compared with what they cite by their words alone; without `rewriter`
        follow-ups are read by rules; without `sentences` these are chosen by their words."""
        self.archive = archive
        self.settings = settings
        self._retriever = retriever
        self._writer = writer
        self._meaning = meaning
        self._extractive = ExtractiveWriter()
        self._rewriter = rewriter or Rewriter()
        self._sentences = sentences or CandidateReader()
        self._reader = QuestionReader(settings.today)

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> Self:
        """Open the archive the settings name. Raises SettingsError, and ArchiveMissing where there is none."""
        settings = settings or Settings.load()
        embedder = build_embedder(settings)
        pace = Pace(settings.model_calls_per_minute)  # one for all calls, whatever they are for
        writer, rewriter = build_writer(settings, pace), build_rewriter(settings, pace)
        archive = Archive.open(settings.archive, embedder.identity)
        tokens = _reranking(embedder, settings)
        retriever, sentences = Retriever(embedder, LateInteraction(tokens)), CandidateReader(Reader(settings.threads))
        return cls(
            archive,
            retriever,
            writer,
            settings,
            EntailmentJudge(tokens, Entailment(settings.threads)),
            rewriter,
            sentences,
        )

    @property
    def writer_name(self) -> str:
        return self._writer.name

    @property
    def writers(self) -> tuple[WriterChoice, ...]:
        """What `ask` and `stream` take as `writer`, the default first."""
        return ("model", "extractive") if self.has_model else ("extractive",)

    @property
    def has_model(self) -> bool:
        return self._writer.recipient is not None

    @property
    def passages_go_to(self) -> str | None:
        """The host that receives passages to write from; None where nobody does."""
        return self._writer.recipient

    def ask(
        self,
        question: str,
        history: History = (),
        filters: Filters | None = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
    ) -> Answer:
        """The whole answer at once: what the last event of `stream` carries."""
        for event in self.stream(question, history, filters, writer, read_filters=read_filters):
            if isinstance(event, Answered):
                return event.answer
        raise AssertionError("a stream ends in Answered or in an exception")  # noqa: EM101  # cannot happen

    def stream(
        self,
        question: str,
        history: History = (),
        filters: Filters | None = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
    ) -> Iterator[Event]:
        """Searching, Found, then each checked statement, and at last Answered; Writing while nothing else can be said,
        also before Searching, while a model reads a follow-up.

        What the question says about time, outlet, author and kind narrows it, where `filters` say nothing of their own;
        without `read_filters` only `filters` do. `Answer.filters` are those that were used.
        Raises QuestionError for a question that cannot be asked, ArchiveError and ModelError for what failed: where
        a model fails in the middle of its answer, what was given out stays true, and the error's `partial` holds it.
        """
        watch, chosen, ends_at = Stopwatch(), self._chosen(writer), monotonic() + self.settings.model_deadline
        asked = read_question(question, self.settings.max_question_characters)
        if courtesy := read_courtesy(asked):
            with self.archive.snapshot() as snapshot:
                yield from courtesy_events(courtesy, Asking(asked, asked, Filters(), snapshot, watch))
            return
        rewritten = yield from self._reading(chosen).stream(asked, read_turns(history), ends_at)
        with self.archive.snapshot() as snapshot:
            spelling = correct_spelling(rewritten.question.text, snapshot)
            standalone = self._settle(snapshot, rewritten.question.spelled(spelling), filters)
            text = standalone.text
            read = self._reader.read(snapshot, text, filters, standalone.earlier, rewritten.named, wanted=read_filters)
            read = replace(read, notices=(*spelling.notices, *read.notices))
            yield Searching(text, read.filters)
            watch.lap("prepare")
            asking = Asking(asked, asked, read.filters, snapshot, watch)
            if catalogued := self._look_up(asking, read, standalone.earlier, chosen):
                yield from catalogued
                return
            asked_parts = self._read_parts(snapshot, standalone, read, filters, rewritten.named, wanted=read_filters)
            parts = [look_for(*one, snapshot, self._retriever, self._sentences, watch) for one in asked_parts]
            whole = join_parts(text, parts)
            yield Found(passages := rank_passages(whole.ranking.candidates[:SHOWN_PASSAGES], snapshot))
            checked = self._begin(whole.evidence, snapshot)
            failure = yield from write_answer(checked, chosen, self._extractive, whole, parts, ends_at)
            watch.lap("write")
            answer = compose_answer(
                Asking(asked, text, whole.filters, snapshot, watch),
                checked.decision,
                chosen.name,
                checked.statements,
                checked.citations,
                (
                    *([INCOMPLETE] if failure else []),
                    *say_open(parts),
                    *say_notices(rewritten, read, whole.ranking, snapshot, whole.filters, checked),
                ),
                candidates=whole.ranking.candidates,
                passages=passages,
                tokens={**rewritten.tokens, **checked.tokens},
            )
            if failure is not None:
                raise failure.keeping(answer)
            yield Answered(answer)

    def _chosen(self, writer: WriterChoice | None) -> Writer:
        if writer == "extractive":
            return self._extractive
        if writer not in (None, *self.writers):
            message = (
                "There is no model to write with: set COPYDESK_MODEL, or ask the extractive writer."
                if writer == "model"
                else "The writer is `model` or `extractive`."
            )
            raise QuestionError(message)
        return self._writer

    def _reading(self, chosen: Writer) -> Rewriter:
        """Who asks for quotes asks no model at all."""
        return Rewriter() if chosen is self._extractive else self._rewriter

    def _read_parts(
        self,
        snapshot: Snapshot,
        standalone: StandaloneQuestion,
        read: ReadFilters,
        given: Filters | None,
        named: NamedFilters | None,
        *,
        wanted: bool,
    ) -> Iterator[tuple[StandaloneQuestion, ReadFilters]]:
        """Each of the things that are asked, and what narrows it."""
        first, *others = read_parts(standalone)
        if not others:
            yield first, read
            return
        for part in (first, *others):
            one = self._settle(snapshot, part, given)
            yield one, self._reader.read(snapshot, one.text, given, one.earlier, named, wanted=wanted)

    def _settle(self, snapshot: Snapshot, standalone: StandaloneQuestion, given: Filters | None) -> StandaloneQuestion:
        return settle(standalone, lambda text, carried: self._retriever.find(snapshot, text, given, carried))

    def _look_up(self, asking: Asking, read: ReadFilters, earlier: str, chosen: Writer) -> list[Event]:
        """What the catalog answers; a model writes of a subject what the catalog could only list."""
        find = partial(self._retriever.find, asking.snapshot)
        return catalog_events(asking, read, find, earlier, is_exact_only=chosen.recipient is not None)

    def _begin(self, evidence: Evidence, snapshot: Snapshot) -> CheckedAnswer:
        drops = self.settings.unsupported == "drop"
        return CheckedAnswer(evidence, self._meaning, drops_unsupported=drops, snapshot=snapshot)

    def search(
        self, question: str, k: int = 10, filters: Filters | None = None, *, read_filters: bool = True
    ) -> tuple[RankedPassage, ...]:
        """The k best passages, without an answer; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            spelled = correct_spelling(asked, snapshot).correct(asked)
            read = self._reader.read(snapshot, spelled, filters, wanted=read_filters)
            ranking, _ = retrieve_narrowed(self._retriever, snapshot, read, k=k)
            return rank_passages(ranking.candidates[:k], snapshot)

    def article(self, article_id: str, version: int | None = None) -> Article:
        """The newest version, or the one asked for. Raises ArticleNotFound."""
        with self.archive.snapshot() as snapshot:
            return snapshot.article(article_id, version)

    def history(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first. Raises ArticleNotFound."""
        with self.archive.snapshot() as snapshot:
            return snapshot.versions(article_id)

    def review(self, answer: Answer) -> tuple[SourceChange, ...]:
        """What became of the sources of a stored answer since: corrected, withdrawn, removed, forgotten or changed."""
        with self.archive.snapshot() as snapshot:
            return review_sources(answer, snapshot)

    def coverage(self) -> Coverage:
        with self.archive.snapshot() as snapshot:
            return snapshot.coverage()

    def as_retriever(self, k: int = 10, filters: Filters | None = None) -> "PassageRetriever":
        """The search as a LangChain retriever."""
        from assistant.retrieval import PassageRetriever

        return PassageRetriever(
            archive=self.archive,
            retriever=self._retriever,
            k=k,
            filters=filters or Filters(),
            max_characters=self.settings.max_question_characters,
        )

    def as_runnable(self) -> "AssistantRunnable":
        """The assistant as a LangChain runnable: a question in, a message with citations out."""
        from assistant.runnable import AssistantRunnable

        return AssistantRunnable(self.stream, tracing=self.settings.model_tracing)

    def close(self) -> None:
        self.archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _reranking(embedder: Embedder, settings: Settings) -> TokenEmbedder:
    """The local model's token vectors, whichever model makes the index: reranking sends nothing anywhere."""
    if isinstance(embedder, TokenEmbedder):
        return embedder
    return LocalEmbeddings(settings.embedding_model_path, settings.threads)
