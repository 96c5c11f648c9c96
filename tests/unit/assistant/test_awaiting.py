"""Iterators that block, awaited."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing
from contextvars import ContextVar

import pytest

from assistant.awaiting import items_of, until_left

SHIFT: ContextVar[str] = ContextVar("shift")


async def listed(items: Iterator[int]) -> list[int]:
    return [item async for item in items_of(lambda _: items)]


def test_the_items_come_in_order_and_in_the_callers_context() -> None:
    def told() -> Iterator[str]:
        yield SHIFT.get()

    async def main() -> list[str]:
        SHIFT.set("night")
        return [item async for item in items_of(lambda _: told())]

    assert asyncio.run(listed(iter(range(100)))) == list(range(100))
    assert asyncio.run(main()) == ["night"]


def test_a_failure_is_raised_where_it_is_awaited() -> None:
    def failing() -> Iterator[int]:
        yield 1
        message = "no more"
        raise ValueError(message)

    with pytest.raises(ValueError, match="no more"):
        asyncio.run(listed(failing()))


@pytest.mark.parametrize("way", ["leave", "cancel"])
def test_who_leaves_or_is_cancelled_ends_the_iterator(way: str) -> None:
    started, ended = threading.Event(), threading.Event()

    def endless(left: threading.Event) -> Iterator[int]:
        try:
            while True:
                started.set()
                left.wait(0.01)
                yield 1
        finally:
            ended.set()

    async def read() -> None:
        async with aclosing(items_of(endless)) as items:
            async for _ in items:
                if way == "leave":
                    return

    async def main() -> None:
        task = asyncio.create_task(read())
        if way == "cancel":
            await asyncio.to_thread(started.wait, 10)
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(main())
    assert ended.wait(10)


def test_one_that_nobody_waits_for_is_closed_before_its_next_item() -> None:
    left, ended = threading.Event(), threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            ended.set()

    items = until_left(endless(), left)
    assert next(items) == 1
    left.set()
    with pytest.raises(asyncio.CancelledError):
        next(items)
    assert ended.is_set()
