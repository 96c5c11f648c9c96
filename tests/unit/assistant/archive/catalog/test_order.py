from dataclasses import dataclass

import pytest

from assistant.archive.catalog.order import comes_before, place_among


@dataclass(frozen=True)
class Times:
    updated_at: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (Times(updated_at="2024-01-01"), Times(updated_at="2024-01-02")),
        (Times("2024-01-02", "2024-01-01"), Times("2024-01-03", "2023-01-01")),
        (Times(published_at="2024-01-01"), Times(published_at="2024-01-02", updated_at="2024-01-05")),
        (Times(None, "2024-01-01", "2024-02-01"), Times(None, "2024-01-01", "2024-02-02")),
        (Times(updated_at="2024-01-01T10:00:00+02:00"), Times(updated_at="2024-01-01T09:00:00Z")),
        (Times(updated_at="2024-01-01T10:00:00"), Times(updated_at="2024-01-01T10:00:01")),
    ],
)  # fmt: skip
def test_the_older_one_comes_before(older: Times, newer: Times) -> None:
    assert comes_before(older, newer)
    assert not comes_before(newer, older)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Times(), Times()),
        (Times(updated_at="2024-01-01"), Times()),
        (Times(updated_at="2024-01-01"), Times(published_at="2020-01-01")),
        (Times(updated_at="2024-01-01"), Times(updated_at="2024-01-01T10:00:00+02:00")),
        (Times(updated_at="last Tuesday"), Times(updated_at="2024-01-01")),
    ],
)
def test_what_is_not_known_says_nothing(left: Times, right: Times) -> None:
    assert not comes_before(left, right)
    assert not comes_before(right, left)


def test_a_late_one_takes_its_place_and_an_undated_one_is_the_newest() -> None:
    stored = [Times(updated_at="2024-01-01"), Times(updated_at="2024-01-03")]
    assert place_among(Times(updated_at="2024-01-02"), stored) == 1
    assert place_among(Times(updated_at="2023-01-02"), stored) == 0
    assert place_among(Times(updated_at="2024-01-03"), stored) == 2
    assert place_among(Times(), stored) == 2
    assert place_among(Times(), []) == 0
