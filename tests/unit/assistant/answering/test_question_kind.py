import pytest

from assistant.answering.question_kind import carries, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people were injured?", "number"),
        ("What does a Santorum cocktail cost at the bar?", "number"),
        ("When did the capsule get back to Earth?", "when"),
        ("In which year did the spacecraft set off?", "when"),
        ("Who scored it, and how?", "who"),
        ("Which opposition MP accused Ottawa?", "who"),
        ("In which city was the first meeting?", "where"),
        ("Why did the minister have to step down?", "why"),
        ("Quote Charles Bolden on the choice.", "quote"),
        ("What did Toccafondi say about schools?", "said"),
        ("How does wikiHow deal with it?", "how"),
        ("Summarise the deal.", "what"),
    ],
)
def test_the_words_of_a_question_tell_its_kind(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_a_sentence_must_bring_something_the_question_did_not_name() -> None:
    assert carries("number", "It killed 107 people.", "How many died?")
    assert not carries("number", "The 2015 crash was bad.", "How many died in 2015?")
    assert carries("who", "The winner was Nathan Law.", "Who won in Hong Kong?")
    assert not carries("who", "It was held in Hong Kong.", "Who won in Hong Kong?")
