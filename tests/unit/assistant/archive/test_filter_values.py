"""What is written for a filter is understood, or refused with the way to write it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.archive import Filters
from assistant.archive.filter_values import day_of, names_of
from assistant.errors import FilterError


def test_one_name_stands_for_a_list_of_one() -> None:
    given: Any = "Wikinews"
    assert Filters(publishers=given).publishers == ("Wikinews",)
    assert names_of("authors", ["Ann Lee", "Bo Rask"]) == ("Ann Lee", "Bo Rask")
    assert names_of("authors", None) == ()


def test_a_day_may_be_text_or_a_time() -> None:
    given: dict[str, Any] = {"date_from": "2026-05", "date_to": "2026-05", "as_of": datetime(2026, 6, 1, 9, tzinfo=UTC)}
    assert Filters(**given) == Filters(date(2026, 5, 1), date(2026, 5, 31), as_of=date(2026, 6, 1))
    assert day_of("as_of", " ") is None


@pytest.mark.parametrize(
    "given",
    [{"publishers": 5}, {"authors": [None]}, {"kinds": {"news": 1}}, {"publishers": b"x"}, {"date_from": 2026}],
)
def test_anything_else_is_refused_by_its_name(given: dict[str, Any]) -> None:
    with pytest.raises(FilterError, match=f"`{next(iter(given))}` takes"):
        Filters(**given)


def test_a_text_that_is_no_day_is_refused() -> None:
    given: Any = "last week"
    with pytest.raises(FilterError, match="'last week' is not a day"):
        Filters(date_to=given)
