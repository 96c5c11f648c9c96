import pytest

from assistant.answering.grounding.insertion import insertion_fault
from tests.unit.assistant.answering.grounding.conftest import Cite

WOMAN = "A woman was rescued from the roof by helicopter on Monday."


@pytest.mark.parametrize(
    ("statement", "put_in"),
    [
        ("A pregnant woman was rescued from the roof by helicopter.", "pregnant"),
        ("A woman with two dogs was rescued from the roof by helicopter.", "with two dogs"),
        ("A woman was rescued from the roof by helicopter.", None),
        ("A helicopter rescued a pregnant woman from the roof.", None),  # in words of its own: not for this check
        ("A young woman was rescued from the roof by helicopter.", None),  # the article says so beside it
        ("A woman was soon rescued from the roof by helicopter.", "soon"),
    ],
)
def test_one_thing_put_in_between_the_cited_words(statement: str, put_in: str | None, cite: Cite) -> None:
    found = insertion_fault(statement, [cite(WOMAN, before="The young woman had waited for hours.")])
    assert found == (f"“{put_in}” is not in what it cites" if put_in else None)
