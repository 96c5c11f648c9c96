import pytest

from assistant.answering.grounding.degrees import direction_fault, quantifier_fault, surety_fault


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("Sales came down 3%.", "Sales went up 3%.", "what it cites says of 3% that it went up"),
        ("Farming saw a 3.2% rise.", "It offset a 3.2% drop in farming.", "went down"),
        ("Shares fell to $14.", "Shares climbed to $14.", "went up"),
        ("Shares rose to $14.", "Shares climbed to $14.", None),
        ("Fewer than 14 came.", "Less than 14 came.", None),
        ("It lost 14 shops.", "It gave up 14 shops.", None),
        ("They turned down the 3% offer.", "They rejected a 3% rise.", None),
        ("They make up 40% of it.", "They fell to 40% of it.", None),
        ("It lost 3%, and 5% was gained elsewhere.", "It lost 3% and gained 5%.", None),
    ],
)
def test_an_amount_that_moves_the_other_way(statement: str, quote: str, reason: str | None) -> None:
    found = direction_fault(statement, [quote])
    assert (found is None) == (reason is None)
    assert reason is None or (found is not None and reason in found)


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("All students are from Omber.", "The students are mostly from Omber.", "“mostly”, not “all”"),
        ("Most senators worry.", "Some senators worry.", "“some”, not “most”"),
        ("All of the cues were kept.", "Most of the cues were kept.", "“most”, not “all”"),
        ("Some senators worry.", "Most senators worry.", None),
        ("All senators worry.", "All senators worry, some of them much.", None),
        ("Every senator worries.", "Some of the clerks worry.", None),
    ],
)
def test_all_is_not_some(statement: str, quote: str, reason: str | None) -> None:
    assert quantifier_fault(statement, [quote]) == (f"what it cites says {reason}" if reason else None)


@pytest.mark.parametrize(
    ("statement", "quote", "said"),
    [
        (
            "The deal has now been pushed into next year.",
            "The deal could now be pushed into next year.",
            "could now be pushed",
        ),
        ("They have signed a deal.", "They would sign a deal.", "would sign"),
        ("Missions will begin in 2022.", "Missions could begin in 2022.", "could begin"),
        ("Police used live rounds.", "Police threatened to use live rounds.", "threatened to use"),
        ("She must resign.", "She may resign.", "may resign"),
        ("She may resign.", "She might resign.", None),
        ("She will resign.", "She would resign.", None),
        ("He will be fined.", "The league will fine him.", None),
        ("It is not replaced.", "It could not be replaced.", None),
        ("She resigned.", "She resigned, and may resign again.", None),
    ],
)
def test_what_may_be_is_not_what_is(statement: str, quote: str, said: str | None) -> None:
    assert surety_fault(statement, [quote]) == (f"what it cites says “{said}”" if said else None)


@pytest.mark.parametrize(
    ("statement", "is_marked"),
    [
        ("The singer cancelled her tour.", True),
        ("The singer has not cancelled her tour.", False),
        ("Doctors want the singer to cancel her tour.", False),
    ],
)
def test_what_somebody_is_asked_to_do_is_not_done(statement: str, is_marked: bool) -> None:
    assert (surety_fault(statement, ["Doctors advised the singer to cancel her tour."]) is not None) is is_marked
