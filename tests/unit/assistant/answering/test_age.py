from datetime import date

import pytest

from assistant.answer import Answer
from assistant.answering import ExtractiveWriter
from assistant.archive import Filters
from assistant.pipeline import Assistant
from assistant.question import is_in_present
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings
from tests.unit.assistant.conftest import Desk


def ask(desk: Desk, question: str, today: date, filters: Filters | None = None) -> Answer:
    retriever = Retriever(desk.embedder, LateInteraction(desk.embedder))
    settings = Settings.load(archive=desk.archive.path, today=today)
    with Assistant(desk.archive, retriever, ExtractiveWriter(), settings) as assistant:
        return assistant.ask(question, filters=filters)


def ages(answer: Answer) -> list[str]:
    return [notice for notice in answer.notices if notice.startswith("Newest source")]


@pytest.mark.parametrize(
    ("question", "today", "said"),
    [
        ("Who is the mayor of Marl now?", date(2027, 7, 10), "14 months"),
        ("Who is the current mayor of Marl?", date(2026, 6, 20), "47 days"),
        ("Who is the mayor of Marl?", date(2030, 6, 1), "4 years"),
        ("Is Ann Lee still the mayor of Marl?", date(2026, 9, 1), "3 months"),
        ("Who is the mayor of Marl now?", date(2026, 5, 20), None),
        ("Who is the mayor of Marl?", date(2026, 8, 1), None),
        ("Who was the mayor of Marl?", date(2030, 6, 1), None),
        ("Who was the mayor of Marl in May 2026?", date(2030, 6, 1), None),
        ("What does Ann Lee, the mayor of Marl, say?", date(2030, 6, 1), None),
    ],
)  # fmt: skip
def test_a_question_about_now_says_how_old_its_newest_source_is(
    desk: Desk, question: str, today: date, said: str | None
) -> None:
    desk.put("The mayor of Marl is Ann Lee. The town elected Ann Lee in spring.", "The mayor of Marl")
    answer = ask(desk, question, today)
    assert answer.statements
    assert ages(answer) == ([f"Newest source: {said} old (The Lantern, 4 May 2026)."] if said else [])


def test_not_where_a_day_is_asked_for(desk: Desk) -> None:
    desk.put("The mayor of Marl is Ann Lee.", "The mayor of Marl")
    asked = ask(desk, "Who is the mayor of Marl now?", date(2030, 6, 1), Filters(as_of=date(2026, 6, 1)))
    assert ages(asked) == []


def test_an_undated_source_has_no_age(desk: Desk) -> None:
    desk.put("The mayor of Marl is Ann Lee.", "The mayor of Marl", published=None)
    assert ages(ask(desk, "Who is the mayor of Marl now?", date(2030, 6, 1))) == []


@pytest.mark.parametrize(
    ("question", "is_said"),
    [("Who heads the clinic?", True), ("Who was its head?", False), ("Who says it of the clinic?", False)],
)
def test_a_question_in_the_present_is_known_by_its_verb(question: str, is_said: bool) -> None:
    assert is_in_present(question) is is_said
