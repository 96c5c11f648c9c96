from datetime import date

import pytest

from assistant import Filters
from assistant.errors import FilterError
from ui.commands.options import KindName, read_filters


def test_filters() -> None:
    assert read_filters(None, None, None, None) == Filters()
    assert read_filters("2026-05", "2026-05", [" The Herald "], ["A", "B"]) == Filters(
        date_from=date(2026, 5, 1), date_to=date(2026, 5, 31), publishers=("The Herald",), authors=("A", "B")
    )


def test_kinds_and_a_day() -> None:
    filters = read_filters(None, None, None, None, "2026-05-04", [KindName.opinion])
    assert filters == Filters(kinds=("opinion",), as_of=date(2026, 5, 4))


def test_filters_that_make_no_sense() -> None:
    with pytest.raises(FilterError, match="Swap the two"):
        read_filters("2026-05-02", "2026-05-01", None, None)
    with pytest.raises(FilterError, match="is not a day"):
        read_filters("yesterday", None, None, None)
    with pytest.raises(FilterError, match="--from is empty"):
        read_filters("", None, None, None)
    with pytest.raises(FilterError, match="--publisher is empty"):
        read_filters(None, None, [" "], None)
    with pytest.raises(FilterError, match="--author is empty"):
        read_filters(None, None, None, [""])
