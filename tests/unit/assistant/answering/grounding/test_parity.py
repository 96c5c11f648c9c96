import pytest

from assistant.answering.grounding.parity import parity_fault


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("The results mean that cannabis should not be legal.", "The results mean that it should not be legal.", None),
        (
            "The results mean that cannabis shouldn't be legal.",
            "The results don't mean that cannabis shouldn't be legal, he said.",
            "does not deny",
        ),
        (
            "The other people have shown symptoms of plague.",
            "The people showed no signs or symptoms of plague.",
            "denies",
        ),
        ("Volker knew of efforts to urge Ukraine.", "Volker had no knowledge of efforts to urge Ukraine.", "denies"),
        (
            "Israel may “unilaterally declare” that an agency is not impartial.",
            "Israel may not, as an occupying power, “unilaterally declare” that an agency is not impartial.",
            "cites",
        ),
        ("The company dropped the plan.", "The company did not drop the plan.", "denies"),
        ("The firm sells cars in Europe.", "The firm no longer sells cars in Europe.", "denies"),
        ("No liquid water has been detected.", "Scientists have not detected liquid water.", None),
        ("None of the 74 agreements covers green hydrogen.", "There are 74 agreements; none covers hydrogen.", None),
        (
            "Lawmakers gave the governor two thirds of the money.",
            "Lawmakers didn't give the governor all the money.",
            None,
        ),
        ("The bridge opens to cars in May.", "The bridge will not open to cars until May.", None),
        ("Half the book is in German.", "This isn't a book for fans, and half the book is in German.", None),
        ("The mayor has yet to sign the bill.", "The mayor hasn't signed the bill.", None),
        ("The union does not oppose the wage deal.", "The union is not against the wage deal.", None),
    ],
)
def test_an_odd_number_of_denials_turns_it_round(statement: str, quote: str, reason: str | None) -> None:
    found = parity_fault(statement, [quote])
    assert (found is None) == (reason is None)
    assert reason is None or (found is not None and reason in found)
