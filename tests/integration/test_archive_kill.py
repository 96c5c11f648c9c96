"""A writer killed at a random moment: nothing acknowledged is lost, nothing is twice, every snapshot is whole."""

import random
import sys
import time
from pathlib import Path

import pytest

from assistant.archive import Archive
from tests.counted import Counted
from tests.integration import archive_worker as worker
from tests.integration.killed_writer import watched, write_until

WORKER = Path(__file__).with_name("archive_worker.py")


def write(folder: Path, seconds: float | None) -> tuple[set[tuple[int, int]], bool]:
    return write_until([sys.executable, str(WORKER), "write", str(folder)], seconds)


def survives_kills(folder: Path, moments: list[float]) -> int:
    """Kill one writer after the other on the same archive, then let one finish; how many were really killed."""
    acknowledged: set[tuple[int, int]] = set()
    killed = 0
    with watched(folder) as onlooker:
        for moment in moments:
            fresh, is_done = write(folder, moment)
            acknowledged |= fresh
            killed += not is_done
            with Archive.open(folder, worker.IDENTITY) as archive:
                steps = worker.reached(worker.check(archive))
            assert acknowledged <= set(steps), "an acknowledged article is lost"
        _, is_done = write(folder, None)
    assert is_done
    assert onlooker.checked > 0
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert worker.check(archive) == worker.standing(worker.story(worker.ARTICLES))
        assert archive.status().generation.health == "good"
        with archive.writer():
            pass  # the next writer removes what killed ones left
        listed = archive.status().generation.segment_count
    worker.check_files(folder)
    assert len(list((folder / "generations").iterdir())) == listed
    return killed


def seconds_of_a_whole_writer(folder: Path) -> float:
    """How long one takes here that nobody kills, with its start: machines differ, and most kills must hit."""
    begun = time.monotonic()
    _, is_done = write(folder, None)
    assert is_done
    return time.monotonic() - begun


def moments_within(whole: float, early: int, late: int, chance: random.Random) -> list[float]:
    """Seconds: each writer goes on where the last one was killed, so that the first kills must come early."""
    return [chance.uniform(0.0, whole * part) for part in (0.2,) * early + (0.8,) * late]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    whole = seconds_of_a_whole_writer(tmp_path / "whole")
    killed = survives_kills(tmp_path / "archive", moments_within(whole, 4, 4, random.Random(20)))
    assert killed >= 4


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_two_hundred_killed_writers_lose_nothing(tmp_path: Path, counted: Counted) -> None:
    chance = random.Random()
    whole = seconds_of_a_whole_writer(tmp_path / "whole")
    killed = 0
    for turn in range(60):
        killed += survives_kills(tmp_path / f"archive-{turn}", moments_within(whole, 5, 2, chance))
        if killed >= 200:
            break
    assert killed >= 200
    counted("killed writers", killed)
