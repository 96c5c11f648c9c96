"""Who speaks, and which reports do not agree, on labelled inputs; the closed half first."""

import pytest

from tests.quality.news_sets import Found, Tally, measure_conflicts, measure_sides, measure_speakers


def test_scores_are_counted_over_what_was_found_and_what_is_so() -> None:
    tally = Tally((Found("a", "Ann Lee", "Ann Lee"), Found("b", None, "Bob Ray"), Found("c", None, None)))
    assert (tally.precision, tally.recall) == (0.5, 1.0)


@pytest.mark.quality
@pytest.mark.parametrize("is_closed", [True, False])
def test_the_one_who_speaks_is_named_and_nobody_else(is_closed: bool) -> None:
    tally = measure_speakers(is_closed=is_closed)
    assert tally.precision >= 0.95
    assert tally.recall >= 0.85


@pytest.mark.quality
@pytest.mark.parametrize("is_closed", [True, False])
def test_only_reports_that_do_not_agree_are_called_so(is_closed: bool) -> None:
    tally = measure_conflicts(is_closed=is_closed)
    assert tally.precision >= 0.9
    assert tally.recall >= 0.85


@pytest.mark.quality
@pytest.mark.parametrize("is_closed", [True, False])
def test_sides_are_taken_by_those_who_take_them(is_closed: bool) -> None:
    tally = measure_sides(is_closed=is_closed)
    assert tally.precision >= 0.9
    assert tally.recall >= 0.85
