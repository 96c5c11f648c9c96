import pytest

from tests.unit.assistant.conftest import Desk

FERRY = "The ferry Heron sank off Marl on Tuesday. All 31 passengers of the ferry Heron were rescued."
QUESTION = "How many passengers of the ferry Heron were rescued?"


def single(desk: Desk, question: str) -> list[str]:
    with desk.assistant() as assistant:
        answer = assistant.ask(question)
    assert answer.statements
    return [notice for notice in answer.notices if notice.startswith("Single source")]


def test_one_article_is_one_source(desk: Desk) -> None:
    desk.put(FERRY, "The Heron")
    assert single(desk, QUESTION) == ["Single source: everything here comes from one article in The Lantern."]


def test_a_text_that_others_carry_is_one_source_too(desk: Desk) -> None:
    for outlet in ("The Lantern", "The Courier", "The Post"):
        desk.put(FERRY, "The Heron", publisher=outlet, external_id=outlet)
    said = "Single source: everything here comes from one text, carried by The Lantern and 2 other outlets."
    assert single(desk, QUESTION) == [said]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("According to The Lantern, how many passengers of the ferry Heron were rescued?", "news"),
        ("What did The Lantern report about the passengers of the ferry Heron?", "news"),
        (QUESTION, "interview"),
        (QUESTION, "opinion"),
    ],
)
def test_it_is_not_said_where_it_tells_nothing(desk: Desk, question: str, kind: str) -> None:
    desk.put(FERRY, "The Heron", kind=kind)
    assert single(desk, question) == []


def test_another_outlet_that_answers_as_well_is_quoted(desk: Desk) -> None:
    desk.put(FERRY, "The Heron")
    desk.put("Rescuers counted them twice. 31 passengers of the ferry Heron were rescued, the coast guard said.",
             "Rescue", publisher="The Courier")  # fmt: skip
    with desk.assistant() as assistant:
        answer = assistant.ask(QUESTION)
    assert {one.publisher for one in answer.citations} == {"The Lantern", "The Courier"}
    assert single(desk, QUESTION) == []
