"""A child process that is killed after a while."""

import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Ended", "run_killed"]


@dataclass(frozen=True, slots=True)
class Ended:
    printed: str
    complaint: str
    """What it said on standard error."""
    seconds: float
    """From its first sign of life."""
    is_killed: bool


def run_killed(command: Sequence[str], seconds: float | None) -> Ended:
    """Run a worker that prints "begun", killed so many seconds after that; None lets it come to its end."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    begun = time.monotonic()
    timer = threading.Timer(seconds, child.kill) if seconds is not None else None
    if timer is not None:
        timer.start()
    printed, complaint = child.communicate()
    if timer is not None:
        timer.cancel()
        timer.join()
    assert child.returncode in (0, -signal.SIGKILL), complaint
    return Ended(printed, complaint, time.monotonic() - begun, child.returncode != 0)
