import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.token_rows import store_codes
from assistant.archive.catalog.vectors import Hit, best_hits, key_numbers, nearest_rows, store_vectors, vector_key
from assistant.models import Embedded


@given(st.integers(0, 10_000), st.integers(0, 200), st.integers(1, 50))
def test_exact_search_is_a_sort(seed: int, count: int, k: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32)
    query = np.array([1, 0, 0], dtype=np.float32)
    rows, scores = nearest_rows(matrix, query, k)
    assert list(scores) == sorted((float(row) for row in matrix[:, 0]), reverse=True)[:k]
    assert [float(matrix[row, 0]) for row in rows] == list(scores)


def test_of_equal_scores_the_older_passage_comes_first() -> None:
    passage_ids = np.array([9, 4, 7], dtype=np.int64)
    assert best_hits(passage_ids, np.array([0.5, 0.5, 0.75], dtype=np.float32), 2) == [Hit(7, 0.75), Hit(4, 0.5)]


def test_a_key_parts_model_and_input() -> None:
    assert vector_key("model", "text") == vector_key("model", "text")
    assert len({vector_key("ab", "c"), vector_key("a", "bc"), vector_key("a", "b c")}) == 3


def test_the_numbers_of_keys_are_sorted_and_tell_which_have_codes(catalog: Database) -> None:
    keys = [bytes([first]) + b"\0" * 31 for first in (3, 1, 2)]
    vectors = np.eye(3, dtype=np.float32)
    with catalog.transaction():
        numbers = store_vectors(catalog, keys, vectors)
        store_codes(catalog, [numbers[keys[0]]], Embedded(vectors[:1], (b"codes",)))
    assert key_numbers(catalog, with_codes=False).tolist() == [1, 2, 3]
    assert key_numbers(catalog, with_codes=True).tolist() == [3]
