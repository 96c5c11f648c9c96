"""The whole flow on one page.

question + turns -> standalone question -> candidates -> evidence -> outcome -> writer -> checked statements -> answer
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.answer import Answer, Answered, Event, Found, RankedPassage, Searching, Turn, WriterChoice
from assistant.answering import (
    Asking,
    CheckedAnswer,
    Decision,
    Draft,
    Evidence,
    ExtractiveWriter,
    Judge,
    Meaning,
    Writer,
    build_writer,
    catalog_events,
    compose_answer,
    decide,
    gather_evidence,
    load_chooser,
    put_first,
    say_notices,
    view_question,
    without_model_answer,
)
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Archive, Article, Coverage, Filters, Snapshot
from assistant.conversation import read_turns
from assistant.errors import ModelError, QuestionError
from assistant.models import Embedder, LocalEmbeddings, Pace, TokenEmbedder, build_embedder
from assistant.retrieval import (
    LateInteraction,
    QuestionReader,
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
QUOTES_INSTEAD = "Or choose the extractive writer, which quotes the articles and needs no model."

History = Sequence[Turn | Mapping[str, Any]]


class Assistant:
    """Answers questions about one archive. Safe to share between threads; it keeps nothing about any reader."""

    def __init__(
        self,
        archive: Archive,
        retriever: Retriever,
        writer: Writer,
        settings: Settings,
        meaning: Judge | None = None,
        rewriter: Rewriter | None = None,
    ) -> None:
        """Without `meaning` statements are compared with what they cite by their words alone; without `rewriter`
        follow-ups are read by rules."""
        self.archive = archive
        self.settings = settings
        self._retriever = retriever
        self._writer = writer
        self._meaning = meaning
        self._extractive = ExtractiveWriter()
        self._rewriter = rewriter or Rewriter()
        self._chooser = load_chooser()
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
        return cls(archive, Retriever(embedder, LateInteraction(tokens)), writer, settings, Meaning(tokens), rewriter)

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
        rewritten = yield from self._reading(chosen).stream(asked, read_turns(history), ends_at)
        standalone, text = rewritten.question, rewritten.question.text
        with self.archive.snapshot() as snapshot:
            read = self._reader.read(snapshot, text, filters, standalone.earlier, rewritten.named, wanted=read_filters)
            yield Searching(text, read.filters)
            watch.lap("prepare")
            asking = Asking(asked, asked, read.filters, snapshot, watch)
            if catalogued := catalog_events(asking, read.without_filters(asked)):
                yield from catalogued
                return
            ranking, filters = retrieve_narrowed(self._retriever, snapshot, read, k=SHOWN_PASSAGES)
            watch.lap("retrieve")
            yield Found(passages := rank_passages(ranking.candidates[:SHOWN_PASSAGES], snapshot))
            view = view_question(snapshot, standalone, read.granted(filters))
            evidence = gather_evidence(view, ranking.candidates, self._chooser)
            decision = decide(evidence, filters, lambda: snapshot.coverage(filters).article_count)
            watch.lap("evidence")
            checked = self._begin(evidence, snapshot)
            failure = yield from self._write(checked, chosen, put_first(evidence, decision.first), decision, ends_at)
            watch.lap("write")
            answer = compose_answer(
                Asking(asked, text, filters, snapshot, watch),
                checked.decision,
                chosen.name,
                checked.statements,
                checked.citations,
                (
                    *([INCOMPLETE] if failure else []),
                    *say_notices(rewritten, read, ranking, snapshot, filters, checked),
                ),
                candidates=ranking.candidates,
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

    def _begin(self, evidence: Evidence, snapshot: Snapshot) -> CheckedAnswer:
        drops = self.settings.unsupported == "drop"
        return CheckedAnswer(evidence, self._meaning, drops_unsupported=drops, snapshot=snapshot)

    def _write(
        self, checked: CheckedAnswer, chosen: Writer, evidence: Evidence, decision: Decision, ends_at: float
    ) -> Generator[Event, None, ModelError | None]:
        """With a model nothing but an empty search stands between the question and it. Returns the failure that ended
        an answer of which something was given out; raises any other."""
        if chosen.recipient is None or not evidence.candidates:
            yield from checked.take(self._quotes(evidence, decision), decision)
            return None
        try:
            yield from checked.take(chosen.write(evidence, ends_at), replace(decision, outcome="answered", reason=None))
        except ModelError as error:
            failure = error.retold(f"{error} {QUOTES_INSTEAD}")
            if not checked.statements:
                raise failure from None
            return failure
        if not checked.statements:
            fallen = without_model_answer(decision, has_written=checked.has_waiting)
            yield from checked.come_close(fallen, self._quotes(evidence, decision))
        return None

    def _quotes(self, evidence: Evidence, decision: Decision) -> Iterable[Draft]:
        return () if decision.outcome == "nothing" else self._extractive.write(evidence)

    def search(
        self, question: str, k: int = 10, filters: Filters | None = None, *, read_filters: bool = True
    ) -> tuple[RankedPassage, ...]:
        """The k best passages, without an answer; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            read = self._reader.read(snapshot, asked, filters, wanted=read_filters)
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
