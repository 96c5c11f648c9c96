import pytest

from assistant.language.facts import explains
from assistant.question.asks import kind_of


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
        ("What did Mayor Teague say about schools?", "said"),
        ("What minister was it?", "who"),
        ("How does wikiHow deal with it?", "how"),
        ("Summarise the deal.", "what"),
    ],
)
def test_the_words_of_a_question_tell_its_kind(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("sentence", "is_reason"),
    [
        ("It was shut after inspectors found cracks.", True),
        ("It was shut because of ice.", True),
        ("It reopened 420 days after it was shut.", False),
        ("It has been quiet since it was shut in March.", False),
        ("The week after the flood it was shut.", False),
        ("After that it was shut.", False),
    ],
)
def test_a_reason_is_told_from_a_time(sentence: str, *, is_reason: bool) -> None:
    assert explains(sentence) is is_reason


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which hospital was President Lee taken to?", "what"),
        ("Which senior official resigned?", "who"),
        ("How are patients who fell treated?", "how"),
        ("And who paid?", "who"),
    ],
)
def test_a_person_is_asked_for_only_where_the_noun_is_one(question: str, kind: str) -> None:
    assert kind_of(question) == kind
