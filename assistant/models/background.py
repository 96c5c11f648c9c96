"""One event loop in a thread of its own, on which model calls run, so that a call can be stopped at any moment.

A blocking read in another thread cannot be interrupted; a task can be cancelled, and closes its connection at once.
"""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from functools import cache
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from traceback import clear_frames
from typing import TypeVar

__all__ = ["BEAT", "iterate", "pause"]

Item = TypeVar("Item")

BEAT = 0.25
"""Seconds: whoever waits gets a sign of life so often, since a generator can be closed only where it yields."""
_GRACE = 0.5
"""Seconds for a task to end after its deadline before it is given up."""


def _loop() -> asyncio.AbstractEventLoop:
    return _loop_of(os.getpid())


@cache
def _loop_of(pid: int) -> asyncio.AbstractEventLoop:  # noqa: ARG001  # a fork has the loop, but not its thread
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="copydesk-models").start()
    return loop


def _release(error: BaseException) -> None:
    """Close here, on the loop, what a call that failed leaves half read.

    Its generators hold each other, through the error's frames and in circles. Python would close them when it collects
    them, in whatever thread that happens, while the loop already runs one of them from the other's end. Collecting
    takes a third of a second with the whole program loaded, and nobody waits for it but a reader whose call failed.
    """
    behind: BaseException | None = error
    seen: set[int] = set()
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        clear_frames(behind.__traceback__)
        behind = behind.__cause__ or behind.__context__
    gc.collect()


def pause(seconds: float) -> Iterator[None]:
    """Wait, with a sign of life every BEAT seconds."""
    ends_at = monotonic() + seconds
    while (left := ends_at - monotonic()) > 0:
        sleep(min(BEAT, left))
        yield None


def iterate(make: Callable[[], AsyncGenerator[Item, None]], seconds: float) -> Iterator[Item | None]:
    """The items of an async generator as they come, None for each BEAT without one. The caller's context variables hold
    in it.

    Raises what it raises, and TimeoutError when it is not at its end after `seconds`. Closing this iterator cancels it.
    """
    arrived: SimpleQueue[tuple[list[Item], BaseException | None]] = SimpleQueue()
    ends_at = monotonic() + seconds

    async def run() -> None:
        try:
            async with asyncio.timeout(seconds), aclosing(make()) as items:
                async for item in items:
                    arrived.put(([item], None))
        except BaseException as error:  # noqa: BLE001  # it is raised again in the thread that waits
            _release(error)
            arrived.put(([], error))
        else:
            arrived.put(([], StopIteration()))

    task = asyncio.run_coroutine_threadsafe(run(), _loop())
    try:
        while True:
            try:
                items, error = arrived.get(timeout=BEAT)
            except Empty:
                if monotonic() > ends_at + _GRACE:
                    raise TimeoutError from None
                yield None
                continue
            if isinstance(error, StopIteration):
                return
            if error is not None:
                raise error
            yield from items
    finally:
        task.cancel()
