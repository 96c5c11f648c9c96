import pytest

from assistant.answering.grounding.polarity import contradiction


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council did not approve the plan.", "The council approved the plan."),
        ("The council approved the plan.", "The council did not approve the plan."),
        ("Nobody was hurt.", "Three people were hurt."),
        ("The papers were secret.", "The papers were neither classified nor secret."),
        ("It isn't safe.", "It is safe."),
        ("The bridge is no longer open.", "The bridge is open."),
        ("Prices rose last year.", "Prices fell last year."),
        ("He was found guilty.", "He was found innocent."),
    ],
)
def test_the_opposite_is_seen(statement: str, quote: str) -> None:
    assert contradiction(statement, quote) is not None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council approved the plan.", "On Monday the council approved the plan."),
        ("It was never open to the public.", "It has never before been open to the public."),
        ("They did not get visas until last week.", "They had been denied visas to enter until last week."),
        ("Nobody was hurt.", "The fire left no one hurt and nobody homeless."),
        ("Houston should have been chosen.", "There is no question Houston should have been chosen."),
        ("The papers were not secret.", "The papers were neither classified nor secret."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(statement: str, quote: str) -> None:
    assert contradiction(statement, quote) is None
