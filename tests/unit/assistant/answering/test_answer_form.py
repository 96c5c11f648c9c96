import pytest

from assistant.answering.answer_form import form_of, sides_of


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Who opened the bridge?", "plain"),
        ("Did the mayor open the bridge?", "whether"),
        ("List the towns on the river.", "list"),
        ("Which four crops were modelled?", "list"),
        ("Give me a timeline of the flood.", "timeline"),
        ("What happened when the wall broke?", "timeline"),
        ("What happened to the wall, in order?", "timeline"),
        ("What has happened at the mill over time?", "timeline"),
        ("Compare the ferry with the bridge.", "comparison"),
        ("Give me an overview of the strike.", "overview"),
        ("What did the report find?", "plain"),
        ("What did the inquiry publish?", "plain"),
        ("What happened to the bridge?", "plain"),
        ("Which city reported the most cases?", "plain"),
    ],
)
def test_the_words_of_a_question_tell_the_form(question: str, form: str) -> None:
    assert form_of(question).name == form


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between the ferry and the bridge?", ("ferry", "bridge")),
        ("Compare the old wall with the new wall.", ("old wall", "new wall")),
        ("Which killed more people: the 2006 crush or the 2015 crane accident?", ("2006 crush", "2015 crane accident")),
        ("Two men, one over a clock and the other over visas?", ("over a clock", "over visas")),
        ("Were there more boats than cars?", ("boats", "cars")),
    ],
)
def test_the_two_sides_are_named_in_the_questions_words(question: str, sides: tuple[str, str]) -> None:
    assert sides_of(question) == sides


def test_one_side_is_no_comparison() -> None:
    assert sides_of("Compare notes.") is None
