import asyncio
import gc
from collections.abc import AsyncGenerator
from contextvars import ContextVar
from threading import Event

import pytest

from assistant.models.background import iterate, pause

READER: ContextVar[str] = ContextVar("reader", default="nobody")


async def count_to(last: int) -> AsyncGenerator[int, None]:
    for number in range(1, last + 1):
        yield number


async def wait_forever() -> AsyncGenerator[int, None]:
    yield 1
    await asyncio.sleep(60)


async def read(closed: Event) -> AsyncGenerator[int, None]:
    """Tells when it is closed."""
    try:
        yield 1
        yield 2
    finally:
        closed.set()


def test_items_come_in_order() -> None:
    assert [item for item in iterate(lambda: count_to(3), 5) if item is not None] == [1, 2, 3]


def test_an_error_comes_after_the_items() -> None:
    async def fail() -> AsyncGenerator[int, None]:
        yield 1
        raise KeyError

    items = iterate(fail, 5)
    assert next(items) == 1
    with pytest.raises(KeyError):
        list(items)


def test_a_deadline_holds_and_there_are_signs_of_life_until_then() -> None:
    items = iterate(wait_forever, 2)
    assert next(items) == 1
    assert next(items) is None
    with pytest.raises(TimeoutError):
        list(items)


def test_a_timeout_of_its_own_is_its_own_error() -> None:
    async def fail() -> AsyncGenerator[int, None]:
        yield 1
        raise ConnectionError

    with pytest.raises(ConnectionError):
        list(iterate(fail, 5))


def test_what_an_error_holds_is_closed_on_the_loop_before_whoever_waits_lets_go_of_it() -> None:
    """Else it is closed when the error is collected, by whatever thread that happens in, while the loop may run it."""
    closed = Event()

    async def fail() -> AsyncGenerator[int, None]:
        reading = read(closed)
        yield await anext(reading)
        try:
            raise KeyError
        except KeyError as error:
            raise ValueError from error

    with pytest.raises(ValueError) as held:  # noqa: PT011  # it has no words
        list(iterate(fail, 5))
    assert closed.wait(2)
    assert held.value.__traceback__ is not None


def test_what_a_failed_call_leaves_in_a_circle_is_closed_on_the_loop() -> None:
    closed = Event()

    class Stream:
        """Holds the generator that holds it, as clients of servers do."""

        def __init__(self) -> None:
            self.items = self._read()

        async def _read(self) -> AsyncGenerator[int, None]:
            async for item in read(closed):
                yield item

    async def fail() -> AsyncGenerator[int, None]:
        yield await anext(Stream().items)
        raise KeyError

    gc.disable()
    try:
        with pytest.raises(KeyError):
            list(iterate(fail, 5))
        assert closed.wait(2)
    finally:
        gc.enable()


def test_closing_cancels() -> None:
    cancelled = Event()

    async def note() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    items = iterate(note, 60)
    assert next(items) == 1
    items.close()  # type: ignore[attr-defined]  # it is a generator
    assert cancelled.wait(5)


def test_the_callers_context_holds() -> None:
    async def tell() -> AsyncGenerator[str, None]:
        yield READER.get()

    token = READER.set("ann")
    try:
        assert [item for item in iterate(tell, 5) if item] == ["ann"]
    finally:
        READER.reset(token)


def test_a_pause_gives_signs_of_life() -> None:
    assert 1 <= len(list(pause(0.3))) <= 2  # one where the machine slept longer than was asked
    assert list(pause(0)) == []
