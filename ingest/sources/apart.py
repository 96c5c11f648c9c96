"""Reads files of risky formats in a child process with limits, so that a hostile one costs one skip.

Parsers of PDF, DOCX, HTML and mail have loops without end, trees too deep, and crashes in C. The child has so many
seconds of processor time for each file and so much memory; it is kept for the next file, and started anew when it dies.
It gets a file's bytes and hands back what it read as plain values; it has nothing to write to.
"""

import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from ingest.sources.apart_frames import read_frame, unpickle, write_frame
from ingest.sources.found import FoundFile, Held, Item, Reader, Reading
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.row_fields import RowFields

__all__ = ["Apart"]

_START = """
import sys
sys.path[:] = {path!r}
from ingest.sources.apart_child import serve
serve({seconds!r}, {memory_mb!r})
"""
_PATIENCE = 6
"""Wall-clock seconds for each second of processor time: on a busy machine a file takes longer, and is no worse."""


class Apart:
    """One child process, started when it is first needed. To be used in a `with` block, from any thread."""

    def __init__(self, seconds: int, memory_mb: int, *, patience: int = _PATIENCE) -> None:
        """Seconds of processor time for one file (where the system cannot measure it, of the clock); megabytes beyond
        what the child takes when it is idle (not limited on systems that cannot). `patience`: seconds of the clock for
        each of processor time."""
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._patience = 1 if sys.platform == "win32" else patience
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()
        child.wait()

    def read(self, reader: Reader, largest: int, file: FoundFile, reading: Reading) -> list[Item | FoundFile]:
        """What the reader yields for this file. Raises Unreadable as it does, and when a limit is reached.

        `largest`: more bytes are not sent.
        """
        held = replace(file, content=Held(read_bytes(file, largest)), meter=None)
        limits = Reading(RowFields(), reading.max_characters, reading.source_name)
        with self._lock:
            try:
                answer = self._ask(pickle.dumps((reader, held, limits)))
            except BaseException:
                self.close()  # a child in the middle of an answer is of no use
                raise
        if isinstance(answer, str):
            raise Unreadable(answer)
        return cast("list[Item | FoundFile]", answer)

    def _ask(self, request: bytes) -> object:
        child = self._running()
        is_late = threading.Event()

        def give_up() -> None:
            is_late.set()
            child.kill()

        timer = threading.Timer(self._seconds * self._patience, give_up)
        timer.start()
        try:
            write_frame(cast("BinaryIO", child.stdin), request)
            answer = read_frame(cast("BinaryIO", child.stdout))
        except (OSError, ValueError):  # the child is gone, or was ended in another thread
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            raise Unreadable(self._why_it_died(child, is_late=is_late.is_set()))
        return unpickle(answer)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            path = [str(Path(entry or ".").absolute()) for entry in sys.path]
            code = _START.format(path=path, seconds=self._seconds, memory_mb=self._memory_mb)
            self._child = subprocess.Popen(  # noqa: S603  # our own interpreter and code
                [sys.executable, "-I", "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent, which then ends it
            )
        return self._child

    def _why_it_died(self, child: "subprocess.Popen[bytes]", *, is_late: bool) -> str:
        child.kill()
        code = child.wait()
        self.close()
        if is_late or (sys.platform != "win32" and -code in _TIME_SIGNALS):
            return (
                f"reading it takes longer than {self._seconds} s (COPYDESK_PARSE_SECONDS): damaged, or made to do harm?"
            )
        return f"its parser crashed, or needs more than {self._memory_mb} MB (COPYDESK_PARSE_MEMORY_MB)"


if sys.platform != "win32":
    import signal

    _TIME_SIGNALS = frozenset({int(signal.SIGPROF), int(signal.SIGXCPU)})
