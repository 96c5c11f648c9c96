"""Ctrl-C held back."""

import signal
import threading

import pytest

from ingest.uninterrupted import uninterrupted


def interrupt(done: list[int]) -> None:
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append(1)


def fail() -> None:
    with uninterrupted():
        signal.raise_signal(signal.SIGINT)
        int("x")


def test_the_block_is_done_first() -> None:
    done: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupt(done)
    assert done == [1]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_another_error_passes_and_ctrl_c_works_again() -> None:
    with pytest.raises(ValueError, match="x"):
        fail()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_callers_own_handling_is_left_alone() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: seen.append(number))
    try:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            assert seen == [signal.SIGINT]
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_nothing_is_done() -> None:
    done: list[int] = []

    def block() -> None:
        with uninterrupted():
            done.append(1)

    thread = threading.Thread(target=block)
    thread.start()
    thread.join()
    assert done == [1]
