import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading import CALIBRATION, Calibration

ODDS = st.lists(st.floats(-30, 30), min_size=1, max_size=9)


def test_confidence_is_the_chance_that_any_sentence_answers() -> None:
    plain = Calibration(weight=1.0, bias=0.0, far_weight=10.0, near=0.5)

    assert plain.confidence([np.array([0.0])]) == pytest.approx(1 / 2)
    assert plain.confidence([np.array([0.0]), np.array([0.0])]) == pytest.approx(2 / 3)


def test_nothing_read_is_nothing_sure() -> None:
    assert CALIBRATION.confidence([]) == 0.0
    assert CALIBRATION.confidence([np.array([-np.inf])]) == 0.0


@given(ODDS, st.floats(0.1, 5))
def test_likelier_sentences_never_make_it_less_sure(odds: list[float], more: float) -> None:
    less, greater = (CALIBRATION.confidence([np.array(odds, np.float32) + np.float32(added)]) for added in (0.0, more))
    assert 0.0 <= less <= greater <= 1.0


@given(ODDS, st.floats(0, 1), st.floats(0, 1))
def test_a_passage_that_is_farther_never_makes_it_surer(odds: list[float], one: float, other: float) -> None:
    far, near = (CALIBRATION.confidence([np.array(odds, np.float32)], match) for match in sorted((one, other)))
    assert far <= near <= CALIBRATION.confidence([np.array(odds, np.float32)])


def test_above_near_a_nearer_passage_is_no_proof() -> None:
    odds = [np.array([1.0], np.float32)]
    assert CALIBRATION.confidence(odds, 0.6) == CALIBRATION.confidence(odds, 0.9) == CALIBRATION.confidence(odds)
    assert CALIBRATION.confidence(odds, 0.3) < 0.1
