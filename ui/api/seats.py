"""Who is answered at once, who waits and who is sent away. A waiting question holds no thread."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.errors import CopydeskError

__all__ = ["Seats", "TooBusy", "call", "pour"]

Item = TypeVar("Item")


class TooBusy(CopydeskError):
    """More questions at once than are answered; comes as 503."""

    may_retry = True
    retry_after = 2.0
    http_status = 503


class Seats:
    """So many questions are worked on at once; more wait their turn, some of them, for a while."""

    def __init__(self, count: int, *, most_waiting: int = 256, wait_seconds: float = 30.0) -> None:
        self._seats = asyncio.Semaphore(count)
        self._most_waiting = most_waiting
        self._wait_seconds = wait_seconds
        self.waiting = 0
        self.taken = 0

    async def take(self) -> None:
        """Raises TooBusy where too many wait, or none was free in time."""
        if self.waiting >= self._most_waiting:
            raise _too_busy()
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._seats.acquire()
        except TimeoutError:
            raise _too_busy() from None
        finally:
            self.waiting -= 1
        self.taken += 1

    def leave(self) -> None:
        self.taken -= 1
        self._seats.release()


def _too_busy() -> TooBusy:
    return TooBusy("Too many questions at once. Ask again in a moment.")


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None


class _Work(Generic[Item]):
    """One iterator, run from its beginning to its end in a thread of its own: a reading of the archive stays in one."""

    def __init__(self, make: Callable[[], Iterator[Item]], seats: Seats) -> None:
        self.came: asyncio.Queue[Item | _Ended] = asyncio.Queue()
        self.is_unwanted = threading.Event()
        self._make, self._seats = make, seats
        self._loop = asyncio.get_running_loop()

    def begin(self) -> None:
        threading.Thread(target=self._run, name="copydesk-question", daemon=True).start()

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            self._work()
        except BaseException as raised:  # noqa: BLE001  # raised again where the question was asked
            error = raised
        self._tell(_Ended(error))
        self._call(self._seats.leave)  # only now: who waits may have the thread's share of the processor

    def _work(self) -> None:
        items = self._make()
        try:
            for item in items:
                if self.is_unwanted.is_set():
                    return
                self._tell(item)
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()

    def _tell(self, item: "Item | _Ended") -> None:
        self._call(lambda: self.came.put_nowait(item))

    def _call(self, what: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(what)
        except RuntimeError:  # the server has stopped
            self.is_unwanted.set()


async def pour(seats: Seats, make: Callable[[], Iterator[Item]]) -> AsyncGenerator[Item, None]:
    """What the iterator yields, once there is a seat for it. Who leaves ends it at its next item.

    Raises TooBusy, and what the iterator raises.
    """
    await seats.take()
    work = _Work(make, seats)
    work.begin()
    try:
        while True:
            item = await work.came.get()
            if isinstance(item, _Ended):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        work.is_unwanted.set()


async def call(seats: Seats, what: Callable[[], Item]) -> Item:
    """What one call returns, in a seat and a thread of its own."""

    def once() -> Iterator[Item]:
        yield what()

    found = [item async for item in pour(seats, once)]
    return found[0]
