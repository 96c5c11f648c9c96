"""Embedding and language models: the one place that names a provider or loads a model.

Importing this package is cheap; a model, its runtime or a provider's client is imported at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.models.embedder import (
    CodingEmbedder,
    Embedded,
    Embedder,
    EmbeddingIdentity,
    TokenEmbedder,
    TokenVectors,
    embed_of,
    encode_question,
    keeps_codes,
)
from assistant.models.pace import Pace
from assistant.models.tokenizer import MAX_PIECES, MAX_TOKENS, WordPieces, count_tokens, word_pieces

if TYPE_CHECKING:
    from assistant.models.brought import embedder_of, language_model_of
    from assistant.models.build import build_embedder
    from assistant.models.chat import Ended, LanguageModel, Message, Piece, Restarted, Retrying, Words
    from assistant.models.chat_build import build_language_model
    from assistant.models.chat_faults import no_answer
    from assistant.models.entailment import Entailed, Entailment
    from assistant.models.local import LocalEmbeddings
    from assistant.models.products import product
    from assistant.models.reader import PassageText, Reader
    from assistant.models.remote import RemoteEmbeddings
    from assistant.models.token_codes import PRODUCT_SCALE, TOKEN_CODE_BYTES, pack_tokens, reduce_tokens, unpack_tokens

__all__ = [
    "MAX_PIECES",
    "MAX_TOKENS",
    "PRODUCT_SCALE",
    "TOKEN_CODE_BYTES",
    "CodingEmbedder",
    "Embedded",
    "Embedder",
    "EmbeddingIdentity",
    "Ended",
    "Entailed",
    "Entailment",
    "LanguageModel",
    "LocalEmbeddings",
    "Message",
    "Pace",
    "PassageText",
    "Piece",
    "Reader",
    "RemoteEmbeddings",
    "Restarted",
    "Retrying",
    "TokenEmbedder",
    "TokenVectors",
    "WordPieces",
    "Words",
    "build_embedder",
    "build_language_model",
    "count_tokens",
    "embed_of",
    "embedder_of",
    "encode_question",
    "keeps_codes",
    "language_model_of",
    "no_answer",
    "pack_tokens",
    "product",
    "reduce_tokens",
    "unpack_tokens",
    "word_pieces",
]

# langchain-core alone takes 0.3 s to import, and keyword search needs none of it.
_LATE = {
    "PRODUCT_SCALE": "token_codes",
    "TOKEN_CODE_BYTES": "token_codes",
    "Ended": "chat",
    "Entailed": "entailment",
    "Entailment": "entailment",
    "LanguageModel": "chat",
    "LocalEmbeddings": "local",
    "Message": "chat",
    "PassageText": "reader",
    "Piece": "chat",
    "Reader": "reader",
    "RemoteEmbeddings": "remote",
    "Restarted": "chat",
    "Retrying": "chat",
    "Words": "chat",
    "build_embedder": "build",
    "build_language_model": "chat_build",
    "embedder_of": "brought",
    "language_model_of": "brought",
    "no_answer": "chat_faults",
    "pack_tokens": "token_codes",
    "product": "products",
    "reduce_tokens": "token_codes",
    "unpack_tokens": "token_codes",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
