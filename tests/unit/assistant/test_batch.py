"""Many questions at once: order, failures apart, limits waited for."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.answer import Answer, Answered, Event, Searching, Writing
from assistant.archive import Filters
from assistant.batch import MOST_AT_ONCE, answers_in_order, ask_all, stream_patiently
from assistant.errors import InputError, ModelLimit, QuestionError
from assistant.models import Pace
from assistant.request import Request


def answer_to(question: str) -> Answer:
    return Answer(question, question, "nothing", 0.0, "Nothing.", "extractive", (), (), (), Filters(), {})


class Limited:
    """A model of so many calls a minute, on a clock that stands until somebody waits."""

    def __init__(self, per_minute: int) -> None:
        self.now = 0.0
        self._pace = Pace(per_minute, lambda: self.now)
        self.refused = 0
        self.lock = threading.Lock()

    def __call__(self, request: Request) -> Iterator[Event]:
        if not request.question:
            message = "The question is empty."
            raise QuestionError(message)
        yield Searching(request.question, Filters())
        try:
            self._pace.count()
        except ModelLimit as error:
            with self.lock:
                self.refused += 1
                self.now += error.retry_after or 0
            raise error.noting(may_retry=True, retry_after=0.001) from None
        yield Answered(answer_to(request.question))


def texts(found: list[object]) -> list[str]:
    return [one.question if isinstance(one, Answer) else type(one).__name__ for one in found]


def test_a_batch_waits_where_the_calls_of_a_minute_are_used_up() -> None:
    questions = [f"question {number}" for number in range(70)]
    limited = Limited(60)
    assert texts(list(answers_in_order(limited, questions))) == questions
    assert limited.refused > 0
    limited = Limited(60)
    assert texts(list(asyncio.run(ask_all(limited, questions)))) == questions
    assert limited.refused > 0


def test_whoever_waits_is_told_so() -> None:
    limited = Limited(1)
    list(stream_patiently(limited, Request("first")))
    events = list(stream_patiently(limited, Request("second")))
    assert any(isinstance(event, Writing) and "limit of model calls" in (event.notice or "") for event in events)
    assert isinstance(events[-1], Answered)


def test_a_limit_that_does_not_pass_is_raised() -> None:
    def refused(request: Request) -> Iterator[Event]:
        yield Searching(request.question, Filters())
        message = "No."
        raise ModelLimit(message)

    with pytest.raises(ModelLimit):
        list(stream_patiently(refused, Request("x")))


def test_failures_keep_their_place() -> None:
    asked: list[object] = ["a", "", {"question": "b", "filters": {"publishers": "x"}}, QuestionError("line 4"), 5, "c"]
    wanted = ["a", "QuestionError", "b", "QuestionError", "QuestionError", "c"]
    assert texts(list(answers_in_order(Limited(100), asked, 2))) == wanted
    assert texts(list(asyncio.run(ask_all(Limited(100), asked, 3)))) == ["a", "QuestionError", "b", *wanted[3:]]


def test_only_a_little_is_read_ahead() -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            read.append(1)
            yield f"question {len(read)}"

    answers = answers_in_order(Limited(10_000), endless(), 2)
    assert texts([next(answers), next(answers)]) == ["question 1", "question 2"]
    answers.close()
    assert len(read) <= 6
    read.clear()
    next(answers_in_order(Limited(10_000), endless(), 1))
    assert len(read) == 1


@pytest.mark.parametrize("at_once", [0, -1, MOST_AT_ONCE + 1, True, "4"])
def test_a_number_at_once_that_makes_no_sense_is_refused(at_once: int) -> None:
    with pytest.raises(InputError, match="Say 1 to"):
        next(answers_in_order(Limited(1), ["x"], at_once))


@pytest.mark.parametrize("asked", ["Why?", b"Why?", {"question": "Why?"}, Request("Why?"), 5, None])
def test_one_question_alone_is_no_batch(asked: Any) -> None:
    limited = Limited(5)
    for at_once in (1, 4):
        with pytest.raises(QuestionError, match="as a list; one alone goes to `ask`"):
            list(answers_in_order(limited, asked, at_once))
    with pytest.raises(QuestionError, match="as a list"):
        asyncio.run(ask_all(limited, asked))
