from dataclasses import replace
from datetime import date

import pytest

from assistant import Answer, Citation, Filters, Statement
from assistant.answer import ResolvedDate
from assistant.evaluation import Evidence, GoldQuestion
from assistant.evaluation.mistakes import Mistakes, find_mistakes

QUOTE = '"It is safe," the mayor, Ann Lee, said on Monday.'
CITATION = Citation(
    n=1,
    article_id="a1",
    version=1,
    external_id="doc",
    title=None,
    publisher="The Herald",
    authors=(),
    published_at="2026-05-06",
    updated_at=None,
    url=None,
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
    text_sha256="0" * 64,
)
WHO = GoldQuestion("1", "Who called it safe?", evidence=(Evidence("doc", (0, 10)),), speakers=("Ann Lee",))


def answer_of(statement: Statement, citation: Citation = CITATION) -> Answer:
    return Answer("?", "?", "answered", None, None, "test", (statement,), (citation,), (), Filters(), {})


@pytest.mark.parametrize(("speaker", "errors"), [("Ann Lee", 0), ("Bob Lee", 1)])
def test_the_speaker_must_be_the_known_one(speaker: str, errors: int) -> None:
    answer = answer_of(Statement(QUOTE, "verbatim", (1,), speaker=speaker))

    assert find_mistakes(answer, WHO) == Mistakes(speaker_count=1, speaker_error_count=errors)
    elsewhere = replace(WHO, evidence=(Evidence("other", None),))
    assert find_mistakes(answer, elsewhere) == Mistakes()


@pytest.mark.parametrize(("day", "errors"), [(date(2026, 5, 4), 0), (date(2025, 5, 4), 1)])
def test_a_resolved_day_must_be_near_the_publication(day: date, errors: int) -> None:
    answer = answer_of(Statement(QUOTE, "verbatim", (1,), dates=(ResolvedDate("Monday", day),)))

    assert find_mistakes(answer, replace(WHO, speakers=())) == Mistakes(date_count=1, date_error_count=errors)


@pytest.mark.parametrize(("published_at", "errors"), [("2026-05-06", 0), ("2026-06-01T10:00:00", 1), (None, 1)])
def test_a_citation_must_be_of_the_days_that_the_question_names(published_at: str | None, errors: int) -> None:
    question = replace(WHO, speakers=(), date_from=date(2026, 5, 1), date_to=date(2026, 5, 31))
    answer = answer_of(Statement(QUOTE, "verbatim", (1,)), replace(CITATION, published_at=published_at))

    assert find_mistakes(answer, question) == Mistakes(date_count=1, date_error_count=errors)
