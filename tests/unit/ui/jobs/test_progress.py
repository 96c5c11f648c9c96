"""What is stored of an answer on its way comes back as it was."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation, Found, Searching, Stated, Statement, Writing
from assistant.archive import Article, Filters
from ui.jobs import Progress, Seen


def test_events_come_back_as_they_were(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    citation = Citation.of(1, make_article(), (0, 22))
    answer = make_answer(citation)
    events = (
        Searching("Why was it?", Filters(publishers=("The Lantern",))),
        Found(answer.passages),
        Writing(0, "Asked again."),
        Stated(answer.statements[0], (citation,), "closest", "It comes close."),
    )
    told, read = Progress("Why?"), Progress("Why?")
    for event in events:
        written = told.take(event)
        assert written is not None
        read.read(written)
    assert read == told
    assert read.seen == Seen(1, 1)
    partial = read.partial("extractive")
    assert partial is not None
    assert (partial.statements, partial.outcome, partial.reason) == (answer.statements, "closest", "It comes close.")
    assert Progress.of("Why?", partial) == replace(told, seen=None, is_writing=False, notice=None)


def test_a_sign_of_life_is_stored_once() -> None:
    progress = Progress("Why?")
    signs = (Writing(0), Writing(1), Writing(2, "Again."), Writing(2, "Again."), Writing(3))
    assert [progress.take(event) is not None for event in signs] == [True, False, True, False, False]


def test_nothing_checked_is_no_answer() -> None:
    assert Progress("Why?").partial("extractive") is None


@pytest.mark.parametrize(
    "stored", ["", "{", "[]", "3", '{"event": "found"}', '{"event": "stated", "answer": {}}', '{"event": "new"}',
               '{"event": "searching", "question": "x", "filters": {"date_from": "soon"}}']
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(stored: str) -> None:
    progress = Progress("Why?")
    progress.read(stored)
    assert progress == Progress("Why?")


def test_what_is_stored_of_a_statement_holds_its_citations(make_article: Callable[..., Article]) -> None:
    stated = Stated(Statement("Said.", "verbatim", (1,)), (Citation.of(1, make_article(), (0, 22)),))
    written = Progress("Why?").take(stated)
    assert written is not None
    assert json.loads(written)["answer"]["citations"][0]["quote"] == "The bridge was closed."
