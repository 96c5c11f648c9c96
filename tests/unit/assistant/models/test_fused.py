import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.models.fused import Fused
from assistant.models.weights import Weights, read_weights

ROWS = [[101, *range(2000, 2000 + length), 102] for length in range(1, 41)]


class Watched(Fused):
    """Counts the texts that were run, and by which threads."""

    def __init__(self, threads: int) -> None:
        super().__init__(read_weights(None), threads)
        self.ran: list[str] = []

    def _infer(self, row: Sequence[int]) -> NDArray[np.float32]:
        self.ran.append(threading.current_thread().name)
        return super()._infer(row)


@pytest.fixture(scope="module")
def runtime() -> Watched:
    return Watched(2)


def test_another_file_is_refused() -> None:
    """Its weights lie elsewhere: the graph would compute with whatever bytes are there."""
    weights = read_weights(None)
    with pytest.raises(ValueError, match="0000"):
        Fused(Weights(weights.content, "0" * 64), 1)


def test_rows_come_back_in_order_and_as_alone(runtime: Watched) -> None:
    for row, hidden in zip(ROWS, runtime.run(ROWS), strict=True):
        (alone,) = runtime.run([row])
        assert hidden.shape == (len(row), 384)
        np.testing.assert_array_equal(hidden, alone)


def test_a_lone_text_does_not_queue_behind_others(runtime: Watched) -> None:
    runtime.ran.clear()
    list(runtime.run(ROWS[:1]))
    assert runtime.ran == [threading.current_thread().name]
    runtime.ran.clear()
    list(runtime.run(ROWS))
    assert threading.current_thread().name not in runtime.ran


def test_one_thread_needs_no_other() -> None:
    runtime = Watched(1)
    assert len(list(runtime.run(ROWS[:3]))) == 3
    assert set(runtime.ran) == {threading.current_thread().name}


def test_what_is_left_early_is_not_run(runtime: Watched) -> None:
    """Ctrl-C in an ingest does not wait for a thousand texts."""
    runtime.ran.clear()
    rows = runtime.run(ROWS * 20)
    next(rows)
    rows.close()
    assert len(runtime.ran) <= 10


@pytest.mark.slow
def test_several_threads_share_it(runtime: Watched) -> None:
    expected = list(runtime.run(ROWS))
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: list(runtime.run(ROWS)), range(4)):
            for one, two in zip(found, expected, strict=True):
                np.testing.assert_array_equal(one, two)
