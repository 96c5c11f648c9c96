import threading
import time

import pytest

from assistant.models.deadline import within


def test_result_and_error_come_through() -> None:
    assert within(60, lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)


def test_it_gives_up_in_time() -> None:
    release = threading.Event()
    begun = time.perf_counter()
    with pytest.raises(TimeoutError):
        within(0.05, release.wait)
    assert time.perf_counter() - begun < 60
    release.set()
