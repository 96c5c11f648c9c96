import threading
import time
from typing import TYPE_CHECKING

import pytest

from ingest.web.faults import Stopped
from ingest.web.politeness import Clock, Politeness

if TYPE_CHECKING:
    from tests.unit.ingest.web.conftest import Still


def test_a_pause_between_two_requests_to_one_host(still: "Still") -> None:
    politeness = Politeness(2.0, still)
    for host in ("a", "a", "b"):
        with politeness.turn(host):
            still.time += 1.0
    assert still.waits == [0, 2.0, 0]
    with politeness.turn("c", crawl_delay=10.0):
        pass
    with politeness.turn("c"):
        assert still.waits[-1] == 10.0


def test_a_host_that_asked_is_left_alone(still: "Still") -> None:
    politeness = Politeness(0.0, still)
    politeness.rest("a", 30.0)
    politeness.rest("a", 5.0)
    with politeness.turn("a"):
        assert still.waits == [30.0]


def test_one_request_at_a_time() -> None:
    politeness = Politeness(0.0, Clock())
    running = most = 0
    lock = threading.Lock()

    def ask() -> None:
        nonlocal running, most
        with politeness.turn("a"):
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.01)
            with lock:
                running -= 1

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_the_end_of_the_run_ends_every_wait() -> None:
    clock = Clock()
    politeness = Politeness(0.0, clock)
    politeness.rest("a", 3600.0)
    threading.Timer(0.05, clock.stop).start()
    with pytest.raises(Stopped), politeness.turn("a"):
        pass
    with pytest.raises(Stopped), politeness.turn("b"):
        pass
