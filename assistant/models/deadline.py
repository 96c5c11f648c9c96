"""Give up on a call after a time, whatever it waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """The result of `call`, or its exception, or TimeoutError after `seconds`.

    A client's own timeout is for each read: a server that drips a byte at a time outlives it. The call goes on in a
    daemon thread after the deadline, until whoever owns its connection closes it.
    """
    outcome: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((call(), None))
        except BaseException as error:  # noqa: BLE001  # it is raised again in the thread that waits
            outcome.put((None, error))

    threading.Thread(target=run, daemon=True, name="copydesk-deadline").start()
    try:
        result, error = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error there is a result
