import pytest

from assistant.answering.grounding.amounts import amount_fault, find_amounts
from assistant.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("statement", "quote", "is_carried"),
    [
        ("Dozens were hurt.", "The blast hurt 47 people.", True),
        ("Dozens were hurt.", "The blast hurt seven people.", False),
        ("Hundreds of thousands marched.", "More than 300,000 people marched.", True),
        ("Hundreds of thousands marched.", "Some 3,000 people marched.", False),
        ("Tens of thousands marched.", "Some 45,000 people marched.", True),
        ("Several hundred homes burnt.", "The fire took 400 homes.", True),
        ("A few dozen came.", "36 people came.", True),
        ("A couple of hundred came.", "900 people came.", False),
        ("Hundreds came.", "Hundreds came to the square.", True),
        ("Hundreds came.", "Several dozen came to the square.", False),
        ("A man in his forties was held.", "The 43-year-old was held.", True),
        ("A man in his late 40s was held.", "The 53-year-old was held.", False),
        ("She scored twice.", "She scored two goals.", True),
    ],
)
def test_amounts_without_a_number_stand_for_numbers_of_their_size(statement: str, quote: str, is_carried: bool) -> None:
    assert (amount_fault(statement, [quote], find_quantities(quote)) is None) == is_carried


def test_where_amounts_stand() -> None:
    text = "Several hundred came, tens of thousands watched."
    assert [one.text for one in find_amounts(text)] == ["Several hundred", "tens of thousands"]
