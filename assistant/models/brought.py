"""Models that a caller brings along: any chat model and any embeddings of LangChain's, behind our words and limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import ModelDamaged, ModelError, ModelUnavailable, SettingsError
from assistant.models.chat import LanguageModel
from assistant.models.embedder import Embedder, EmbeddingIdentity

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel
    from numpy.typing import NDArray

    from assistant.models.pace import Pace
    from assistant.settings import Settings

__all__ = ["BroughtEmbeddings", "embedder_of", "language_model_of"]

_NAMES = ("model_name", "model", "model_id", "repo_id")
_ADDRESSES = ("openai_api_base", "base_url", "anthropic_api_url", "endpoint_url", "azure_endpoint")


def language_model_of(chat: BaseChatModel, settings: Settings, pace: Pace | None = None) -> LanguageModel:
    """The chat model, with the deadline, retries and limits of the settings; its own stay as they are.

    Raises SettingsError for what is no chat model.
    """
    from langchain_core.language_models import BaseChatModel

    if not isinstance(chat, BaseChatModel):
        message = (
            f"The model is a {type(chat).__name__}. Give a name such as openai:gpt-5-mini, or a chat model of "
            "LangChain's (`BaseChatModel`)."
        )
        raise SettingsError(message)
    return LanguageModel(
        chat,
        name=_name_of(chat),
        host=_host_of(chat),
        output_tokens=settings.model_output_tokens,
        deadline=settings.model_deadline,
        retries=settings.model_retries,
        tracing=settings.model_tracing,
        pace=pace,
    )


def embedder_of(embeddings: Embeddings | Embedder) -> Embedder:
    """An embedder of our own as it is, other embeddings behind our words. Raises SettingsError for anything else."""
    from langchain_core.embeddings import Embeddings

    if isinstance(embeddings, Embedder):
        return embeddings
    if isinstance(embeddings, Embeddings):
        return BroughtEmbeddings(embeddings)
    message = (
        f"The embeddings are a {type(embeddings).__name__}. Give a name such as openai:text-embedding-3-small, or "
        "embeddings of LangChain's (`Embeddings`)."
    )
    raise SettingsError(message)


class BroughtEmbeddings:
    """Any `Embeddings` as an `Embedder`: vectors are brought to length 1, and an error of theirs is a ModelError."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._dimension: int | None = None

    @property
    def identity(self) -> EmbeddingIdentity:
        """Known by its class and the name of its model: vectors of another are never compared with its own."""
        home = f"{type(self._embeddings).__module__.partition('.')[0]}:{_name_of(self._embeddings)}"
        return EmbeddingIdentity(home, self._dimension, None, None, local=False, variant=_address_of(self._embeddings))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `Embedder.encode`, from `embed_documents`."""
        import numpy as np

        if not texts:
            return np.zeros((0, self._dimension or 0), np.float32)
        return self._checked(_asked(lambda: self._embeddings.embed_documents(list(texts))), len(texts))

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """One vector, from `embed_query`: some models read a question otherwise than a text."""
        (vector,) = self._checked(_asked(lambda: [self._embeddings.embed_query(text)]), 1)
        found: NDArray[np.float32] = vector
        return found

    def _checked(self, vectors: object, count: int) -> NDArray[np.float32]:
        import numpy as np

        try:
            array = np.asarray(vectors, dtype=np.float64)
        except (TypeError, ValueError):
            array = np.zeros(0)
        lengths = np.linalg.norm(array, axis=1, keepdims=True) if array.ndim == 2 else np.zeros(1)
        if array.ndim != 2 or len(array) != count or not np.isfinite(array).all() or not (lengths > 0).all():
            message = f"{self.identity.name} gave something that is not one vector for each text. Check the embeddings."
            raise ModelDamaged(message)
        if self._dimension not in (None, array.shape[1]):
            message = f"{self.identity.name} gave vectors of {array.shape[1]} numbers after some of {self._dimension}."
            raise ModelDamaged(message)
        self._dimension = array.shape[1]
        return (array / lengths).astype(np.float32)


def _asked(ask: Any) -> object:
    try:
        return ask()
    except ModelError:
        raise
    except Exception as error:  # whatever the caller's own embeddings raise; its cause stays for who looks for it
        message = f"The embeddings failed ({type(error).__name__}). Check them, and try again."
        raise ModelUnavailable(message).noting(may_retry=True) from error


def _name_of(brought: object) -> str:
    named = next((value for name in _NAMES if isinstance(value := getattr(brought, name, None), str) and value), None)
    return f"{type(brought).__name__}:{named}" if named else type(brought).__name__


def _address_of(brought: object) -> str:
    """Host and port alone: a name and password may stand in an address."""
    for name in _ADDRESSES:
        if isinstance(value := getattr(brought, name, None), str) and (parts := urlsplit(value)).hostname:
            return parts.netloc.rpartition("@")[2]
    return ""


def _host_of(chat: object) -> str:
    """Who receives what is sent, as far as the model tells; else the model's own name."""
    return _address_of(chat).partition(":")[0] or _name_of(chat)
