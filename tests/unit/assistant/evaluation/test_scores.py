import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.scores import (
    Abstention,
    Share,
    auroc,
    auroc_interval,
    bootstrap_interval,
    calibration_error,
    mean,
    mean_reciprocal_rank,
    percentile,
    sign_test,
    wilson_interval,
)


def test_wilson_interval_of_known_cases() -> None:
    # the worked values of Newcombe 1998, table I: 81 of 263 and 0 of 20
    low, high = wilson_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    low, high = wilson_interval(0, 20)
    assert (low, round(high, 4)) == (0.0, 0.1611)


@given(st.integers(1, 5000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_an_interval_holds_its_share(pair: tuple[int, int]) -> None:
    successes, count = pair
    low, high = wilson_interval(successes, count)

    assert 0 <= low <= successes / count <= high <= 1


@pytest.mark.parametrize(("successes", "count"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_not_a_share(successes: int, count: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson_interval(successes, count)


def test_a_share_leaves_out_what_does_not_apply() -> None:
    share = Share.of([True, None, False, True])

    assert share == Share(2, 3)
    assert share.value == pytest.approx(2 / 3)
    assert Share.of([None]).value is None
    assert Share.of([]).interval is None


def test_abstention() -> None:
    abstention = Abstention.of(
        [(False, True), (False, True), (False, False), (True, True), (True, False), (True, False), (None, True)]
    )

    assert abstention == Abstention(2, 1, 1, 2)
    assert abstention.precision.value == pytest.approx(2 / 3)
    assert abstention.recall.value == pytest.approx(2 / 3)
    assert abstention.f1 == pytest.approx(2 / 3)
    assert abstention.answered_answerable.value == pytest.approx(2 / 3)
    assert abstention.balanced_accuracy == pytest.approx(2 / 3)


def test_abstention_of_nothing_has_no_value() -> None:
    abstention = Abstention.of([(True, False)])

    assert abstention.f1 is None
    assert abstention.balanced_accuracy is None
    assert Abstention.of([(True, True)]).f1 == 0


def test_mean_reciprocal_rank() -> None:
    assert mean_reciprocal_rank([1, 2, None, 11]) == pytest.approx(1.5 / 4)
    assert mean_reciprocal_rank([]) is None
    assert mean([]) is None


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([], 0.5) is None
    assert percentile([3.0], 0.95) == 3.0
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile(list(range(1, 101)), 0.95) == 95


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_covers_its_share(values: list[float], share: float) -> None:
    found = percentile(values, share)

    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) * (1 - 1e-12)


def test_a_bootstrap_interval_lies_about_its_statistic_and_is_the_same_each_time() -> None:
    pairs = [(False, True)] * 6 + [(False, False)] * 4 + [(True, False)] * 40

    first = bootstrap_interval(pairs, lambda drawn: Abstention.of(drawn).f1)

    assert first is not None
    assert first[0] < 0.75 < first[1]
    assert first == bootstrap_interval(pairs, lambda drawn: Abstention.of(drawn).f1)
    assert bootstrap_interval([(True, False)], lambda drawn: Abstention.of(drawn).f1) is None


@pytest.mark.parametrize(("better", "worse", "chance"), [(0, 0, 1.0), (5, 0, 0.0625), (0, 5, 0.0625), (1, 1, 1.0)])
def test_the_sign_test_of_known_cases(better: int, worse: int, chance: float) -> None:
    assert sign_test(better, worse) == chance


def test_the_area_counts_pairs_in_the_right_order() -> None:
    assert auroc([0.9, 0.8], [0.1]) == 1.0
    assert auroc([0.1], [0.9, 0.8]) == 0.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.8, 0.3], [0.5, 0.1]) == 0.75
    assert auroc([], [0.5]) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_area_is_what_comparing_each_pair_gives(positives: list[float], negatives: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    area = auroc(positives, negatives)
    assert area == pytest.approx(sum(pairs) / len(pairs))
    low, high = auroc_interval(area or 0.0, len(positives), len(negatives))
    assert low <= (area or 0.0) <= high


def test_the_interval_of_an_area() -> None:
    # Hanley and McNeil 1982: an area of 0.893 with 51 and 58 cases has a standard error of 0.032
    low, high = auroc_interval(0.893, 51, 58)
    assert (high - low) / 2 / 1.96 == pytest.approx(0.0325, abs=0.001)


def test_confidence_that_is_right_costs_nothing() -> None:
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert calibration_error([(1.0, False)]) == 1.0
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0.0
    assert calibration_error([(0.72, True), (0.78, False), (0.1, False)]) == pytest.approx((0.5 + 0.1) / 3)
    assert calibration_error([]) is None
