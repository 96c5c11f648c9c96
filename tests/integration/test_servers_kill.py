"""Kills where the archive is on servers: of its writer at random moments, of PostgreSQL, of a Chroma server.

Nothing acknowledged is lost, every reading is of one state, and all heals by itself: the locks are free, and the next
writer clears up. The moments of the normal run are few; the soak runs kill a hundred writers over both servers.
"""

import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.archive.catalog.manifest import read_manifest
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.archive.index.ledger import read_segments
from tests.chroma_fixtures import chroma, chroma_process
from tests.chroma_server import ChromaProcess, running_chroma
from tests.conftest import PROJECT_ROOT
from tests.counted import Counted
from tests.integration.archive_worker import IDENTITY, check, embed, reached, standing, story
from tests.integration.killed_writer import watched, write_until
from tests.postgres_fixtures import database, server
from tests.postgres_server import PostgresServer, running_server

__all__ = ["chroma", "chroma_process", "database", "server"]

WORKER = Path(__file__).with_name("postgres_worker.py")
COUNT = 60
FREE_SECONDS = 5.0
"""After so long nobody holds the lock of a writer that was killed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archive is; without Chroma its index is in the folder."""

    folder: Path
    database: str
    chroma: ChromaAddress | None

    def open(self) -> Archive:
        return Archive.open(self.folder, IDENTITY, create=True, database=self.database, chroma=self.chroma)

    def write(self, seconds: float | None, *how: str) -> tuple[set[tuple[int, int]], bool]:
        environment = {"COPYDESK_DATABASE": self.database, "PYTHONPATH": str(PROJECT_ROOT)}
        if self.chroma is not None:
            environment |= {
                "COPYDESK_CHROMA": self.chroma.url,
                "COPYDESK_CHROMA_DATABASE": self.chroma.database or "default_database",
            }
        return write_until([sys.executable, str(WORKER), str(self.folder), str(COUNT), *how], seconds, environment)

    def check_whole(self) -> None:
        """Assert that all is there, and nothing that a killed writer left."""
        with self.open() as archive:
            with archive.writer(embed):
                pass  # whoever writes next clears up
            assert check(archive) == standing(story(COUNT))
            assert archive.check_soundness().faults == ()
            assert archive.status(reads_all=True).generation.health == "good"
            with archive._pool.reading() as connection:
                entries, epoch = read_segments(connection), read_manifest(connection).epoch
            if self.chroma is not None:
                there = archive._store.server
                assert there is not None
                assert {one.name for one in there.stored_by(epoch)} == {entry.collection for entry in entries}
        assert {one.name for one in (self.folder / "generations").iterdir()} == {entry.name for entry in entries}


def until(happens: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def survives_kills(place: Place, kills: int, chance: random.Random) -> int:
    """Kill one writer after the other, then let one finish; how many were really killed."""
    acknowledged: set[tuple[int, int]] = set()
    killed = 0
    with watched(place.folder, place.database, place.chroma, count=COUNT) as onlooker:
        for _ in range(kills):
            fresh, is_done = place.write(chance.uniform(0.0, 1.5))
            acknowledged |= fresh
            killed += not is_done
            with place.open() as archive:
                until(lambda: archive.current_writer() is None, FREE_SECONDS)
                assert acknowledged <= set(reached(check(archive), COUNT)), "an acknowledged article is lost"
        fresh, is_done = place.write(None)
    assert is_done
    assert acknowledged <= fresh == set(story(COUNT))
    assert onlooker.checked > 0
    place.check_whole()
    return killed


def test_writers_that_are_killed_over_postgres_and_chroma_lose_nothing(
    tmp_path: Path, database: str, chroma: ChromaAddress
) -> None:
    assert survives_kills(Place(tmp_path / "archive", database, chroma), 3, random.Random(3)) >= 2


def test_writers_that_are_killed_over_postgres_and_a_folder_lose_nothing(tmp_path: Path, database: str) -> None:
    assert survives_kills(Place(tmp_path / "archive", database, None), 2, random.Random(0)) >= 1


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("turn", range(14))
def test_a_hundred_killed_writers_over_postgres_and_chroma(
    tmp_path: Path, database: str, chroma: ChromaAddress, turn: int, counted: Counted
) -> None:
    killed = survives_kills(Place(tmp_path / "archive", database, chroma), 8, random.Random())
    counted("writers killed over PostgreSQL and a Chroma server", killed)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("turn", range(4))
def test_killed_writers_over_postgres_and_a_folder(tmp_path: Path, database: str, turn: int, counted: Counted) -> None:
    killed = survives_kills(Place(tmp_path / "archive", database, None), 8, random.Random())
    counted("writers killed over PostgreSQL and a folder", killed)


class Killer(threading.Thread):
    """Kills the servers in turn at random moments, and starts each again a little later."""

    def __init__(self, postgres: PostgresServer, chroma: ChromaProcess, chance: random.Random) -> None:
        super().__init__()
        self._stopped = threading.Event()
        self._postgres, self._chroma, self._chance = postgres, chroma, chance
        self.killed = {"PostgreSQL": 0, "Chroma": 0}
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while True:
                for kind in self.killed:
                    if self._stopped.wait(self._chance.uniform(0.1, 2.0)):
                        return
                    self._kill(kind)
        except BaseException as fault:  # noqa: BLE001  # handed to the test
            self.fault = fault

    def _kill(self, kind: str) -> None:
        server = self._postgres if kind == "PostgreSQL" else self._chroma
        server.stop(signal.SIGKILL)
        self.killed[kind] += 1
        time.sleep(self._chance.uniform(0.0, 0.7))
        server.start()

    def stop(self) -> None:
        self._stopped.set()
        self.join()
        if self.fault is not None:
            raise self.fault


@contextmanager
def falling_down(postgres: PostgresServer, chroma: ChromaProcess, chance: random.Random) -> Iterator[Killer]:
    killer = Killer(postgres, chroma, chance)
    killer.start()
    try:
        yield killer
    finally:
        killer.stop()


def survives_falls(folder: Path, runs: int, chance: random.Random) -> dict[str, int]:
    """Kill both servers under ingest, fold and questions, run after run, some of whose writers are killed too."""
    with running_server() as postgres, running_chroma() as chroma:
        place = Place(folder, postgres.address, ChromaAddress(chroma.address, build_patience=2.0))
        place.open().close()
        acknowledged: set[tuple[int, int]] = set()
        with (
            watched(folder, place.database, place.chroma, may_be_away=True, count=COUNT) as onlooker,
            falling_down(postgres, chroma, chance) as killer,
        ):
            for run in range(runs):
                fresh, is_done = place.write(chance.uniform(1.0, 6.0) if run % 2 else None, "patient")
                assert is_done or run % 2
                acknowledged |= fresh
        assert onlooker.checked > 0
        assert onlooker.away > 0
        with place.open() as archive:
            until(lambda: archive.current_writer() is None and not archive.is_index_away(), FREE_SECONDS)
            assert acknowledged <= set(reached(check(archive), COUNT)), "an acknowledged article is lost"
        place.check_whole()
    return killer.killed


def test_servers_that_are_killed_lose_nothing_and_are_asked_again(
    tmp_path: Path, server: PostgresServer, chroma_process: ChromaProcess
) -> None:
    assert server.folder != chroma_process.folder  # both can run here
    assert all(survives_falls(tmp_path / "archive", 1, random.Random(5)).values())


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("turn", range(10))
def test_servers_that_are_killed_at_many_moments(
    tmp_path: Path, server: PostgresServer, chroma_process: ChromaProcess, turn: int, counted: Counted
) -> None:
    assert server.folder != chroma_process.folder
    killed = survives_falls(tmp_path / "archive", 3, random.Random())
    counted("killed PostgreSQL servers", killed["PostgreSQL"])
    counted("killed Chroma servers", killed["Chroma"])
