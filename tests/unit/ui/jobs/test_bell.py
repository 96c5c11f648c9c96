"""Whoever listens is woken from any thread; whoever does not listen any more is not."""

import asyncio
from threading import Thread

from ui.jobs.bell import Bell


def test_a_ring_from_another_thread_wakes_all_who_listen_for_that_turn() -> None:
    bell = Bell()

    async def wait_twice() -> bool:
        with bell.listen("a") as first, bell.listen("a") as second, bell.listen("b") as other:
            ringing = Thread(target=bell.ring, args=("a",))
            ringing.start()
            await asyncio.wait_for(asyncio.gather(first.wait(), second.wait()), 20)
            ringing.join()
            return other.is_set()

    assert asyncio.run(wait_twice()) is False
    bell.ring("a")  # nobody is there, in a loop that has ended
