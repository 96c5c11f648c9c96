"""What the tests of killed writers share: an onlooker that reads all the time, and the running and killing of one."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.archive import Archive
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.errors import ArchiveError, ArchiveMissing
from tests.integration.archive_worker import ARTICLES, IDENTITY, check, reached

__all__ = ["Onlooker", "watched", "write_until"]


class Onlooker(threading.Thread):
    """A reader with the archive open all the time; checks one snapshot after another, and that none goes back."""

    def __init__(
        self, folder: Path, database: str | None, chroma: ChromaAddress | None, *, may_be_away: bool, count: int
    ) -> None:
        super().__init__()
        self._folder, self._database, self._chroma = folder, database, chroma
        self._may_be_away, self._count = may_be_away, count
        self._stopped = threading.Event()
        self._reached = 0
        self.checked = self.away = 0
        """How many snapshots were whole, and how often it was said that the database is away."""
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                try:
                    with Archive.open(self._folder, IDENTITY, database=self._database, chroma=self._chroma) as archive:
                        self._watch(archive)
                except ArchiveMissing:
                    time.sleep(0.02)
                except ArchiveError as error:
                    if not (self._may_be_away and "does not answer" in str(error)):
                        raise
                    self.away += 1
                    time.sleep(0.02)
        except BaseException as fault:  # noqa: BLE001  # handed to the test
            self.fault = fault

    def stop(self) -> None:
        self._stopped.set()
        self.join()
        if self.fault is not None:
            raise self.fault

    def _watch(self, archive: Archive) -> None:
        while not self._stopped.is_set():
            steps = len(reached(check(archive, may_be_away=self._may_be_away), self._count))
            assert steps >= self._reached, "what was there is gone"
            self._reached = steps
            self.checked += 1
            time.sleep(0.01)


@contextmanager
def watched(
    folder: Path,
    database: str | None = None,
    chroma: ChromaAddress | None = None,
    *,
    may_be_away: bool = False,
    count: int = ARTICLES,
) -> Iterator[Onlooker]:
    """Raises what the onlooker found. `may_be_away`: the servers; `count`: of the story's articles."""
    onlooker = Onlooker(folder, database, chroma, may_be_away=may_be_away, count=count)
    onlooker.start()
    try:
        yield onlooker
    finally:
        onlooker.stop()


def write_until(
    command: Sequence[str], seconds: float | None, environment: Mapping[str, str] | None = None
) -> tuple[set[tuple[int, int]], bool]:
    """Run a writer, kill it after so many seconds from its first sign of life; what it acknowledged, and whether it
    came to its end."""
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment} if environment else None
    )
    assert child.stdout is not None
    timer = None
    acknowledged = set()
    is_done = False
    with child.stdout as lines:
        for line in lines:
            words = line.split()
            if timer is None and seconds is not None:
                timer = threading.Timer(seconds, child.send_signal, (signal.SIGKILL,))
                timer.start()
            if words[:1] == ["ack"] and len(words) == 3 and line.endswith("\n"):
                acknowledged.add((int(words[1]), int(words[2])))
            is_done |= line == "done\n"
    code = child.wait()
    if timer is not None:
        timer.cancel()
        timer.join()
    assert code in (0, -signal.SIGKILL)
    assert is_done or code == -signal.SIGKILL
    return acknowledged, is_done
