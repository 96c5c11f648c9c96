import pytest

from assistant.answering.grounding.opposition import opposite_fault
from assistant.answering.grounding.polarity import denial_fault


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("The council did not approve the plan.", "The council approved the plan.", "“approved”, without a “not”"),
        ("The council approved the plan.", "The council did not approve the plan.", "denies it (“not approve”)"),
        ("The council approved it.", "The council has failed to approve it.", "denies it (“failed to approve”)"),
        ("It isn't safe.", "It is safe.", "“safe”"),
        ("The bridge is no longer open.", "The bridge is open.", "“open”"),
        ("Firms paid for the trips.", "Private firms did not pay for the trips.", "“not pay”"),
        ("It will act if a deal is reached.", "It will act if no deal is reached.", "“no deal”"),
        (
            "Lee and Moor have qualified.",
            "Lee and Moor are those who haven’t yet qualified.",
            "“haven’t yet qualified”",
        ),
        (
            "The tapes allowed it to determine the place.",
            "The tapes were not enough to determine the place.",
            "determine",
        ),
        ("Tests found no antibodies.", "Tests found that he had antibodies.", "“antibodies”"),
    ],
)
def test_a_denial_on_one_side_alone_is_seen(statement: str, quote: str, reason: str) -> None:
    found = denial_fault(statement, [quote])
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council approved the plan.", "On Monday the council approved the plan."),
        ("They did not agree.", "They failed to agree."),
        ("They failed to agree.", "They did not agree."),
        ("The library has closed.", "The library is no longer open."),
        ("The library is no longer open.", "The library has closed."),
        ("He has yet to commit.", "He hasn't committed so far."),
        ("They did not run a candidate.", "They declined to run their own candidate."),
        ("It did not reach 6 percent.", "It stayed below 6 percent."),
        ("He had no comment.", "He did not comment."),
        ("They left without the child.", "They did not find the child."),
        ("Lee will not be on stage, but Moor will.", "Of the two, only Moor will be on stage."),
        ("No other bridge is as long.", "It is the longest bridge."),
        ("Not all banks are banks.", "These aren’t necessarily banks at all; some are apps."),
        ("They were discovered in 1991.", "Scientists didn’t discover them until 1991."),
        ("He gave them two thirds.", "He didn’t give them all they sought, and paid two thirds."),
        ("It was never open to the public.", "It has never before been open to the public."),
        ("Nobody was hurt.", "The fire left no one hurt and nobody homeless."),
        ("Houston should have been chosen.", "There is no question Houston should have been chosen."),
        ("The papers were not secret.", "The papers were neither classified nor secret."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(statement: str, quote: str) -> None:
    assert denial_fault(statement, [quote]) is None
    assert opposite_fault(statement, [quote]) is None


@pytest.mark.parametrize(
    ("statement", "quote", "said"),
    [
        ("The firm made a loss last year.", "The firm made a profit last year.", "profit"),
        ("He was acquitted of theft.", "He was convicted of theft.", "convicted"),
        ("He was found guilty.", "He was found innocent.", "innocent"),
        ("China welcomed the ruling.", "China denounced the ruling.", "denounced"),
        ("The deal is possible this year.", "The deal is impossible this year.", "impossible"),
        ("The X-ray was abnormal.", "The X-ray was considered to be normal.", "normal"),
    ],
)
def test_words_of_opposite_meaning_face_each_other(statement: str, quote: str, said: str) -> None:
    assert opposite_fault(statement, [quote]) == f"what it cites says “{said}”"
    assert opposite_fault(statement, [f"Nobody says so: {quote}"]) is None or "Nobody" not in said


def test_none_of_so_many_denies_what_they_did() -> None:
    assert (
        denial_fault("All three bidders missed the deadline.", ["None of the three bidders met the deadline."]) is None
    )
    assert denial_fault("The three bidders met it.", ["None of the three bidders met it."]) is not None
