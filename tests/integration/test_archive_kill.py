"""A writer killed at a random moment: nothing acknowledged is lost, nothing is twice, every snapshot is whole."""

import importlib.util
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import ModuleType

import pytest

from assistant.archive import Archive
from assistant.errors import ArchiveMissing

WORKER = Path(__file__).with_name("archive_worker.py")


def load_worker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("archive_worker", WORKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


worker = load_worker()


class Onlooker(threading.Thread):
    """A reader with the archive open all the time; checks one snapshot after another."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._stopped = threading.Event()
        self.checked = 0
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                try:
                    with Archive.open(self._folder, worker.IDENTITY) as archive:
                        self._watch(archive)
                except ArchiveMissing:
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
            worker.check(archive)
            self.checked += 1
            time.sleep(0.01)


def write_until(folder: Path, seconds: float | None) -> tuple[set[tuple[int, int]], bool]:
    """Run the writer, kill it after so many seconds from its first sign of life; what it acknowledged, and whether it
    came to its end."""
    child = subprocess.Popen([sys.executable, str(WORKER), "write", str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    timer = None
    acknowledged = set()
    is_done = False
    for line in child.stdout:
        words = line.split()
        if timer is None and seconds is not None:
            timer = threading.Timer(seconds, child.send_signal, (signal.SIGKILL,))
            timer.start()
        if words[:1] == ["ack"] and len(words) == 3 and line.endswith("\n"):
            acknowledged.add((int(words[1]), int(words[2])))
        is_done |= line == "done\n"
    child.wait()
    child.stdout.close()
    if timer is not None:
        timer.cancel()
        timer.join()
    assert child.returncode in (0, -signal.SIGKILL)
    return acknowledged, is_done


def survives_kills(folder: Path, moments: list[float]) -> int:
    """Kill one writer after the other on the same archive, then let one finish; how many were really killed."""
    onlooker = Onlooker(folder)
    onlooker.start()
    acknowledged: set[tuple[int, int]] = set()
    killed = 0
    for moment in moments:
        fresh, is_done = write_until(folder, moment)
        acknowledged |= fresh
        killed += not is_done
        with Archive.open(folder, worker.IDENTITY) as archive:
            editions = worker.check(archive)
        for number, edition in acknowledged:
            assert editions[number] >= edition, "an acknowledged article is lost"
    _, is_done = write_until(folder, None)
    onlooker.stop()
    assert is_done
    assert onlooker.checked > 0
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert worker.check(archive) == dict(worker.story(worker.ARTICLES))
        assert archive.status().generation.health == "good"
        with archive.writer():
            pass  # the next writer removes what killed ones left
        listed = archive.status().generation.segment_count
    worker.check_files(folder)
    assert len(list((folder / "generations").iterdir())) == listed
    return killed


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    random_moments = random.Random(20)
    # a fast machine is done in two seconds: the first kills come early enough to hit its writer too
    moments = [random_moments.uniform(0.0, latest) for latest in (0.8,) * 4 + (2.5,) * 4]
    killed = survives_kills(tmp_path / "archive", moments)
    assert killed >= 4


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_fifty_killed_writers_lose_nothing(tmp_path: Path) -> None:
    random_moments = random.Random()
    killed = 0
    for turn in range(10):
        moments = [random_moments.uniform(0.0, latest) for latest in (0.8,) * 5 + (3.0,) * 2]
        killed += survives_kills(tmp_path / f"archive-{turn}", moments)
    assert killed >= 50
