"""The items of an iterator that blocks, awaited: it runs in a thread, and is left when nobody waits any more."""

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import suppress
from typing import TypeVar

__all__ = ["items_of", "until_left"]

Item = TypeVar("Item")


async def items_of(make: Callable[[threading.Event], Iterator[Item]]) -> AsyncGenerator[Item]:
    """The items as they come, in the caller's context variables.

    `make` gets an event that is set once the caller is cancelled or leaves; between two items it is looked at here, and
    the iterator closed. Nobody waits for that: a caller who is cancelled goes at once.
    """
    loop, left = asyncio.get_running_loop(), threading.Event()
    arrived: asyncio.Queue[tuple[list[Item], BaseException | None]] = asyncio.Queue()

    def tell(items: list[Item], ended: BaseException | None = None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(arrived.put_nowait, (items, ended))

    def run() -> None:
        try:
            items = make(left)
            try:
                while not left.is_set():
                    tell([next(items)])
            finally:
                if (close := getattr(items, "close", None)) is not None:
                    close()
        except BaseException as error:  # noqa: BLE001  # it is raised again where it is awaited
            tell([], error)

    threading.Thread(target=contextvars.copy_context().run, args=(run,), name="copydesk-asked").start()
    try:
        while True:
            items, ended = await arrived.get()
            if isinstance(ended, StopIteration):
                return
            if ended is not None:
                raise ended
            for item in items:
                yield item
    finally:
        left.set()


def until_left(items: Iterator[Item], left: threading.Event) -> Iterator[Item]:
    """The same items, closed as soon as one comes that nobody waits for."""
    try:
        for item in items:
            if left.is_set():
                raise asyncio.CancelledError
            yield item
    finally:
        if (close := getattr(items, "close", None)) is not None:
            close()
