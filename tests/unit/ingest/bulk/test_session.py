"""What a session leaves behind when its driver is killed is found and ended, and nothing else is."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import psutil
import pytest

from ingest.bulk.session import PREFIX, RayFailed, end_leftovers, joined

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders below /tmp")

SLEEP = "import sys, time; kept = open(sys.argv[1] + '/log', 'w') if len(sys.argv) > 1 else None; time.sleep(60)"
GONE = 4_194_305
"""No process has this number: the largest there can be is smaller."""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(mkdtemp(prefix=f"{PREFIX}{os.getuid()}-", dir="/tmp"))
    yield made
    if made.exists():
        for file in made.iterdir():
            file.unlink()
        made.rmdir()


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []

    def start_one(*arguments: str, code: str = SLEEP) -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen([sys.executable, "-c", code, *arguments]))
        return started[-1]

    yield start_one
    for child in started:
        child.kill()
        child.wait()


def own(folder: Path, pid: int, started: float) -> None:
    (folder / "owner.json").write_text(json.dumps({"pid": pid, "started": started}))


def test_processes_of_a_session_that_is_gone_are_ended(
    folder: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    own(folder, GONE, 1.0)
    named = start(f"{folder}/")
    holding = start(code=f"kept = open('{folder}/log', 'w'); import time; time.sleep(60)")
    other = start()
    wait_for(folder / "log")
    end_leftovers()
    assert [child.poll() is None for child in (named, holding, other)] == [False, False, True]
    assert not folder.exists()


def test_a_number_that_another_process_has_by_now_is_not_the_driver(folder: Path) -> None:
    own(folder, os.getpid(), psutil.Process().create_time() - 100)
    end_leftovers()
    assert not folder.exists()


def test_a_session_whose_driver_lives_is_left_alone(
    folder: Path, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    own(folder, os.getpid(), psutil.Process().create_time())
    child = start(f"{folder}/")
    wait_for(folder / "log")
    end_leftovers()
    assert child.poll() is None
    assert folder.exists()


@pytest.mark.parametrize("written", [None, "", "{}", '{"pid": "x", "started": 1}'])
def test_one_that_has_not_said_who_it_is_is_left_alone(folder: Path, written: str | None) -> None:
    if written is not None:
        (folder / "owner.json").write_text(written)
    end_leftovers()
    assert folder.exists()


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    own(folder, GONE, 1.0)
    (tmp_path / "owner.json").write_text((folder / "owner.json").read_text())
    link = Path(f"/tmp/{PREFIX}{os.getuid()}-link-{os.getpid()}")
    link.symlink_to(tmp_path)
    try:
        end_leftovers()
        assert (tmp_path / "owner.json").exists()
    finally:
        link.unlink()


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:1", "127.0.0.1:x", "127.0.0.1:99999"])
def test_a_cluster_that_is_not_there_is_said(address: str) -> None:
    with pytest.raises(RayFailed, match="No Ray cluster can be reached"), joined(address):
        pytest.fail("there is none")


def wait_for(path: Path) -> None:
    for _ in range(500):
        if path.exists():
            return
        psutil.Process().cpu_percent(0.02)
    pytest.fail(f"{path} did not come")
