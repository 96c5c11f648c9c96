from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.models import Embedder, build_embedder
from assistant.settings import Settings
from ui.probe import EXPECTED_SIMILARITY, PROBE_TEXT, similarity_to_expected


@cache
def loaded() -> Embedder:
    return build_embedder(Settings.load())


def encode(text: str) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = loaded().encode([text])
    return vectors.reshape(-1)


def test_the_local_model_gives_the_pinned_vector() -> None:
    assert similarity_to_expected(encode(PROBE_TEXT)) >= EXPECTED_SIMILARITY


def test_another_vector_is_told_apart() -> None:
    assert similarity_to_expected(encode(PROBE_TEXT.replace("quote", "date"))) < EXPECTED_SIMILARITY


@pytest.mark.parametrize("size", [0, 3, 384])
def test_what_is_no_vector_is_not_like_it(size: int) -> None:
    assert similarity_to_expected(np.zeros(size, dtype=np.float32)) == 0
