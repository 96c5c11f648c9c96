import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from assistant.answering.token_features import TOKEN_FEATURES, token_rows
from assistant.retrieval import TokenMatch

SPANS = ((0, 10), (11, 20), (21, 30))


def match_of(similarities: np.ndarray, starts: list[int]) -> TokenMatch:
    weights = np.full(len(similarities), 1 / max(len(similarities), 1), dtype=np.float32)
    places = np.array(starts)
    return TokenMatch(similarities.astype(np.float32), weights, places, places + 1)


def test_a_row_for_each_sentence_from_its_own_tokens() -> None:
    match = match_of(np.array([[0.9, 0.2, 0.1, 0.4], [0.9, 0.1, 0.8, 0.3]]), [-1, 0, 11, 21])

    rows = dict(zip(TOKEN_FEATURES, token_rows("?", match, SPANS).T, strict=True))

    assert np.allclose(rows["similarity"], [0.15, 0.45, 0.35])
    assert np.allclose(rows["weakest_similarity"], [0.1, 0.1, 0.3])
    assert np.allclose(rows["previous_similarity"], [0, 0.15, 0.45])
    assert np.allclose(rows["next_similarity"], [0.45, 0.35, 0])
    assert np.allclose(rows["window_similarity"], [0.5, 0.6, 0.6])


def test_without_token_vectors_everything_is_missing() -> None:
    assert np.isnan(token_rows("?", None, SPANS)).all()


@given(
    hnp.arrays(np.float32, (3, 5), elements=st.floats(-1, 1, width=32)),
    st.lists(st.integers(-1, 29), min_size=5, max_size=5).map(sorted),
)
def test_rows_are_finite_and_within_the_cosines(similarities: np.ndarray, starts: list[int]) -> None:
    rows = token_rows("?", match_of(similarities, starts), SPANS)

    assert rows.shape == (3, len(TOKEN_FEATURES))
    assert np.isfinite(rows).all()
    assert np.abs(rows).max() <= 2.001
