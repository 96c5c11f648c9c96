"""Ctrl-C held back. In a process of its own: what catches signals in the process of all other tests is not ours."""

import subprocess
import sys
import threading

import pytest

from ingest.uninterrupted import uninterrupted

_BEGIN = """
import signal
from ingest.uninterrupted import uninterrupted
done = []
def interrupted(act):
    try:
        act()
    except KeyboardInterrupt:
        return True
    return False
def ctrl_c():
    signal.raise_signal(signal.SIGINT)
"""

_BLOCK_FIRST = """
def block():
    with uninterrupted():
        ctrl_c()
        done.append(1)
assert interrupted(block)
assert done == [1]
assert interrupted(ctrl_c)
"""
_ANOTHER_ERROR = """
def block():
    with uninterrupted():
        ctrl_c()
        int("x")
try:
    block()
except ValueError:
    done.append(1)
assert done == [1]
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""
_OWN_HANDLING = """
signal.signal(signal.SIGINT, lambda number, frame: done.append(number))
with uninterrupted():
    ctrl_c()
    assert done == [signal.SIGINT]
"""


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(_BLOCK_FIRST, id="the block is done first"),
        pytest.param(_ANOTHER_ERROR, id="another error passes and Ctrl-C works again"),
        pytest.param(_OWN_HANDLING, id="a caller's own handling is left alone"),
    ],
)
def test_ctrl_c_in_a_block(script: str) -> None:
    ended = subprocess.run([sys.executable, "-c", _BEGIN + script], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_in_another_thread_nothing_is_done() -> None:
    done: list[int] = []

    def block() -> None:
        with uninterrupted():
            done.append(1)

    thread = threading.Thread(target=block)
    thread.start()
    thread.join()
    assert done == [1]
