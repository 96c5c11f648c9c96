"""A small archive, a model made of words, and the assistant built from them."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import ExtractiveWriter, Writer
from assistant.archive import Archive, IncomingArticle, Vectors
from assistant.errors import ModelError
from assistant.language import words
from assistant.models import EmbeddingIdentity, TokenEmbedder, TokenVectors
from assistant.pipeline import Assistant
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings
from ingest.split import split
from tests.unit.assistant.tail_archive import TailArchive

DIMENSION = 32


class WordEmbedder(TokenEmbedder):
    """A vector for each word, always the same one; a text is the sum of its words. `failure` is raised instead."""

    def __init__(self, failure: ModelError | None = None) -> None:
        self.failure = failure
        self.token_texts: list[str] = []

    @property
    def identity(self) -> EmbeddingIdentity:
        return EmbeddingIdentity("words", DIMENSION, "0" * 64, 256, local=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self._fail()
        rows = [np.sum([_of_word(word) for word in words(text)] or [_of_word("")], axis=0) for text in texts]
        return _unit(np.array(rows, dtype=np.float32))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self._fail()
        self.token_texts += texts
        return [_tokens_of(text) for text in texts]

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


def _tokens_of(text: str) -> TokenVectors:
    spans, position = [], 0
    for piece in text.split():
        start = text.index(piece, position)
        position = start + len(piece)
        spans.append((start, position))
    vectors = np.zeros((len(spans), DIMENSION), np.float32)
    for row, (start, end) in enumerate(spans):
        vectors[row] = _of_word(" ".join(words(text[start:end])))
    return TokenVectors(_unit(vectors), tuple(range(len(spans))), tuple(spans))


def _of_word(word: str) -> Vectors:
    digest = hashlib.shake_128(word.lower().encode("utf-8", "replace")).digest(DIMENSION)
    return np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit


def count_words(text: str) -> int:
    return len(text.split())


class BorrowingAssistant(Assistant):
    """Asks a desk's archive, which stays open for the next one."""

    def close(self) -> None:
        pass


class Desk:
    """An archive with short ways to fill it and to ask it."""

    def __init__(self, archive: Archive, embedder: WordEmbedder) -> None:
        self.archive = archive
        self.embedder = embedder

    def put(self, text: str, title: str | None = None, *, published: str | None = "2026-05-04", **given: object) -> str:
        """Store one article, split as ingest splits it; its id."""
        day = date.fromisoformat(published[:10]) if published else None
        known: dict[str, object] = {"publisher": "The Lantern", "source_name": "desk", **given}
        incoming = IncomingArticle(text, title, published_at=published, published_on=day, **known)  # type: ignore[arg-type]  # plain keywords
        with self.archive.writer() as writer:
            return writer.put(incoming, split(incoming, count_words), self.embedder.encode).article_id

    def assistant(self, writer: Writer | None = None, embedder: WordEmbedder | None = None) -> Assistant:
        model = embedder or self.embedder
        retriever = Retriever(model, LateInteraction(model))
        return BorrowingAssistant(
            self.archive, retriever, writer or ExtractiveWriter(), Settings.load(archive=self.archive.path)
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    embedder = WordEmbedder()
    with TailArchive.open(tmp_path / "archive", embedder.identity, create=True) as archive:
        yield Desk(archive, embedder)


@pytest.fixture
def make_embedder() -> Callable[..., WordEmbedder]:
    return WordEmbedder


@pytest.fixture
def open_desk() -> Callable[[Path], Desk]:
    """For tests that draw a new archive for each example; close its archive afterwards."""

    def open_at(folder: Path) -> Desk:
        embedder = WordEmbedder()
        return Desk(TailArchive.open(folder, embedder.identity, create=True), embedder)

    return open_at
