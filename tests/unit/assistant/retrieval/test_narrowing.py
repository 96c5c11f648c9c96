from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Filters
from assistant.question.question_reader import QuestionReader
from assistant.retrieval import LateInteraction, Ranking, Retriever, retrieve_narrowed

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

TODAY = date(2026, 5, 12)


def ask(desk: "Desk", question: str, given: Filters | None = None) -> tuple[Ranking, Filters]:
    retriever = Retriever(desk.embedder, LateInteraction(desk.embedder))
    with desk.archive.snapshot() as snapshot:
        read = QuestionReader(TODAY).read(snapshot, question, given or Filters())
        return retrieve_narrowed(retriever, snapshot, read)


def ids(ranking: Ranking) -> list[str | None]:
    return [candidate.article.external_id for candidate in ranking.candidates]


@pytest.fixture
def dated(desk: "Desk") -> "Desk":
    desk.put("The ferry Heron sank in the harbour.", external_id="old", published="2010-03-04")
    desk.put("The ferry Gannet sank in the harbour.", external_id="new", published="2026-05-06")
    desk.put("The council met on bread.", external_id="council", published="2015-03-04", publisher="The Herald")
    return desk


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which ferry sank last week?", ["new"]),
        ("Which ferry sank in reports of March 2010?", ["old"]),
        ("What did the Herald report?", ["council"]),
        ("News of the ferry before 2012", ["old"]),
    ],
)
def test_the_question_narrows_the_search(dated: "Desk", question: str, found: list[str]) -> None:
    ranking, filters = ask(dated, question)
    assert ids(ranking) == found
    assert not filters.is_empty
    assert ranking.notices == ()


def test_of_two_events_the_one_of_the_time_asked_about_comes_first(dated: "Desk") -> None:
    ranking, filters = ask(dated, "Which ferry sank in March 2010?")
    assert ids(ranking)[0] == "old"
    assert filters.is_empty
    assert ids(ask(dated, "Which ferry sank in May 2026?")[0])[0] == "new"


def test_a_figure_of_last_year_stands_in_an_article_of_this_one(desk: "Desk") -> None:
    desk.put("The port handled 8 million tonnes in 2025.", external_id="of-2025", published="2026-01-19")
    desk.put("The port handled 7 million tonnes in 2024.", external_id="of-2024", published="2025-01-20")
    for question in ("How many tonnes did the port handle in 2025?", "How many tonnes did the port handle last year?"):
        assert ids(ask(desk, question)[0])[0] == "of-2025"
    assert ids(ask(desk, "What did reports of 2025 say of the port?")[0]) == ["of-2024"]


def test_the_days_that_a_caller_gave_hold_for_events_too(dated: "Desk") -> None:
    ranking, filters = ask(dated, "Which ferry sank in 2026?", Filters(date_to=date(2012, 1, 1)))
    assert ids(ranking) == ["old"]
    assert filters == Filters(date_to=date(2012, 1, 1))


def test_the_days_of_an_event_that_no_article_is_from_narrow_nothing(dated: "Desk") -> None:
    ranking, filters = ask(dated, "Which ferry sank on 11 September 2001?")
    assert {"old", "new"} <= set(ids(ranking))
    assert filters.is_empty
    assert ranking.notices == ()


def test_last_week_never_falls_back(dated: "Desk") -> None:
    ranking, filters = ask(dated, "What happened yesterday?")
    assert ranking.candidates == ()
    assert filters.date_from == date(2026, 5, 11)


def test_in_an_archive_without_days_they_narrow_nothing(desk: "Desk") -> None:
    desk.put("The ferry Heron sank.", external_id="undated", published=None)
    ranking, filters = ask(desk, "Which ferry sank last week?")
    assert ids(ranking) == ["undated"]
    assert filters.is_empty
    assert "No article has a date" in ranking.notices[0]


def test_the_callers_filters_win(dated: "Desk") -> None:
    ranking, filters = ask(dated, "Which ferry sank last week?", Filters(date_to=date(2012, 1, 1)))
    assert ids(ranking) == ["old"]
    assert filters == Filters(date_to=date(2012, 1, 1))


def test_the_latest_comes_first_only_where_it_is_asked_for(dated: "Desk") -> None:
    dated.put("The ferry sank in the harbour.", external_id="undated", published=None)
    assert ids(ask(dated, "What is the latest news about the ferry in the harbour?")[0])[0] == "new"
    assert ids(ask(dated, "Heron: which ferry sank in the harbour?")[0])[0] == "old"


def test_names_are_read_again_when_the_archive_has_changed(dated: "Desk") -> None:
    reader = QuestionReader(TODAY)
    asked = "What did the Gazette report?"
    with dated.archive.snapshot() as snapshot:
        assert reader.read(snapshot, asked, Filters()).filters.is_empty
    dated.put("Bread costs more.", publisher="The Gazette", external_id="gazette")
    with dated.archive.snapshot() as snapshot:
        assert reader.read(snapshot, asked, Filters()).filters == Filters(publishers=("The Gazette",))


def test_as_of_a_day_the_text_of_that_day_answers(desk: "Desk") -> None:
    desk.put("Two people died on the ferry.", external_id="ferry", published="2026-03-01")
    desk.put(
        "Five people died when the ferry Heron sank in the harbour.",
        external_id="ferry", published="2026-03-01", updated_at="2026-03-20", updated_on=date(2026, 3, 20),
    )  # fmt: skip
    ranking, filters = ask(desk, "How many died when the ferry Heron sank in the harbour, as of 5 March 2026?")
    assert filters.as_of == date(2026, 3, 5)
    assert ranking.candidates[0].passage.text == "Two people died on the ferry."


def test_as_of_a_whole_day_a_later_article_may_tell_of_that_day(dated: "Desk") -> None:
    dated.put(
        "The ferry Gannet was in the harbour at 1 April, the port said.", external_id="told", published="2026-05-07"
    )
    ranking, filters = ask(dated, "Which ferry Gannet was in the harbour as of 1 April 2026?")
    assert ids(ranking)[0] == "told"
    assert "new" not in ids(ranking)
    assert filters.is_empty
    (notice,) = ranking.notices
    assert "as of 1 April 2026" in notice


@pytest.mark.parametrize(
    "question",
    [
        "As of 1 April 2026, which ferry Gannet is in the harbour?",
        "Which ferry Gannet sank in the harbour as of April 2026?",
        "How many ferries Gannet had sunk in the harbour by 1 April 2026?",
        "By 1 April 2026, which ferry Gannet was in the harbour?",
    ],
)
def test_as_of_a_whole_day_no_later_article_answers(dated: "Desk", question: str) -> None:
    ranking, filters = ask(dated, question)
    assert ids(ranking)[0] == "old"
    assert "new" not in ids(ranking)
    assert filters.as_of is not None


def test_as_of_a_day_before_all_articles_nothing_answers(dated: "Desk") -> None:
    ranking, filters = ask(dated, "As of 1 May 2009, which ferry sank in the harbour?")
    assert ids(ranking) == []
    assert filters.as_of == date(2009, 5, 1)
