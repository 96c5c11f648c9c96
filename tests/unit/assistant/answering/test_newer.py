import pytest

from assistant.answer import Answer
from tests.unit.assistant.conftest import Desk

CLOSING = (
    "Pell Foods will close its Harrow biscuit plant in September, the firm said. The Harrow biscuit plant is closing "
    "for want of orders. The closing of the Harrow biscuit plant was called a betrayal. The Harrow biscuit plant is to "
    "close with 340 jobs. The Harrow biscuit plant will be closing on a Friday."
)
SAVED = "The Danish baker Korn will buy the Harrow biscuit plant from Pell Foods. It keeps 210 of 340 jobs."
NOTE = "A newer article on this: “Harrow biscuit plant is saved” (The Lantern, 19 August 2026)."


@pytest.fixture
def plants(desk: Desk) -> Desk:
    desk.put(CLOSING, "Pell Foods to close biscuit plant", published="2026-03-05", external_id="one")
    desk.put(SAVED, "Harrow biscuit plant is saved", published="2026-08-19", external_id="two")
    desk.put("The biscuit plant in Leigh hires.", "Leigh plant hires", published="2026-09-19", external_id="three")
    return desk


def newer(answer: Answer) -> list[str]:
    return [notice for notice in answer.notices if notice.startswith("A newer article")]


def ask(desk: Desk, question: str) -> Answer:
    with desk.assistant() as assistant:
        return assistant.ask(question)


@pytest.mark.parametrize("question", ["Is the Harrow biscuit plant closing?", "Will the Harrow biscuit plant close?"])
def test_a_newer_article_of_the_same_is_told_of_beside_an_older_one(plants: Desk, question: str) -> None:
    answer = ask(plants, question)
    assert newer(answer) == [NOTE]


@pytest.mark.parametrize(
    "question",
    [
        "When did Pell Foods close its biscuit plant in Harrow?",
        "Was the Harrow biscuit plant closing in March 2026?",
        "As of 1 April 2026, is the Harrow biscuit plant closing?",
        "Is the biscuit plant closing?",
        "Is Harrow closing?",
    ],
)
def test_of_the_past_or_of_nothing_with_a_name_none_is(plants: Desk, question: str) -> None:
    assert newer(ask(plants, question)) == []
