"""How an answer was found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation
from assistant.archive import Article, Filters
from ui.steps import render_steps, say_cited_days


def test_the_steps_tell_question_filters_search_and_times(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer], checked: Callable[[str], Any]
) -> None:
    answer = make_answer(
        Citation.of(1, make_article(), (0, 22)),
        standalone_question="Why was <b>it</b> closed?",
        filters=Filters(date_from=date(2025, 1, 2)),
        engine="chroma",
    )
    words = checked(render_steps(answer)).text_content()
    for said in (
        "Why was <b>it</b> closed?",
        "from 2 January 2025",
        "1 passage in 1 article, by Chroma",
        "90% sure",
        "quotes only",
        "searching 12 ms",
    ):
        assert said in words


def test_newest_and_oldest_cited_day_are_said_where_they_differ(make_article: Callable[..., Article]) -> None:
    one = Citation.of(1, make_article(), (0, 22))
    other = replace(one, n=2, published_at="2025-04-01T10:00+02:00")
    assert say_cited_days([one, other]) == "Newest source: 1 April 2025. Oldest: 11 March 2025."
    assert say_cited_days([one, replace(one, n=2)]) is None
    assert say_cited_days([one, replace(one, n=2, published_at="lately")]) is None
