from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.errors import ModelError
from assistant.models.token_codes import BASIS_FILE, DIRECTIONS, pack_tokens, reduce_tokens, unpack_tokens

random = np.random.default_rng(3)


def rows_of(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = random.normal(size=(count, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)  # type: ignore[no-any-return]  # numpy's division


def test_the_basis_is_of_orthogonal_directions_of_length_one() -> None:
    with resources.as_file(resources.files("assistant.models") / "data" / BASIS_FILE) as path:
        basis = np.load(path, allow_pickle=False).astype(np.float64)
    assert basis.shape == (384, DIRECTIONS)
    np.testing.assert_allclose(basis.T @ basis, np.eye(DIRECTIONS), atol=2e-3)


def test_what_is_packed_comes_back_within_half_a_level() -> None:
    vectors = rows_of(40)
    ids, found = unpack_tokens(pack_tokens(range(40), vectors))
    reduced = reduce_tokens(vectors)
    assert ids == tuple(range(40))
    half_a_level = np.abs(reduced).max(axis=1, keepdims=True) / 7.5 / 2
    assert (np.abs(found - reduced) <= 1.01 * half_a_level).all()


def test_products_stay_close() -> None:
    vectors = reduce_tokens(rows_of(60))
    _, found = unpack_tokens(pack_tokens(range(60), rows := rows_of(60)))
    np.testing.assert_allclose(vectors @ found.T, vectors @ reduce_tokens(rows).T, atol=0.03)


@given(
    st.lists(st.integers(0, 30_521), max_size=6).flatmap(
        lambda ids: st.tuples(
            st.just(ids),
            arrays.arrays(np.float32, (len(ids), 384), elements=st.floats(-1, 1, width=32)),
        )
    )
)
def test_any_rows_can_be_packed(drawn: tuple[list[int], np.ndarray[tuple[int, int], np.dtype[np.float32]]]) -> None:
    ids, vectors = drawn
    found_ids, found = unpack_tokens(pack_tokens(ids, vectors))
    assert list(found_ids) == ids
    assert found.shape == (len(ids), DIRECTIONS)
    assert np.isfinite(found).all()


def test_word_pieces_without_their_vectors_are_refused() -> None:
    with pytest.raises(ValueError, match="2 word pieces have 1 vectors"):
        pack_tokens([5, 6], rows_of(1))


def test_cut_bytes_say_what_to_do() -> None:
    with pytest.raises(ModelError, match="copydesk rebuild"):
        unpack_tokens(pack_tokens([5], rows_of(1))[:-1])
