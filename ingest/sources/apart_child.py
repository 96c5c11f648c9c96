"""The child process that reads risky files: a loop of one request, one answer, within limits."""

import logging
import os
import pickle
import struct
import sys
import warnings
import zlib
from pathlib import Path
from typing import BinaryIO

from ingest.sources.apart_frames import read_frame, write_frame
from ingest.sources.found import FoundFile, Reader, Reading
from ingest.sources.reading import Unreadable

__all__ = ["serve"]

_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError, RuntimeError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What parsers have been made to raise by damaged files."""
_DAMAGED = "it is damaged: its parser gave up"


def serve(seconds: int, memory_mb: int) -> None:
    """Answer until the other side is gone. An answer is the list of what the reader yields, or why it cannot."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    requests, answers = _streams()
    _limit_memory(memory_mb)
    while (request := read_frame(requests)) is not None:
        reader, file, reading = pickle.loads(request)  # noqa: S301  # from the parent, which sends nothing foreign
        del request
        _limit_time(seconds)
        answer = pickle.dumps(_answer(reader, file, reading, memory_mb))
        _limit_time(0)
        write_frame(answers, answer)


def _answer(reader: Reader, file: FoundFile, reading: Reading, memory_mb: int) -> object:
    try:
        return list(reader(file, reading))
    except Unreadable as fault:
        return str(fault)
    except MemoryError:
        return f"reading it needs more than {memory_mb} MB (COPYDESK_PARSE_MEMORY_MB)"
    except _FAULTS:
        return _DAMAGED


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Requests and answers on descriptors of their own: what a library prints must not come between."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return requests, answers


if sys.platform == "win32":

    def _limit_memory(megabytes: int) -> None:
        """Not possible there without a foreign library; the parent's deadline stands."""

    def _limit_time(seconds: int) -> None:
        """The parent's deadline stands."""

else:
    import resource
    import signal

    def _limit_memory(megabytes: int) -> None:
        """So much beyond what the process has now; macOS accepts the limit and does not keep to it."""
        for what, most in ((resource.RLIMIT_AS, _address_space() + megabytes * 1_000_000), (resource.RLIMIT_CORE, 0),
                           (resource.RLIMIT_FSIZE, 0)):  # fmt: skip
            _, hard = resource.getrlimit(what)
            if hard == resource.RLIM_INFINITY or most <= hard:
                resource.setrlimit(what, (most, hard))

    def _address_space() -> int:
        statm = Path("/proc/self/statm")
        return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 4_000_000_000

    def _limit_time(seconds: int) -> None:
        """The system ends the process after so much processor time, wherever it is; 0 takes the limit off."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
