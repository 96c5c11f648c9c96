"""The assistant: the retrieval chain with its archive, for scripts, page, command line and server."""

from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answer import Answer, Answered, Event, RankedPassage, SourceChange, WriterChoice
from assistant.answering import EntailmentJudge, Meaning, Writer, build_writer, review_sources
from assistant.archive import Archive, Article, Coverage, Filters
from assistant.chain import History, Request, RetrievalChain
from assistant.dossier import Dossier, gather_dossier
from assistant.models import Embedder, Entailment, LocalEmbeddings, Pace, Reader, TokenEmbedder, build_embedder
from assistant.question import Rewriter, build_rewriter, read_question
from assistant.reading import CandidateReader
from assistant.retrieval import LateInteraction, Retriever, rank_passages, retrieve_narrowed
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

    from assistant.retrieval import PassageRetriever
    from assistant.runnable import AssistantRunnable

__all__ = ["Assistant"]


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
        self.chain = RetrievalChain(archive, retriever, writer, settings, meaning, rewriter, sentences)

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
        config: "RunnableConfig | None" = None,
    ) -> Answer:
        """The whole answer at once: what the last event of `stream` carries."""
        *_, last = self.stream(question, history, filters, writer, read_filters=read_filters, config=config)
        assert isinstance(last, Answered)  # a stream ends in it or in an exception
        return last.answer

    def stream(
        self,
        question: str,
        history: History = (),
        filters: Filters | None = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
        config: "RunnableConfig | None" = None,
    ) -> Iterator[Event]:
        """Searching, Found, then each checked statement, and at last Answered; Writing while nothing else can be said,
        also before Searching, while a model reads a follow-up.

        What the question says about time, outlet, author and kind narrows it, where `filters` say nothing of their own;
        without `read_filters` only `filters` do. `Answer.filters` are those that were used. The callbacks of `config`,
        LangChain's, hear of every step.
        Raises QuestionError for a question that cannot be asked, ArchiveError and ModelError for what failed: where
        a model fails in the middle of its answer, what was given out stays true, and the error's `partial` holds it.
        """
        request = Request(question, history, filters, writer, read_filters)
        yield from self.chain.stream(request, config)

    def search(
        self, question: str, k: int = 10, filters: Filters | None = None, *, read_filters: bool = True
    ) -> tuple[RankedPassage, ...]:
        """The k best passages, without an answer; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            understood = self.chain.reader.understand_alone(snapshot, asked, filters, wanted=read_filters)
            ranking, _ = retrieve_narrowed(self._retriever, snapshot, understood.narrows, k=k)
            return rank_passages(ranking.candidates[:k], snapshot)

    def dossier(self, question: str, filters: Filters | None = None, *, read_filters: bool = True) -> Dossier:
        """Every statement on what the question is for or against, by side and in time; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            understood = self.chain.reader.understand_alone(snapshot, asked, filters, wanted=read_filters)
            found = gather_dossier(understood.text, understood.narrows, snapshot, self._retriever)
            return replace(found, question=asked, notices=(*understood.narrows.notices, *found.notices))

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
