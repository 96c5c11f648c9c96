import pytest

from assistant.answering.grounding.certainty import belief_fault, certainty_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The treasurer took money from the fund.", "Police suspect that the treasurer took money from the fund."),
        ("The treasurer took money from the fund.", "The paper alleges the treasurer took money from the fund."),
        ("The dam is leaking.", "Engineers are looking into whether the dam is leaking."),
        ("The two clubs merged in spring.", "The two clubs plan to merge in spring."),
        ("The board has decided that the pool goes.", "The board has recommended that the pool goes."),
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
        (
            "The roof of the school fell on Friday.",
            "HALDEN, May 22 - The roof of the school fell on Friday, police said.",
        ),
        ("The union worries about the loss of the jobs.", "The union fears that the jobs will be lost."),
        ("The fund was founded in Halden.", "Police suspect that the treasurer took money."),
    ],
)
def test_what_is_told_as_surely_is_no_fault(statement: str, quote: str) -> None:
    assert certainty_fault(statement, [quote]) is None


def test_the_same_words_told_as_a_fact_that_somebody_believes() -> None:
    quote = "Police believe the fire was started on purpose."
    assert belief_fault("The fire was started on purpose.", [quote]) is not None
    assert belief_fault("Police believe the fire was started on purpose.", [quote]) is None
    assert (
        belief_fault("The fire was started on purpose.", [quote, "The fire was started on purpose, a court found."])
        is None
    )
    assert belief_fault("Police were at the fire.", [quote]) is None
