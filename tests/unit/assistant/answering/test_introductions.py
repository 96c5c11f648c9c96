import pytest

from assistant.answering.introductions import Speaker, introduce
from tests.unit.assistant.answering.conftest import make_article


@pytest.mark.parametrize(
    ("text", "name", "introduced"),
    [
        ("Ann Lee, the mayor of Omber, opened it. Lee left early.", "Lee", Speaker("Ann Lee", "the mayor of Omber")),
        ("Environment Minister Carla Diaz came. Diaz left.", "Ms Diaz", Speaker("Carla Diaz", "Environment Minister")),
        (
            "The leader of the Harbour List, Tom Hale, came.",
            "Hale",
            Speaker("Tom Hale", "the leader of the Harbour List"),
        ),
        (
            "It was planned, Commandant Major General Arno Roth said.",
            "Commandant Major General Arno Roth",
            Speaker("Arno Roth", "Commandant Major General"),
        ),
        ("Teacher Ida Berg welcomed it.", "Teacher Ida Berg", Speaker("Ida Berg", "Teacher")),
        ("Dean Martin welcomed it.", "Dean Martin", Speaker("Dean Martin")),
        ("It met.", "Olga Reus of Vint Arena", Speaker("Olga Reus")),
        ("Nobody else was there.", "Orr", Speaker("Orr")),
        ("It met.", "Federated Farmers of New Zealand", Speaker("Federated Farmers of New Zealand")),
        ("It met.", "Harbour Masters of South Korea", Speaker("Harbour Masters of South Korea")),
        ("It met.", "Omber Valley Rowing Tom Hale", Speaker("Tom Hale")),
    ],
)
def test_a_name_is_given_in_full_and_with_its_role(text: str, name: str, introduced: Speaker) -> None:
    assert introduce(make_article(text), name) == introduced


def test_two_of_one_family_are_not_taken_for_each_other() -> None:
    text = "Karl Boom and his sister Greta Boom met. Boom said it was late."
    assert introduce(make_article(text), "Boom") == Speaker("Boom")


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("The crew was warned by captain Lotte Brandt. ", "captain"),
        ("They met the former city engineer Lotte Brandt. ", "former city engineer"),
        ("It was told by Courier editor-in-chief Lotte Brandt. ", "Courier editor-in-chief"),
        ("Lotte Brandt, knew of it, and left. ", None),
    ],
)
def test_a_role_before_a_name_has_nothing_of_the_sentence_around(before: str, role: str | None) -> None:
    assert introduce(make_article(f"{before}Brandt said it was late."), "Brandt") == Speaker("Lotte Brandt", role)


def test_a_role_is_not_anything_between_two_commas() -> None:
    text = "Karl Boom, knew of the cracks, and left. Boom said it was safe."
    assert introduce(make_article(text), "Boom") == Speaker("Karl Boom")
