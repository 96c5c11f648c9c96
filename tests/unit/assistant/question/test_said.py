import pytest

from assistant.errors import FilterError
from assistant.question import NamedFilters
from assistant.question.said import read_filters_said, read_question_said

TALK = "How old is she? Who leads Ombersund? Mayor Anna Teague leads Ombersund, The Lantern reports."


@pytest.mark.parametrize(
    "said",
    [
        '{"question": "How old is Anna Teague?"}',
        '```json\n{"question": " How old is\\nAnna Teague?", "kinds": []}\n```\nI hope that helps.',
        "How old is Anna Teague?",
    ],
)
def test_the_question_is_read(said: str) -> None:
    assert read_question_said(said, TALK) == "How old is Anna Teague?"


@pytest.mark.parametrize(
    "said", ['{"question": null}', '{"question": ["How old?"]}', "{}", '{"question": "How old is Angela Merkel?"}', ""]
)
def test_no_question_is_made_up(said: str) -> None:
    assert read_question_said(said, TALK) is None


def test_the_filters_are_read() -> None:
    said = 'Here: {"question": "x", "date_from": null, "publishers": ["Lantern"], "authors": [], "kinds": ["news"]}'
    assert read_filters_said(said, TALK) == NamedFilters(publishers=("Lantern",), kinds=("news",))


@pytest.mark.parametrize(
    "said",
    [
        "How old is Anna Teague?",
        "{not json",
        '["The Lantern"]',
        '{"a":' * 5000,
        '{"publishers": ["The Herald"]}',
        '{"authors": ["Angela Merkel"]}',
        '{"date_from": "whenever"}',
    ],
)
def test_filters_that_are_not_as_asked_or_not_of_the_conversation(said: str) -> None:
    with pytest.raises(FilterError):
        read_filters_said(said, TALK)
