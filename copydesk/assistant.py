"""The assistant for programs: asks one archive, and fills it."""

import os
from functools import partial
from typing import TYPE_CHECKING, Self

from assistant.composing import Parts, compose
from assistant.pipeline import Assistant as AskingAssistant
from assistant.settings import Settings
from copydesk.archive import Archive

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

    from assistant.archive import ChromaClient
    from assistant.models import Embedder

__all__ = ["Assistant"]


class Assistant(AskingAssistant):
    """Answers questions about one archive, whose articles it can change. Safe to share between threads; it keeps
    nothing about any reader. In a process that was forked off it opens everything anew at its first use."""

    archive: Archive
    """Where the articles are: `add`, `update`, `remove`, `forget`, `export`."""

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> Self:
        """As `open` with nothing but settings."""
        return cls.open(settings=settings)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        model: "str | BaseChatModel | None" = None,
        embeddings: "str | Embeddings | Embedder | None" = None,
        chroma: "str | ChromaClient | None" = None,
        settings: Settings | None = None,
        create: bool = False,
    ) -> Self:
        """Open the archive in the folder `path`, else the one that the settings name; with `create`, make it there.

        `chroma`: a Chroma server that holds the index, by its address as in COPYDESK_CHROMA or as a client of it, such
        as `chromadb.HttpClient(...)`, which is left as it is and not closed.

        `model` writes the answers: a name as in COPYDESK_MODEL, or any chat model of LangChain's. `embeddings` must be
        those that the archive was made with: a name as in COPYDESK_EMBEDDING_MODEL, or any of LangChain's. Without
        `settings` they are read from the environment. Raises SettingsError, and ArchiveMissing where there is none.
        """
        given = cls._given(path, model, embeddings, settings, chroma)
        return cls._composed(partial(_compose, *given, chroma=chroma, create=create))


def _compose(
    settings: Settings,
    model: "BaseChatModel | None",
    embeddings: "Embeddings | Embedder | None",
    *,
    chroma: "str | ChromaClient | None",
    create: bool,
) -> Parts:
    parts = compose(settings, model, embeddings, partial(Archive.from_settings, create=create, chroma=chroma))
    assert isinstance(parts.archive, Archive)
    parts.archive.equipped(parts.embedder, parts.settings)
    return parts
