"""Embedding and language models: the one place that names a provider or loads a model.

Importing this package is cheap; a model, its runtime or a provider's client is imported at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.models.embedder import Embedder, EmbeddingIdentity, TokenEmbedder, TokenVectors
from assistant.models.tokenizer import MAX_PIECES, MAX_TOKENS, count_tokens

if TYPE_CHECKING:
    from assistant.models.build import build_embedder
    from assistant.models.chat import Ended, LanguageModel, Message, Piece, Restarted, Retrying, Words
    from assistant.models.chat_build import build_language_model
    from assistant.models.local import LocalEmbeddings
    from assistant.models.remote import RemoteEmbeddings

__all__ = [
    "MAX_PIECES",
    "MAX_TOKENS",
    "Embedder",
    "EmbeddingIdentity",
    "Ended",
    "LanguageModel",
    "LocalEmbeddings",
    "Message",
    "Piece",
    "RemoteEmbeddings",
    "Restarted",
    "Retrying",
    "TokenEmbedder",
    "TokenVectors",
    "Words",
    "build_embedder",
    "build_language_model",
    "count_tokens",
]

# langchain-core alone takes 0.3 s to import, and keyword search needs none of it.
_LATE = {
    "Ended": "chat",
    "LanguageModel": "chat",
    "LocalEmbeddings": "local",
    "Message": "chat",
    "Piece": "chat",
    "RemoteEmbeddings": "remote",
    "Restarted": "chat",
    "Retrying": "chat",
    "Words": "chat",
    "build_embedder": "build",
    "build_language_model": "chat_build",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
