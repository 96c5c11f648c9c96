"""The order of day, month and year in a column of dates."""

import pytest

from assistant.language import parse_moment
from assistant.language.date_order import full_year, is_open, order_of


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2026", "13/04/2026"], "dmy"),
        (["03/04/2026", "04/13/2026"], "mdy"),
        (["03.04.26 10:30", "25.04.26 11:00"], "dmy"),
        (["3/14/26", "3/4/26"], "mdy"),
        (["26-03-14", "26-03-15", "26-04-01"], "ymd"),
        (["2026-03-04", "", "nonsense", "13/04/2026"], "dmy"),
        (["03/04/2026", "05/06/2026"], None),
        (["13/04/2026", "04/13/2026"], None),
        (["2026-03-04"], None),
        ([], None),
    ],
)
def test_a_column_tells_the_order_or_nothing_does(values: list[str], order: str | None) -> None:
    assert order_of(values) == order


def test_a_date_is_read_in_the_order_of_its_column() -> None:
    assert parse_moment("03/04/2026") is None
    for order, text in (("dmy", "2026-04-03"), ("mdy", "2026-03-04")):
        moment = parse_moment("03/04/2026 10:30", order=order)
        assert moment is not None
        assert moment.text == f"{text}T10:30:00"


@pytest.mark.parametrize(("value", "expected"), [("03/04/2026", True), ("13/04/2026", False), ("2026-03-04", False)])
def test_whether_a_date_is_open(value: str, expected: bool) -> None:
    assert is_open(value) is expected


def test_two_digits_are_never_a_year_far_ahead() -> None:
    assert full_year(26) == 2026
    assert full_year(99) == 1999
