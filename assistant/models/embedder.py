"""What every embedding model offers to the rest of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeGuard, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EmbeddingIdentity:
    """Which model made a vector. Vectors of two identities are never compared.

    `name` is for people. `dimension` is None while a remote model has not answered yet; `sha256` is the model file's,
    None for a remote model; `max_tokens` counts [CLS] and [SEP], None where the limit is not known. `variant` tells
    apart remote models of one name: the address of the server.
    """

    name: str
    dimension: int | None
    sha256: str | None
    max_tokens: int | None
    local: bool
    variant: str = ""

    def key(self) -> str:
        """A string for hashing: equal keys mean comparable vectors. What is learned later (dimension) is no part."""
        return "|".join((self.name, self.sha256 or "", self.variant))


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """The vectors of one text's word pieces, for late interaction; [CLS] and [SEP] are left out.

    `vectors` has the shape (t, dimension), float32, each row of length 1; `token_ids` and `offsets` have t entries;
    an offset is (start, end) in characters of the text as it was given.
    """

    vectors: NDArray[np.float32]
    token_ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@runtime_checkable
class Embedder(Protocol):
    @property
    def identity(self) -> EmbeddingIdentity: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (n, dimension), float32, each row of length 1, in the order of `texts`.

        Raises ModelError.
        """
        ...


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """One TokenVectors for each text, in order. Raises ModelError."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """What one pass of a model gives: the vectors, and each text's token vectors as `token_codes` packs them."""

    vectors: NDArray[np.float32]
    token_codes: tuple[bytes, ...]


@runtime_checkable
class CodingEmbedder(TokenEmbedder, Protocol):
    @property
    def keeps_codes(self) -> bool:
        """Whether its token vectors may be packed: the kept directions are those of one model."""
        ...

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        """As `encode`, with the token vectors of the same pass. Raises ModelError."""
        ...


def keeps_codes(embedder: Embedder) -> TypeGuard[CodingEmbedder]:
    return isinstance(embedder, CodingEmbedder) and embedder.keeps_codes


def embed_of(embedder: Embedder) -> Callable[[Sequence[str]], NDArray[np.float32] | Embedded]:
    """How to embed what an archive keeps: with token codes from a model that has them."""
    return embedder.encode_with_codes if keeps_codes(embedder) else embedder.encode


def encode_question(embedder: Embedder, text: str) -> NDArray[np.float32]:
    """The vector of a question, by the embedder's own way for questions where it has one. Raises ModelError."""
    own = getattr(embedder, "encode_question", None)
    vector: NDArray[np.float32] = embedder.encode([text])[0] if own is None else own(text)
    return vector
