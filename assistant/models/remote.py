"""Embeddings from an OpenAI-compatible server, which then receives every passage and every question.

With the openai package itself: langchain_openai's class drops the index that says which vector belongs to which text,
and serialises each answer on the way, which warns with pieces of a malformed one.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from assistant.errors import SettingsError
from assistant.models.connection import address_of, checked_proxy, connect, host_of
from assistant.models.deadline import within
from assistant.models.embedder import EmbeddingIdentity
from assistant.models.faults import TOO_SLOW, UNREADABLE, translate, unavailable

if TYPE_CHECKING:
    import numpy as np
    import openai
    from numpy.typing import NDArray
    from openai.types import Embedding
    from pydantic import SecretStr

OPENAI_URL = "https://api.openai.com/v1"


class RemoteEmbeddings(Embeddings):
    """Vectors of length 1 from a server. Nothing is sent before the first call; no redirect is followed.

    `timeout` bounds one wait for the server, `deadline` a whole request with its retries, both in seconds; `batch`
    is how many texts go out at once. Every failure of the server is a ModelUnavailable without its own words.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        proxy: str | None = None,
        dimension: int | None = None,
        timeout: float = 30,
        deadline: float = 120,
        retries: int = 2,
        batch: int = 64,
    ) -> None:
        if base_url is None and (api_key is None or not api_key.get_secret_value().strip()):
            message = (
                f"The embedding model openai:{model} needs a key. Set COPYDESK_EMBEDDING_API_KEY, or "
                "COPYDESK_EMBEDDING_BASE_URL for a server that needs none."
            )
            raise SettingsError(message)
        self._model = model
        self._base_url = (base_url or OPENAI_URL).rstrip("/")
        self._host = host_of(self._base_url)
        self._api_key = api_key
        self._proxy = checked_proxy(proxy)
        self._dimension = dimension
        self._timeout, self._deadline, self._retries, self._batch = timeout, deadline, retries, batch
        self._client: openai.OpenAI | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> EmbeddingIdentity:
        name, variant = f"openai:{self._model}", address_of(self._base_url)
        return EmbeddingIdentity(name, self._dimension, None, None, local=False, variant=variant)

    def key(self) -> str:
        return self.identity.key()

    def describe(self) -> str:
        return f"{self.identity.name} at {self._host}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.encode([text])[0].tolist()
        return vector

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension), float32, in the order of `texts`; (0, dimension or 0) for none.

        Raises ModelUnavailable.
        """
        import numpy as np

        batches = [
            self._checked(self._ask(texts[first : first + self._batch]), len(texts[first : first + self._batch]))
            for first in range(0, len(texts), self._batch)
        ]
        return np.concatenate(batches) if batches else np.zeros((0, self._dimension or 0), np.float32)

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        client = self._connected()
        inputs = [text if text.strip() else "." for text in texts]  # OpenAI refuses a blank text, and the batch with it
        try:
            return within(
                self._deadline, lambda: _in_order(client.embeddings.create(model=self._model, input=inputs).data)
            )
        except TimeoutError:
            self.close()
            raise unavailable(self._host, TOO_SLOW) from None
        except Exception as error:  # translate() knows which are the server's; others go on
            fault = translate(error, self._host)
            if fault is None:
                raise
            raise fault from None

    def _checked(self, vectors: object, count: int) -> NDArray[np.float32]:
        """One finite vector for each text, all of the one dimension, brought to length 1."""
        import numpy as np

        try:
            array = np.asarray(vectors, dtype=np.float64)
        except (TypeError, ValueError):
            raise unavailable(self._host, UNREADABLE) from None
        lengths = np.linalg.norm(array, axis=1, keepdims=True) if array.ndim == 2 else np.zeros(1)
        if array.ndim != 2 or len(array) != count or not np.isfinite(array).all() or not (lengths > 0).all():
            raise unavailable(self._host, UNREADABLE)
        with self._lock:
            self._dimension = self._dimension or array.shape[1]
            if array.shape[1] != self._dimension:
                what = f"gave vectors of {array.shape[1]} numbers where {self._dimension} were expected"
                raise unavailable(self._host, f"{what}. Check COPYDESK_EMBEDDING_MODEL")
        return (array / lengths).astype(np.float32)

    def _connected(self) -> openai.OpenAI:
        with self._lock:
            if self._client is None:
                self._client = connect(self._base_url, self._api_key, self._proxy, self._timeout, self._retries)
                weakref.finalize(self, self._client.close)
            return self._client

    def close(self) -> None:
        """Close the connections, which ends a request that is still under way; the next call opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()


def _in_order(rows: Sequence[Embedding]) -> list[list[float]]:
    """The vectors by the index each row names, where those are the indexes of the texts; else as they came."""
    indexes = [row.index for row in rows]
    if sorted(indexes) == list(range(len(rows))):
        rows = sorted(rows, key=lambda row: row.index)
    return [row.embedding for row in rows]
