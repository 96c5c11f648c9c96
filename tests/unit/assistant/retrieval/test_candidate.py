import numpy as np
import pytest

from assistant.retrieval import TokenMatch


def match(similarities: list[list[float]], weights: list[float]) -> TokenMatch:
    spans = np.arange(len(similarities[0]) if similarities else 0)
    return TokenMatch(
        np.array(similarities, dtype=np.float32), np.array(weights, dtype=np.float32), starts=spans, ends=spans + 1
    )


def test_each_token_of_the_question_counts_where_it_meets_best() -> None:
    assert match([[0.2, 0.8], [0.5, 0.1]], [0.75, 0.25]).score == pytest.approx(0.75 * 0.8 + 0.25 * 0.5)


def test_a_question_found_word_for_word_scores_one() -> None:
    assert match([[1.0, 0.0], [0.0, 1.0]], [0.5, 0.5]).score == pytest.approx(1)


def test_without_tokens_on_either_side_there_is_no_score() -> None:
    assert match([], []).score == 0
    assert match([[], []], [0.5, 0.5]).score == 0
