"""Many questions: some at once, the answers in the order of the questions, and the limits of a model waited for."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing

from assistant.answer import Answer, Answered, Event, Stated, Writing
from assistant.awaiting import items_of, until_left
from assistant.errors import CopydeskError, InputError, ModelLimit, QuestionError
from assistant.models.background import pause
from assistant.request import Request, read_request

__all__ = ["AT_ONCE", "Ask", "answers_in_order", "ask_all", "stream_patiently"]

AT_ONCE = 4
"""Questions that are asked at once where nobody says how many: search alone keeps as many cores busy."""
MOST_AT_ONCE = 64

Ask = Callable[[Request], Iterator[Event]]


def stream_patiently(ask: Ask, request: Request) -> Iterator[Event]:
    """The events of one question; where the calls of a minute are used up, it waits and asks anew."""
    while True:
        has_stated = False
        try:
            for event in ask(request):
                has_stated |= isinstance(event, Stated)
                yield event
        except ModelLimit as error:
            if error.retry_after is None or has_stated:
                raise
            seconds = error.retry_after
        else:
            return
        for _ in pause(seconds):
            yield Writing(0, f"The limit of model calls a minute is reached. Waiting {seconds:.0f} s …")


def answers_in_order(
    ask: Ask, asked: Iterable[object], at_once: int | None = None
) -> Generator[Answer | CopydeskError, None, None]:
    """The answer to each, or its error; of `asked` a little is read ahead, nothing where one is asked at once. Leaving
    it ends what still runs."""
    count, left = check_at_once(at_once), threading.Event()
    if count == 1:
        yield from (_answer(ask, one, left) for one in _each(asked))
        return
    waiting: deque[Future[Answer | CopydeskError]] = deque()
    pool = ThreadPoolExecutor(count, thread_name_prefix="copydesk-batch")
    try:
        for one in _each(asked):
            waiting.append(pool.submit(_answer, ask, one, left))
            if len(waiting) >= 2 * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        left.set()
        pool.shutdown(wait=True, cancel_futures=True)


async def ask_all(ask: Ask, asked: Iterable[object], at_once: int | None = None) -> list[Answer | CopydeskError]:
    """The same, awaited; cancelled, it stops every question."""
    seats = asyncio.Semaphore(check_at_once(at_once))

    async def answer(one: object) -> Answer | CopydeskError:
        async with seats:
            try:
                return await last_answer(items_of(lambda _: stream_patiently(ask, read_request(one))))
            except CopydeskError as error:
                return error

    return list(await asyncio.gather(*(answer(one) for one in _each(asked))))


def _each(asked: object) -> Iterable[object]:
    """The questions. One alone would be taken apart, a text letter by letter."""
    if isinstance(asked, str | bytes | Mapping | Request) or not isinstance(asked, Iterable):
        message = "Give the questions of a batch as a list; one alone goes to `ask`."
        raise QuestionError(message)
    return asked


async def last_answer(events: AsyncGenerator[Event, None]) -> Answer:
    """What the last event of a stream carries."""
    async with aclosing(events):
        async for event in events:
            if isinstance(event, Answered):
                return event.answer
    raise asyncio.CancelledError  # a stream ends in an answer or in an exception


def check_at_once(at_once: int | None) -> int:
    if at_once is None:
        return AT_ONCE
    if isinstance(at_once, bool) or not isinstance(at_once, int) or not 1 <= at_once <= MOST_AT_ONCE:
        message = f"{at_once!r} questions cannot be asked at once. Say 1 to {MOST_AT_ONCE}."
        raise InputError(message)
    return at_once


def _answer(ask: Ask, asked: object, left: threading.Event) -> Answer | CopydeskError:
    if isinstance(asked, CopydeskError):  # a line that could not be read keeps its place
        return asked
    try:
        *_, last = until_left(stream_patiently(ask, read_request(asked)), left)
    except CopydeskError as error:
        return error
    assert isinstance(last, Answered)  # a stream ends in it or in an exception
    return last.answer
