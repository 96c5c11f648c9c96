"""Seats for questions: how many are answered at once, and what becomes of a question whose asker leaves."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from ui.api import TooBusy
from ui.api.seats import Seats, call, pour


class Question:
    """An iterator that waits to be let go, and knows whether it was closed."""

    def __init__(self) -> None:
        self.is_going = threading.Event()
        self.may_go_on = threading.Event()
        self.is_closed = threading.Event()

    def events(self) -> Iterator[int]:
        try:
            for number in range(100):
                yield number
                self.is_going.set()
                assert self.may_go_on.wait(20)
        finally:
            self.is_closed.set()


async def settle() -> None:
    """Lets every task run up to where it waits."""
    for _ in range(3):
        await asyncio.sleep(0)


async def until(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 20)


def test_what_is_yielded_comes_in_order_and_a_failure_as_it_was() -> None:
    def events() -> Iterator[int]:
        yield from range(3)
        message = "broken"
        raise KeyError(message)

    async def run() -> None:
        asking = pour(Seats(1), events)
        assert [await anext(asking) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(KeyError, match="broken"):
            await anext(asking)

    asyncio.run(run())


def test_a_waiting_question_holds_no_thread() -> None:
    async def run() -> None:
        seats, first = Seats(1), Question()
        asking = pour(seats, first.events)
        assert await anext(asking) == 0
        await until(first.is_going)
        before = threading.active_count()
        waiting = [asyncio.ensure_future(call(seats, lambda: 7)) for _ in range(50)]
        await settle()
        assert threading.active_count() == before
        assert (seats.taken, seats.waiting) == (1, 50)
        await asking.aclose()
        first.may_go_on.set()
        assert await asyncio.gather(*waiting) == [7] * 50

    asyncio.run(run())


def test_who_leaves_ends_the_question_and_frees_the_seat_only_then() -> None:
    async def run() -> None:
        seats, question = Seats(1), Question()
        asking = pour(seats, question.events)
        assert await anext(asking) == 0
        await until(question.is_going)
        await asking.aclose()
        assert seats.taken == 1, "its thread still works"
        question.may_go_on.set()
        await until(question.is_closed)
        assert await call(seats, lambda: "next") == "next"

    asyncio.run(run())


def test_who_waits_too_long_or_behind_too_many_is_told_so() -> None:
    async def run() -> None:
        seats, question = Seats(1, most_waiting=1, wait_seconds=0.01), Question()
        asking = pour(seats, question.events)
        await anext(asking)
        with pytest.raises(TooBusy):
            await call(seats, lambda: 7)
        patient = Seats(1, most_waiting=0)
        with pytest.raises(TooBusy) as told:
            await patient.take()
        assert (told.value.may_retry, told.value.retry_after) == (True, 2.0)
        question.may_go_on.set()
        await asking.aclose()

    asyncio.run(run())


def test_who_leaves_while_waiting_takes_no_seat() -> None:
    async def run() -> None:
        seats, question = Seats(1), Question()
        asking = pour(seats, question.events)
        await anext(asking)
        leaving = asyncio.ensure_future(call(seats, lambda: 7))
        await settle()
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        assert (seats.taken, seats.waiting) == (1, 0)
        question.may_go_on.set()
        await asking.aclose()
        assert await call(seats, lambda: 8) == 8

    asyncio.run(run())
