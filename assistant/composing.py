"""From the settings, and what a caller brings along, to the parts of an assistant: it is put together here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.answering import EntailmentJudge, Writer, build_writer
from assistant.archive import Archive
from assistant.models import (
    Embedder,
    Entailment,
    LocalEmbeddings,
    Pace,
    Reader,
    TokenEmbedder,
    build_embedder,
    embedder_of,
    language_model_of,
)
from assistant.question import Rewriter, build_rewriter
from assistant.reading import CandidateReader
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

    from assistant.models import EmbeddingIdentity, LanguageModel

__all__ = ["OpenArchive", "Parts", "compose"]


class OpenArchive(Protocol):
    """How an archive is opened: `Archive.from_settings`, or of a class of the caller's own."""

    def __call__(self, settings: Settings, identity: "EmbeddingIdentity", /) -> Archive: ...


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What an assistant is made of."""

    archive: Archive
    settings: Settings
    embedder: Embedder
    retriever: Retriever
    writer: Writer
    meaning: EntailmentJudge
    rewriter: Rewriter
    sentences: CandidateReader


def compose(
    settings: Settings,
    model: "BaseChatModel | None" = None,
    embeddings: "Embeddings | Embedder | None" = None,
    open_archive: OpenArchive = Archive.from_settings,
) -> Parts:
    """`model` and `embeddings`, where given, stand in the place of those that the settings name. Nothing is loaded or
    sent yet. Raises SettingsError, ModelMissing, and ArchiveMissing where there is no archive."""
    embedder = build_embedder(settings) if embeddings is None else embedder_of(embeddings)
    pace = Pace(settings.model_calls_per_minute)  # one for all calls, whatever they are for
    brought: LanguageModel | None = None if model is None else language_model_of(model, settings, pace)
    writer, rewriter = build_writer(settings, pace, brought), build_rewriter(settings, pace, brought)
    archive = open_archive(settings, embedder.identity)
    tokens = _reranking(embedder, settings)
    return Parts(
        archive,
        settings,
        embedder,
        Retriever(embedder, LateInteraction(tokens)),
        writer,
        EntailmentJudge(tokens, Entailment(settings.threads)),
        rewriter,
        CandidateReader(Reader(settings.threads)),
    )


def _reranking(embedder: Embedder, settings: Settings) -> TokenEmbedder:
    """The local model's token vectors, whichever model makes the index: reranking sends nothing anywhere."""
    if isinstance(embedder, TokenEmbedder):
        return embedder
    return LocalEmbeddings(settings.embedding_model_path, settings.threads)
