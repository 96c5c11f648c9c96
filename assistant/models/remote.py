"""Embeddings from an OpenAI-compatible server, which then receives every passage and every question."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from langchain_core.embeddings import Embeddings

from assistant.errors import SettingsError
from assistant.models.deadline import within
from assistant.models.embedder import EmbeddingIdentity
from assistant.models.faults import TOO_SLOW, UNREADABLE, translate, unavailable

if TYPE_CHECKING:
    import httpx2
    import numpy as np
    from langchain_openai import OpenAIEmbeddings
    from numpy.typing import NDArray
    from pydantic import SecretStr

OPENAI_URL = "https://api.openai.com/v1"
# The client library adds headers from OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS in the environment.
_HEADERS = frozenset(
    ("accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "host", "user-agent")
)


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
        self._host = _host(self._base_url)
        self._api_key = api_key
        self._proxy = _checked_proxy(proxy)
        self._dimension = dimension
        self._timeout, self._deadline, self._retries, self._batch = timeout, deadline, retries, batch
        self._connection: tuple[OpenAIEmbeddings, httpx2.Client] | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> EmbeddingIdentity:
        name, variant = f"openai:{self._model}", self._base_url
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

    def _ask(self, texts: Sequence[str]) -> object:
        provider, _ = self._connected()
        inputs = [text if text.strip() else "." for text in texts]  # OpenAI refuses a blank text, and the batch with it
        try:
            return within(self._deadline, lambda: provider.embed_documents(inputs))
        except TimeoutError:
            self._disconnect()
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

    def _connected(self) -> tuple[OpenAIEmbeddings, httpx2.Client]:
        with self._lock:
            if self._connection is None:
                self._connection = self._connect()
            return self._connection

    def _connect(self) -> tuple[OpenAIEmbeddings, httpx2.Client]:
        import httpx2
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        client = httpx2.Client(
            proxy=self._proxy,
            timeout=self._timeout,
            follow_redirects=False,  # a 307 would post the texts to whatever address the server names
            trust_env=False,
            event_hooks={"request": [self._allow_headers]},
        )
        given: dict[str, Any] = {
            "base_url": self._base_url,
            "api_key": self._api_key or SecretStr("none"),
            "timeout": self._timeout,
            "max_retries": self._retries,
            "chunk_size": self._batch,
            "openai_proxy": "",  # else read from the environment
            "openai_api_type": "",
            "check_embedding_ctx_length": False,  # else a tokenizer is downloaded
            "http_client": client,
        }
        return OpenAIEmbeddings(model=self._model, **given), client

    def _allow_headers(self, request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _HEADERS]:
            del request.headers[name]
        key = self._api_key.get_secret_value().strip() if self._api_key else ""
        if key:
            request.headers["Authorization"] = f"Bearer {key}"
        else:
            request.headers.pop("Authorization", None)

    def _disconnect(self) -> None:
        """Close the connections, which ends a request that is still under way; the next call opens new ones."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection[1].close()


def _host(base_url: str) -> str:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = "COPYDESK_EMBEDDING_BASE_URL must be an http or https address, such as http://127.0.0.1:8080/v1."
        raise SettingsError(message)
    return parts.hostname


def _checked_proxy(proxy: str | None) -> str | None:
    if proxy and urlsplit(proxy).scheme not in ("http", "https", "socks5", "socks5h"):
        message = "COPYDESK_EMBEDDING_PROXY must be an address such as http://proxy.example:3128."
        raise SettingsError(message)
    return proxy or None
