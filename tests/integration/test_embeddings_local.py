"""The real model through both runtimes, against what it is known to say."""

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests

from assistant.archive.catalog.manifest import PROBE_COSINE
from assistant.models import LocalEmbeddings
from assistant.models.padded import OnnxRuntime
from assistant.models.weights import read_weights

TEXTS = ["A dog sat on the mat.", "A puppy was sitting on a rug.", "Inflation rose to five percent in March."]


@pytest.mark.asyncio
@pytest.mark.filterwarnings("ignore:The test .* is marked with:pytest.PytestWarning")  # half are not async
class TestLangChain(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[LocalEmbeddings]:
        return LocalEmbeddings


@pytest.fixture(scope="module")
def embedder() -> LocalEmbeddings:
    return LocalEmbeddings()


def test_meaning_counts(embedder: LocalEmbeddings) -> None:
    dog, puppy, inflation = embedder.encode(TEXTS)
    assert dog @ puppy > 0.6
    assert dog @ inflation < 0.1


def test_runtimes_give_comparable_vectors(embedder: LocalEmbeddings) -> None:
    other = LocalEmbeddings(runtime=OnnxRuntime(read_weights(None), 1))
    assert (embedder.encode(TEXTS) * other.encode(TEXTS)).sum(axis=1).min() >= PROBE_COSINE


def test_a_repeated_call_gives_the_same_vectors(embedder: LocalEmbeddings) -> None:
    np.testing.assert_array_equal(embedder.encode(TEXTS), embedder.encode(TEXTS))


def test_company_in_a_batch_hardly_changes_a_vector(embedder: LocalEmbeddings) -> None:
    alone = np.concatenate([embedder.encode([text]) for text in TEXTS])
    assert (embedder.encode([*TEXTS, "long " * 200])[:3] * alone).sum(axis=1).min() >= PROBE_COSINE


def test_late_interaction_finds_the_same_word(embedder: LocalEmbeddings) -> None:
    asked, found = embedder.encode_tokens(["Which dog?", TEXTS[0]])
    best = int((asked.vectors[1] @ found.vectors.T).argmax())
    assert TEXTS[0][slice(*found.offsets[best])] == "dog"


def test_describe_tells_runtime_and_precision(embedder: LocalEmbeddings) -> None:
    assert "f32" in embedder.describe()
