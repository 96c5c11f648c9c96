import pytest

from assistant.answering.grounding.rates import rate_fault


@pytest.mark.parametrize(
    ("statement", "quote", "said"),
    [
        (
            "It carries 90,000 barrels of oil a week.",
            "It carries 90,000 barrels of oil a day.",
            "90,000 barrels of oil a day",
        ),
        ("The yard builds 40 boats each month.", "The yard builds 40 boats each year.", "40 boats each year"),
        ("The rent is 600 crowns a week.", "The rent is 600 crowns a month.", "600 crowns a month"),
        ("The yard builds 40 boats per year.", "The yard builds 40 boats a year.", None),
        ("The yard builds 40 boats.", "The yard builds 40 boats a year.", None),
        ("It killed 40 people a day after the flood.", "It killed 40 people a week later.", None),
    ],
)
def test_so_much_a_day_is_not_so_much_a_week(statement: str, quote: str, said: str | None) -> None:
    assert rate_fault(statement, [quote]) == (f"what it cites says “{said}”" if said else None)
