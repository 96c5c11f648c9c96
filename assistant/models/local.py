"""The embedding model that runs on this machine: all-MiniLM-L6-v2, nothing leaves the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from assistant.errors import ModelDamaged
from assistant.models.embedder import Embedded, EmbeddingIdentity, TokenVectors
from assistant.models.padded import has_graphics
from assistant.models.runtime import Runtime, load_runtime
from assistant.models.tokenizer import CLS, MAX_PIECES, MAX_TOKENS, SEP, WordPieces, word_pieces
from assistant.models.weights import SHA256, name_of, read_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSION = 384
_TEXTS_AT_ONCE = 1024  # bounds the memory that word pieces and hidden states take

_Window = tuple[int, int]  # index of the text, first word piece


class LocalEmbeddings(Embeddings):
    """Mean-pooled vectors of length 1, and the token vectors for late interaction.

    Cheap to build: the model loads at the first call, once, whichever thread comes first. A text of more than
    MAX_PIECES word pieces is read in windows, all of which count.
    """

    def __init__(
        self, model_path: Path | None = None, threads: int | None = None, *, runtime: Runtime | None = None
    ) -> None:
        self._model_path = model_path
        self._threads = threads
        self._runtime = runtime
        self._sha256 = SHA256 if model_path is None or runtime is not None else None
        self._lock = threading.Lock()

    @property
    def identity(self) -> EmbeddingIdentity:
        """With a model path of its own this reads the file, once. Raises ModelMissing and ModelDamaged."""
        if self._sha256 is None:
            self._sha256 = read_weights(self._model_path).sha256
        return EmbeddingIdentity(name_of(self._sha256), DIMENSION, self._sha256, MAX_TOKENS, local=True)

    def key(self) -> str:
        return self.identity.key()

    def describe(self) -> str:
        """Model, runtime, precision and threads, for people. Loads the model."""
        return f"{self.identity.name} on this machine ({self._loaded().description})"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.encode([text])[0].tolist()
        return vector

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, 384), float32, in the order of `texts`. Raises ModelMissing and ModelDamaged."""
        import numpy as np

        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for index, _, _, hidden in self._passes(texts):
            vectors[index] += _summed(hidden)
        return _normalised(vectors)

    @property
    def keeps_codes(self) -> bool:
        """Only of the packaged file: the kept directions are its own."""
        return self.identity.sha256 == SHA256

    @property
    def uses_graphics(self) -> bool:
        """Whether it runs on a graphics card where there is one: another file than the packaged one, and a build of
        onnxruntime for it."""
        return self.identity.sha256 != SHA256 and has_graphics()

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        """The vectors of `encode`, and the token vectors of the same pass. Raises ModelMissing and ModelDamaged."""
        import numpy as np

        from assistant.models.token_codes import pack_tokens

        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        windows: list[list[tuple[int, bytes]]] = [[] for _ in texts]
        for index, start, pieces, hidden in self._passes(texts):
            vectors[index] += _summed(hidden)
            token_ids = pieces.token_ids[start : start + len(hidden) - 2]
            windows[index].append((start, pack_tokens(token_ids, _normalised(hidden[1:-1]))))
        codes = (b"".join(code for _, code in sorted(of_text)) for of_text in windows)
        return Embedded(_normalised(vectors), tuple(codes))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The vector of every word piece, in the order of `texts`. Raises ModelMissing and ModelDamaged."""
        import numpy as np

        found: dict[int, TokenVectors] = {}
        for index, start, pieces, hidden in self._passes(texts):
            if index not in found:
                vectors = np.zeros((len(pieces.token_ids), DIMENSION), np.float32)
                found[index] = TokenVectors(vectors, pieces.token_ids, pieces.offsets)
            found[index].vectors[start : start + len(hidden) - 2] = _normalised(hidden[1:-1])
        return [found[index] for index in range(len(texts))]

    def _passes(self, texts: Sequence[str]) -> Iterator[tuple[int, int, WordPieces, NDArray[np.float32]]]:
        """Of each window of each text: which text, its first word piece, the text's word pieces, the hidden states."""
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            pieces = word_pieces(texts[first : first + _TEXTS_AT_ONCE])
            for (index, start), hidden in self._hidden_states(pieces):
                yield first + index, start, pieces[index], hidden

    def _hidden_states(self, pieces: Sequence[WordPieces]) -> Iterator[tuple[_Window, NDArray[np.float32]]]:
        """Each window with its hidden states (its word pieces + 2, 384): shortest first, so little is padding."""
        runtime = self._loaded()
        windows = [
            (min(MAX_PIECES, len(piece.token_ids) - start), index, start)
            for index, piece in enumerate(pieces)
            for start in range(0, max(1, len(piece.token_ids)), MAX_PIECES)
        ]
        windows.sort()
        rows = [[CLS, *pieces[index].token_ids[start : start + MAX_PIECES], SEP] for _, index, start in windows]
        for (_, index, start), hidden in zip(windows, runtime.run(rows), strict=True):
            yield (index, start), hidden

    def _loaded(self) -> Runtime:
        with self._lock:
            if self._runtime is None:
                weights = read_weights(self._model_path)
                if self._sha256 not in (None, weights.sha256):
                    message = "The embedding model's file was replaced while it was in use. Start Copydesk again."
                    raise ModelDamaged(message)
                runtime = load_runtime(weights, self._threads)
                _check_dimension(runtime)
                self._sha256, self._runtime = weights.sha256, runtime
            return self._runtime


def _summed(hidden: NDArray[np.float32]) -> NDArray[np.float32]:
    """It has the direction of the mean, over all windows of the text and [CLS] and [SEP] of each."""
    summed: NDArray[np.float32] = hidden.sum(axis=0)
    return summed


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return normalised


def _check_dimension(runtime: Runtime) -> None:
    (hidden,) = runtime.run([[CLS, SEP]])
    if hidden.shape != (2, DIMENSION):
        message = (
            f"The model file gives {hidden.shape[-1]} numbers for a word piece, not {DIMENSION}: "
            "it is not a MiniLM-L6 model. Correct COPYDESK_EMBEDDING_MODEL_PATH."
        )
        raise ModelDamaged(message)
