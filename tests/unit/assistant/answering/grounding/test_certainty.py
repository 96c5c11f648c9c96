import pytest

from assistant.answering.grounding.certainty import certainty_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The treasurer took money from the fund.", "Police suspect that the treasurer took money from the fund."),
        ("The treasurer took money from the fund.", "The paper alleges the treasurer took money from the fund."),
        ("The dam is leaking.", "Engineers are looking into whether the dam is leaking."),
        ("The two clubs merged in spring.", "The two clubs plan to merge in spring."),
    ],
)
def test_a_suspicion_or_plan_told_as_a_fact(statement: str, quote: str) -> None:
    assert certainty_fault(statement, [quote]) is not None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Police believe the treasurer took money.", "Police suspect that the treasurer took money."),
        (
            "The treasurer took money from the fund.",
            "The treasurer took money from the fund, and may have to repay it.",
        ),
        ("The clubs will merge in spring.", "The clubs plan to merge in spring."),
        ("The fund was founded in Halden.", "Police suspect that the treasurer took money."),
    ],
)
def test_what_is_told_as_surely_is_no_fault(statement: str, quote: str) -> None:
    assert certainty_fault(statement, [quote]) is None
