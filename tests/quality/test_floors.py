"""The pinned scores on the shared question sets do not sink."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.quality.floors import (
    FOLDERS,
    LONG_SETS,
    SETS,
    Floor,
    Measured,
    QuestionSet,
    load_floors,
    measure_folder,
    next_value,
    save_floors,
)
from tests.quality.raise_floors import moved

FLOOR = Floor("wikinews", "hit_at_1", "at_least", 0.6, None, None, "the issue's minimum")


@pytest.mark.quality
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_score_is_below_its_floor(folder: str, shared_data: Path) -> None:
    check(folder, shared_data, SETS)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", sorted({one.folder for one in LONG_SETS.values()}))
def test_no_score_of_the_long_runs_is_below_its_floor(folder: str, shared_data: Path) -> None:
    check(folder, shared_data, LONG_SETS)


def check(folder: str, shared_data: Path, sets: Mapping[str, QuestionSet]) -> None:
    measured = measure_folder(folder, shared_data, sets)
    for name, found in measured.items():
        print(name, {measure: round(one.value, 4) for measure, one in found.items()})

    floors = [floor for floor in load_floors() if floor.question_set in measured]

    assert {floor.question_set for floor in floors} == set(measured)
    assert [
        (floor, value)
        for floor in floors
        if not floor.holds(value := measured[floor.question_set][floor.measure].value)
    ] == []


def test_each_floor_says_why_it_is_where_it_is() -> None:
    floors = load_floors()

    assert len({(floor.question_set, floor.measure) for floor in floors}) == len(floors)
    assert all(floor.reason and floor.question_set in SETS | LONG_SETS for floor in floors)


def test_a_floor_rises_by_itself_and_sinks_only_with_a_reason() -> None:
    high, low = Measured(0.8, 100), Measured(0.5, 100)

    assert moved(FLOOR, high, {}).value == pytest.approx(0.79)
    assert moved(FLOOR, low, {}) == FLOOR
    lowered = moved(FLOOR, low, {"wikinews.hit_at_1": "a harder set"})
    assert (lowered.value, lowered.reason, lowered.measured) == (0.49, "a harder set", 0.5)


def test_what_must_be_whole_stays_whole() -> None:
    whole = replace(FLOOR, measure="exact_quotes", value=1.0)

    assert next_value(whole, Measured(1.0, 50)) == 1.0
    assert not whole.holds(0.99)


def test_a_ceiling_comes_down() -> None:
    ceiling = replace(FLOOR, measure="words_mean", kind="at_most", value=60)

    assert ceiling.holds(60)
    assert not ceiling.holds(61)
    assert moved(ceiling, Measured(31.2, 70), {}).value == 33
    assert moved(ceiling, Measured(75.0, 70), {}) == ceiling
    mistakes = replace(ceiling, measure="unanswerable_end_in_answered", value=0.72)
    assert moved(mistakes, Measured(0.3, 100), {}).value == 0.31


def test_floors_are_kept_as_they_were(tmp_path: Path) -> None:
    save_floors([FLOOR], tmp_path / "floors.json")

    assert load_floors(tmp_path / "floors.json") == [FLOOR]
