import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_tests.unit_tests import EmbeddingsUnitTests
from numpy.typing import NDArray

from assistant.errors import ModelDamaged, ModelMissing
from assistant.models import (
    MAX_PIECES,
    CodingEmbedder,
    Embedder,
    LocalEmbeddings,
    TokenEmbedder,
    embed_of,
    reduce_tokens,
    unpack_tokens,
)
from assistant.models.local import DIMENSION
from assistant.models.weights import NAME, SHA256


class CountingRuntime:
    """A word piece's hidden state says which piece it is; the lengths of all rows are kept."""

    description = "counting"

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def run(self, rows: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
        for row in rows:
            self.lengths.append(len(row))
            hidden = np.zeros((len(row), DIMENSION), np.float32)
            hidden[np.arange(len(row)), np.array(row) % DIMENSION] = 1
            yield hidden


class TestLangChain(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[LocalEmbeddings]:
        return LocalEmbeddings


def test_nothing_loads_before_the_first_call(tmp_path: Path) -> None:
    embedder = LocalEmbeddings(tmp_path / "none.onnx")
    with pytest.raises(ModelMissing):
        embedder.embed_query("hello")


def test_identity_of_the_packaged_model() -> None:
    identity = LocalEmbeddings().identity
    assert (identity.name, identity.dimension, identity.sha256, identity.max_tokens) == (NAME, 384, SHA256, 256)
    assert identity.local
    assert LocalEmbeddings().key() == identity.key() == LocalEmbeddings(threads=1).key()


def test_another_file_is_another_identity(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"another model")
    embedder = LocalEmbeddings(path)
    assert embedder.key() != LocalEmbeddings().key()
    with pytest.raises(ModelDamaged):
        embedder.encode(["hello"])


def test_a_file_that_changes_under_its_identity_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"one model")
    embedder = LocalEmbeddings(path)
    assert embedder.identity
    path.write_bytes(b"two models")
    with pytest.raises(ModelDamaged, match="replaced"):
        embedder.encode(["hello"])


def test_it_is_an_embedder_with_token_vectors() -> None:
    embedder: TokenEmbedder = LocalEmbeddings()
    assert isinstance(embedder, Embedder)
    assert isinstance(embedder, TokenEmbedder)


def test_results_come_in_the_order_of_the_texts() -> None:
    texts = [" ".join(["word"] * (index * 7 % 20 + 1)) + f" {index}" for index in range(50)]
    embedder = LocalEmbeddings(runtime=CountingRuntime())
    together, apart = embedder.encode(texts), np.concatenate([embedder.encode([text]) for text in texts])
    np.testing.assert_allclose(together, apart)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-6)


def test_texts_of_like_length_follow_one_another() -> None:
    runtime = CountingRuntime()
    LocalEmbeddings(runtime=runtime).encode(["word " * (index * 7 % 100) for index in range(100)])
    assert runtime.lengths == sorted(runtime.lengths)


def test_every_word_piece_of_a_long_text_counts() -> None:
    runtime = CountingRuntime()
    (vector,) = LocalEmbeddings(runtime=runtime).encode(["hello " * MAX_PIECES * 2 + "world"])
    assert vector[2088 % DIMENSION] > 0
    assert vector[7592 % DIMENSION] / vector[2088 % DIMENSION] == pytest.approx(MAX_PIECES * 2)
    assert max(runtime.lengths) <= 256


def test_no_texts_and_blank_texts() -> None:
    embedder = LocalEmbeddings(runtime=CountingRuntime())
    assert embedder.encode([]).shape == (0, DIMENSION)
    assert embedder.embed_documents([]) == []
    np.testing.assert_allclose(np.linalg.norm(embedder.encode(["", " \n"]), axis=1), 1, rtol=1e-6)
    assert embedder.encode_tokens([]) == []
    assert embedder.encode_tokens([""])[0].vectors.shape == (0, DIMENSION)


def test_token_vectors_belong_to_their_pieces() -> None:
    texts = ["hello world", "hello " * (MAX_PIECES + 3), ""]
    for text, tokens in zip(texts, LocalEmbeddings(runtime=CountingRuntime()).encode_tokens(texts), strict=True):
        assert len(tokens.vectors) == len(tokens.token_ids) == len(tokens.offsets) == len(text.split())
        assert [text[start:end] for start, end in tokens.offsets] == text.split()
        assert tokens.vectors.argmax(axis=1).tolist() == [token_id % DIMENSION for token_id in tokens.token_ids]
        np.testing.assert_allclose(np.linalg.norm(tokens.vectors, axis=1), 1, rtol=1e-6)


@pytest.mark.slow
def test_threads_share_one_model() -> None:
    embedder = LocalEmbeddings(threads=1)
    texts = [f"storm number {index}" for index in range(16)]
    expected = embedder.encode(texts)
    barrier = threading.Barrier(8)

    def encode(_: int) -> NDArray[np.float32]:
        barrier.wait()
        return embedder.encode(texts)

    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(encode, range(8)):
            np.testing.assert_array_equal(vectors, expected)


def test_codes_are_the_token_vectors_of_the_same_pass() -> None:
    """In order, also of a text that is read in windows."""
    texts = ["A heron stood still.", "", "word " * (MAX_PIECES + 40), "Another one flew."]
    embedder = LocalEmbeddings(runtime=CountingRuntime())
    given = embedder.encode_with_codes(texts)
    np.testing.assert_array_equal(given.vectors, embedder.encode(texts))
    for code, tokens in zip(given.token_codes, embedder.encode_tokens(texts), strict=True):
        ids, vectors = unpack_tokens(code)
        assert ids == tokens.token_ids
        np.testing.assert_allclose(vectors, reduce_tokens(tokens.vectors), atol=0.05)


def test_only_the_packaged_file_keeps_codes(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"another model")
    assert LocalEmbeddings().keeps_codes
    assert not LocalEmbeddings(path).keeps_codes
    assert isinstance(LocalEmbeddings(), CodingEmbedder)
    assert embed_of(LocalEmbeddings(path)).__name__ == "encode"
    assert embed_of(LocalEmbeddings()).__name__ == "encode_with_codes"
