"""Which version stood on which day."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

Times = dict[str, str | None]


@pytest.mark.parametrize(
    ("versions", "days"),
    [
        ([{"published": "2024-01-05"}], ["2024-01-05"]),
        ([{"published": "2024-01-05", "updated": "2024-01-07T10:00:00Z"}], ["2024-01-07"]),
        (
            [{"published": "2024-01-05"}, {"published": "2024-01-05", "updated": "2024-02-01"}],
            ["2024-01-05", "2024-02-01"],
        ),
        # published anew on another day, without a time of updating
        ([{"published": "2024-01-05"}, {"published": "2024-01-09"}], ["2024-01-05", "2024-01-09"]),
        # no word about when it changed: known since it was fetched
        (
            [{"published": "2024-01-05"}, {"published": "2024-01-05", "fetched": "2024-03-01T08:00:00+00:00"}],
            ["2024-01-05", "2024-03-01"],
        ),
        # an older one that comes late takes its place in the order
        (
            [
                {"published": "2024-01-05", "updated": "2024-02-01"},
                {"published": "2024-01-05", "updated": "2024-01-06"},
            ],
            ["2024-01-06", "2024-02-01"],
        ),
    ],
)
def test_the_days_from_which_versions_stand(newsroom: "Newsroom", versions: list[Times], days: list[str]) -> None:
    newsroom.put(
        *(newsroom.article(f"Text {number}.", external_id="1", **times) for number, times in enumerate(versions))  # type: ignore[arg-type]  # times only
    )
    with newsroom.archive.snapshot() as snapshot:
        stored = snapshot.versions("1")
    assert [str(version.stands_from) for version in stored] == days
    assert [version.stands_until for version in stored] == [*(version.stands_from for version in stored[1:]), None]


def test_a_change_without_any_time_counts_from_the_day_it_came_in(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Text 1.", external_id="1", published="2024-01-05"))
    newsroom.put(newsroom.article("Text 2.", external_id="1", published="2024-01-05"))
    with newsroom.archive.snapshot() as snapshot:
        first, second = snapshot.versions("1")
    assert first.stands_until == second.stands_from
    assert second.stands_from is not None
    assert second.stands_from.year >= 2024


def test_a_correction_of_the_date_moves_the_day(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Text 1.", external_id="1", published="2024-01-05"))
    newsroom.put(newsroom.article("Text 1.", external_id="1", published="2024-01-06", updated="2024-01-08"))
    with newsroom.archive.snapshot() as snapshot:
        assert str(snapshot.article("1").stands_from) == "2024-01-08"
