import pytest

from assistant.answering.grounding.opposition import opposite_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The mill made a loss last year.", "The mill made a profit last year."),
        ("The court acquitted the driver on Friday.", "The court convicted the driver on Friday."),
        ("It is the smallest lake in Sendara.", "It is the largest lake in Sendara."),
        ("Shares are sold at a premium to the price.", "Shares are sold at a discount to the price."),
        ("The search was lawful, the judge ruled.", "The search was unlawful, the judge ruled."),
        ("Sales have soared after the crashes.", "Sales were badly hit after the crashes."),
        ("The firm hired 500 workers in May.", "The firm laid off 500 workers in May."),
        ("France won the final on Sunday.", "France were defeated in the final on Sunday."),
        ("France lost the final on Sunday.", "France won the final on Sunday."),
    ],
)
def test_the_opposite_in_the_same_place(statement: str, quote: str) -> None:
    assert opposite_fault(statement, [quote]) is not None
    assert opposite_fault(quote, [statement]) is not None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Omber had last won the cup in 1987.", "Omber won the cup for the first time since 1987."),
        ("Lind won in two sets, as Hale did.", "Lind beat Park in two sets, Hale defeating Moss in two."),
        ("The search was not lawful, the judge ruled.", "The search was unlawful, the judge ruled."),
        ("Fenwick is younger than Lind.", "Lind is older than Fenwick, and the club knows."),
        ("Croatia lost to Russia on Monday.", "Russia beat Croatia on Monday."),
        ("Acme sold Bolt to the company.", "The company bought Bolt from Acme."),
        ("A new driver, a young man, was held.", "A driver, a 23-year-old man, was held."),
        ("The mill made a loss last year.", "Its owner turned a profit abroad."),
    ],
)
def test_an_opposite_elsewhere_or_denied_is_no_fault(statement: str, quote: str) -> None:
    assert opposite_fault(statement, [quote]) is None
