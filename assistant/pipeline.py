"""The assistant: the retrieval chain with its archive, for scripts, page, command line and server."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answer import Answer, Answered, Event, RankedPassage, SourceChange, WriterChoice
from assistant.answering import Meaning, Writer, review_sources
from assistant.archive import Archive, Article, Coverage, Filters
from assistant.chain import RetrievalChain
from assistant.composing import Parts, compose
from assistant.dossier import Dossier, gather_dossier
from assistant.errors import ArchiveError, InputError, SettingsError, check_whole
from assistant.question import Rewriter, as_filters, read_question
from assistant.reading import CandidateReader
from assistant.request import GivenFilters, History, Request
from assistant.retrieval import Retriever, rank_passages, retrieve_alone
from assistant.retrieval.retriever import MOST_PASSAGES
from assistant.settings import Settings
from assistant.twins import AskMixin

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

    from assistant.archive import ChromaClient
    from assistant.models import Embedder
    from assistant.retrieval import PassageRetriever

__all__ = ["Assistant"]


class Assistant(AskMixin):
    """Answers questions about one archive. Safe to share between threads; it keeps nothing about any reader.

    In a process that was forked off it opens everything anew at its first use.
    """

    _compose: Callable[[], Parts] | None = None
    _pid: int | None = None
    _is_closed = False

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
        self.settings = settings
        self._left_behind: list[object] = []
        self._use(archive, retriever, writer, meaning, rewriter, sentences)

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> Self:
        """Open the archive the settings name. Raises SettingsError, and ArchiveMissing where there is none."""
        return cls._composed(partial(compose, settings or Settings.load()))

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        model: "str | BaseChatModel | None" = None,
        embeddings: "str | Embeddings | Embedder | None" = None,
        chroma: "str | ChromaClient | None" = None,
        settings: Settings | None = None,
    ) -> Self:
        """Open the archive in the folder `path`, else the one that the settings name.

        `chroma`: a Chroma server that holds the index, by its address as in COPYDESK_CHROMA or as a client of it, such
        as `chromadb.HttpClient(...)`, which is left as it is and not closed.

        `model` writes the answers: a name as in COPYDESK_MODEL, or any chat model of LangChain's. `embeddings` must be
        those that the archive was made with: a name as in COPYDESK_EMBEDDING_MODEL, or any of LangChain's. Without
        `settings` they are read from the environment. Raises SettingsError, and ArchiveMissing where there is none.
        """
        given = cls._given(path, model, embeddings, settings, chroma)
        return cls._composed(partial(compose, *given, partial(Archive.from_settings, chroma=chroma)))

    @staticmethod
    def _given(
        path: str | os.PathLike[str] | None,
        model: "str | BaseChatModel | None",
        embeddings: "str | Embeddings | Embedder | None",
        settings: Settings | None,
        chroma: "str | ChromaClient | None",
    ) -> "tuple[Settings, BaseChatModel | None, Embeddings | Embedder | None]":
        """The settings with what was given by name in them, and what was brought along."""
        named = {
            "archive": None if path is None else _folder(path),
            "model": model if isinstance(model, str) else None,
            "embedding_model": embeddings if isinstance(embeddings, str) else None,
        }
        given = {word: value for word, value in named.items() if value is not None}
        if settings is not None and not isinstance(settings, Settings):
            message = f"The settings are a {type(settings).__name__}. Give `Settings.load(…)`, or leave them out."
            raise SettingsError(message)
        if not (chroma is None or isinstance(chroma, str) or callable(getattr(chroma, "get_collection", None))):
            message = (
                f"The Chroma server is a {type(chroma).__name__}. Give its address, such as http://127.0.0.1:8000, or "
                "a client of it, such as `chromadb.HttpClient(…)`."
            )
            raise SettingsError(message)
        used = Settings.load(**given) if settings is None else settings.model_copy(update=given)
        return (
            used,
            None if isinstance(model, str) else model,
            None if isinstance(embeddings, str) else embeddings,
        )

    @classmethod
    def _composed(cls, compose_parts: Callable[[], Parts]) -> Self:
        parts = compose_parts()
        made = cls(parts.archive, parts.retriever, parts.writer, parts.settings, *_rest(parts))
        made._compose = compose_parts
        return made

    def _use(
        self,
        archive: Archive,
        retriever: Retriever,
        writer: Writer,
        meaning: Meaning | None,
        rewriter: Rewriter | None,
        sentences: CandidateReader | None,
    ) -> None:
        self._pid = os.getpid()
        self._archive, self._retriever, self._writer = archive, retriever, writer
        self._chain = RetrievalChain(archive, retriever, writer, self.settings, meaning, rewriter, sentences)

    def _ready(self) -> Self:
        """Raises InputError where it is closed."""
        if self._is_closed:
            message = "This assistant is closed. Open another one, or ask inside its `with` block."
            raise InputError(message)
        if self._pid not in (None, os.getpid()):
            self._open_again()
        return self

    def _open_again(self) -> None:
        """In a process that was forked off: its threads, connections and locks are the other's, and left alone."""
        if self._compose is None:
            message = "This assistant was opened in another process. Open one in this process."
            raise ArchiveError(message)
        parts = self._compose()
        self._left_behind += [self._archive, self._retriever, self._writer, self._chain]  # never closed, nor collected
        self._use(parts.archive, parts.retriever, parts.writer, *_rest(parts))

    @property
    def archive(self) -> Archive:
        return self._ready()._archive

    @archive.setter
    def archive(self, archive: Archive) -> None:
        self._archive = archive

    @property
    def chain(self) -> RetrievalChain:
        return self._ready()._chain

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
        *,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        read_filters: bool = True,
        config: "RunnableConfig | None" = None,
    ) -> Answer:
        """The whole answer at once: what the last event of `stream` carries."""
        *_, last = self.stream(
            question, history=history, filters=filters, writer=writer, read_filters=read_filters, config=config
        )
        assert isinstance(last, Answered)  # a stream ends in it or in an exception
        return last.answer

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
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
        request = Request.checked(question, history, filters, writer, read_filters=read_filters)
        yield from self.chain.stream(request, config)

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        filters: GivenFilters = None,
        read_filters: bool = True,
    ) -> tuple[RankedPassage, ...]:
        """The k best passages, without an answer; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            ranking = retrieve_alone(
                self._retriever,
                self._chain.reader,
                snapshot,
                asked,
                as_filters(filters),
                k=k,
                read_filters=read_filters,
            )
            return rank_passages(ranking.candidates, snapshot)

    def dossier(self, question: str, *, filters: GivenFilters = None, read_filters: bool = True) -> Dossier:
        """Every statement on what the question is for or against, by side and in time; narrowed as in `stream`."""
        asked = read_question(question, self.settings.max_question_characters)
        with self.archive.snapshot() as snapshot:
            understood = self.chain.reader.understand_alone(snapshot, asked, as_filters(filters), wanted=read_filters)
            found = gather_dossier(understood.text, understood.narrows.searched, snapshot, self._retriever)
            return replace(found, question=asked, notices=(*understood.narrows.notices, *found.notices))

    def article(self, article_id: str, version: int | None = None) -> Article:
        """The newest version, or the one asked for. Raises ArticleNotFound, and InputError for what is no number."""
        if version is not None:
            check_whole(version, "version")
        with self.archive.snapshot() as snapshot:
            return snapshot.article(article_id, version)

    def versions(self, article_id: str) -> list[Article]:
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

    def as_retriever(
        self, *, k: int = 10, filters: GivenFilters = None, read_filters: bool = True
    ) -> "PassageRetriever":
        """The search as a LangChain retriever: it finds what `search` finds. Raises InputError and FilterError."""
        check_whole(k, "k", least=1, most=MOST_PASSAGES)
        from assistant.retrieval import PassageRetriever

        return PassageRetriever(
            archive=self.archive,
            retriever=self._retriever,
            questions=self._chain.reader,
            k=k,
            filters=as_filters(filters) or Filters(),
            read_filters=read_filters,
            max_characters=self.settings.max_question_characters,
        )

    def close(self) -> None:
        """What is asked from now on is an error; questions under way come to their end."""
        self._is_closed = True
        if self._pid in (None, os.getpid()):
            self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _folder(path: object) -> Path:
    if isinstance(path, str | os.PathLike) and isinstance(named := os.fspath(path), str) and named:
        return Path(named).expanduser()
    what = f"is a {type(path).__name__}" if path != "" else "has an empty path"
    message = f'The archive {what}. Give the path of its folder, such as `Assistant.open("desk")`.'
    raise SettingsError(message)


def _rest(parts: Parts) -> tuple[Meaning, Rewriter, CandidateReader]:
    return parts.meaning, parts.rewriter, parts.sentences
