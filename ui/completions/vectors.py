"""`POST /v1/embeddings` and `POST /v1/rerank`: the local model for whoever has a use for it. Nothing leaves."""

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from assistant.models import LocalEmbeddings, count_tokens, product
from ui.api.document import described
from ui.api.replies import PlainJSON
from ui.api.room import Room
from ui.api.seats import call
from ui.completions.bodies import EmbeddingRequest, RerankRequest
from ui.completions.refusals import InvalidRequest, check_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["vector_routes"]

EMBEDDING_MODELS = ("all-MiniLM-L6-v2", "copydesk-embedding")
RERANK_MODELS = ("copydesk-rerank",)


def vector_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["openai"])
    local = LocalEmbeddings(room.settings.embedding_model_path, room.settings.threads)  # loads at its first use

    @router.post("/v1/embeddings", responses=described("Embeddings", 404, is_openai=True), response_class=PlainJSON)
    async def embed(wanted: EmbeddingRequest) -> PlainJSON:
        """Vectors of length 1 from the local model, whatever model the archive was made with."""
        check_model(wanted.model, EMBEDDING_MODELS)
        _check_dimensions(wanted.dimensions, local)
        texts = wanted.texts()
        vectors, usage = await call(room.seats, lambda: (local.encode(texts), _usage(texts)))
        rows = [
            {"object": "embedding", "index": index, "embedding": _written(vector, wanted.encoding_format)}
            for index, vector in enumerate(vectors)
        ]
        return PlainJSON({"object": "list", "data": rows, "model": wanted.model, "usage": usage})

    @router.post("/v1/rerank", responses=described("Reranked", 404, is_openai=True), response_class=PlainJSON)
    async def rerank(wanted: RerankRequest) -> PlainJSON:
        """Texts by how near they are to a query, the nearest first; scores compare within one request only."""
        check_model(wanted.model, RERANK_MODELS)
        texts = wanted.texts()
        scores, usage = await call(
            room.seats, lambda: (_score(local, wanted.query, texts), _usage([wanted.query, *texts]))
        )
        order = sorted(range(len(texts)), key=lambda index: (-scores[index], index))[: wanted.top_n]
        results = [
            {
                "index": index,
                "relevance_score": scores[index],
                **({"document": {"text": texts[index]}} if wanted.return_documents else {}),
            }
            for index in order
        ]
        return PlainJSON({"model": wanted.model, "results": results, "usage": usage})

    return router


def _check_dimensions(wanted: int | None, local: LocalEmbeddings) -> None:
    """Raises InvalidRequest: a vector cut short would be compared with whole ones."""
    its_own = local.identity.dimension
    if wanted not in (None, its_own):
        message = f"This model's vectors have {its_own} dimensions. Ask for {its_own}, or leave `dimensions` out."
        raise InvalidRequest(message)


def _written(vector: "NDArray[np.float32]", encoding: str | None) -> Any:
    if encoding == "base64":
        return base64.b64encode(vector.astype("<f4").tobytes()).decode()
    return vector.tolist()


def _score(local: LocalEmbeddings, query: str, texts: Sequence[str]) -> list[float]:
    """ColBERT's MaxSim: the mean over the query's word pieces of the nearest piece of the text."""
    asked, *read = local.encode_tokens([query, *texts])
    return [
        float(product(asked.vectors, one.vectors.T).max(axis=1).mean())
        if len(one.vectors) and len(asked.vectors)
        else 0.0
        for one in read
    ]


def _usage(texts: Sequence[str]) -> dict[str, int]:
    count = sum(map(count_tokens, texts))
    return {"prompt_tokens": count, "total_tokens": count}
