import pytest

from assistant.answer import Turn
from assistant.question.persons import find_person, name_person


def turns(*contents: str) -> tuple[Turn, ...]:
    return tuple(Turn("user" if index % 2 == 0 else "assistant", text) for index, text in enumerate(contents))


@pytest.mark.parametrize(
    ("question", "history", "person"),
    [
        ("How old is she?", ("Who is Priya Raman?", "She runs Pennine Link. [1]"), "Priya Raman"),
        (
            "How old is she?",
            ("Who follows the chief executive?", "He is followed by Amelie Durand. [1]"),
            "Amelie Durand",
        ),
        (
            "How old is she?",
            ("Who is director of the Tolbury Museum?", "The Tolbury Museum will open, director Ingrid Falk said. [1]"),
            "Ingrid Falk",
        ),
        (
            "Where did she work before?",
            ("Who follows Koss?", "He is followed by Amelie Durand. [1]", "How old is she?", "Durand is 45. [1]"),
            "Amelie Durand",
        ),
        ("Whose record did she break?", ("What did Blessing Okoye do?", "She won. [1]"), "Blessing Okoye"),
        (
            "Why does she train there?",
            ("Who trains Blessing Okoye?", "Her uncle Emeka Okoye does. [1]"),
            "Blessing Okoye",
        ),
        ("How old is she?", ("Who coaches Tamsin Varga?", "Her coach, Ruben Tal, spoke. [1]"), "Tamsin Varga"),
        ("How old is he?", ("Who coaches Tamsin Varga?", "Her coach, Ruben Tal, spoke. [1]"), "Ruben Tal"),
        ("How old is she?", ("Who coaches Tamsin Varga?", "The coach is Ruben Tal. [1]"), ""),
        ("How old is it?", ("Who is Priya Raman?", "She runs Pennine Link. [1]"), ""),
        ("How old is she?", ("Who won?", "Esi Adjei of Ghana won the Marlow Ten. [1]"), "Esi Adjei"),
        ("How old is he?", ("Who met?", "Ann Lee met Bob Ray. [1]"), ""),
    ],
)
def test_the_person_who_is_meant_is_the_one_that_was_asked_about(
    question: str, history: tuple[str, ...], person: str
) -> None:
    assert find_person(question, turns(*history)) == person


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How old is she?", "How old is Ann Lee?"),
        ("What is her salary?", "What is Ann Lee’s salary?"),
        ("Who spoke to her after his speech?", "Who spoke to Ann Lee after Ann Lee’s speech?"),
    ],
)
def test_the_name_stands_where_the_pronoun_stood(question: str, named: str) -> None:
    assert name_person(question, "Ann Lee") == named
    assert name_person(question, "") == question
