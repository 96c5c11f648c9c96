"""Every command that writes, as a person types it: in a folder that may only be read, and on a disk that is full."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.archive import Archive, back_up
from assistant.models import LocalEmbeddings
from assistant.settings import Settings
from ingest.pipeline import ingest
from tests.counted import Counted

# One process runs them all: each would load the model again.
PROGRAM = """
import contextlib, io, json, os, sys, traceback
from assistant.errors import CopydeskError
from ui.cli import main
ballast, commands = sys.argv[1], json.loads(sys.argv[2])
if ballast:
    with open(ballast, "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass
for command in commands:
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            main(command)
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        except BaseException:
            traceback.print_exc()
            code = 1
    print(json.dumps([code, said.getvalue()]), flush=True)
    if ballast and command is commands[-2]:
        os.unlink(ballast)  # for the last one there is room again
"""
BYPASS_RIGHTS, READ_ANYTHING, DROP = 1, 2, 24
"""Linux's CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and PR_CAPBSET_DROP."""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="rights are dropped and disks mounted the Linux way")


def obey_rights() -> None:
    """Root is let in everywhere: a child that this runs in is not."""
    if os.geteuid() == 0:
        for right in (BYPASS_RIGHTS, READ_ANYTHING):
            ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


def run(
    commands: list[list[str]], *before: str, ballast: str = "", setting_up: Callable[[], None] | None = None
) -> list[tuple[int, str]]:
    """The exit code of each and what it said."""
    done = subprocess.run(
        [*before, sys.executable, "-c", PROGRAM, ballast, json.dumps(commands)],
        preexec_fn=setting_up,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(commands)
    for (code, said), command in zip(results, commands, strict=True):
        assert "Traceback" not in said, (command, code, said)
    return [(code, " ".join(said.replace("│", " ").split())) for code, said in results]


def write_wire(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("Bridge", "Ferry", "Tram"):
        (folder / f"{name}.txt").write_text(f"{name} shut\n\nThe {name} was shut on Monday evening, said {name} & Co.")
    return folder


def fill(folder: Path, wire: Path) -> str:
    """An archive of what is on the wire; gives the id of an article."""
    model = LocalEmbeddings()
    with Archive.open(folder, model.identity, create=True) as archive:
        ingest([wire], archive, model, settings=Settings.load())
        with archive.snapshot() as snapshot:
            return snapshot.list_articles(limit=1)[0].article_id


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@linux_only
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    wire, folder = write_wire(tmp_path / "wire"), tmp_path / "archive"
    article_id = fill(folder, wire)
    saved, closed = tmp_path / "saved", tmp_path / "closed"
    (wire / "New.txt").write_text("New\n\nThe school was opened on Friday.")
    (wire / "Tram.txt").unlink()
    closed.mkdir()
    given = ["--archive", str(folder)]
    reading = [
        ["backup", str(saved), *given],
        ["ingest", str(wire), "--dry-run", *given],
        ["search", "ferry", *given],
        ["status", *given],
    ]
    writing = [
        ["ingest", str(wire), *given],
        ["ingest", str(wire), "--sync", "--json", *given],
        ["remove", article_id, *given],
        ["forget", article_id, "--yes", *given],
        ["restore", str(saved), "--force", *given],
        ["rebuild", *given],
        ["backup", str(closed / "saved"), *given],
    ]
    for path in [closed, folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = files_of(folder)
    try:
        results = run([*reading, *writing], setting_up=obey_rights)
        after = files_of(folder)
    finally:
        for path in [closed, folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert [code for code, _ in results[: len(reading)]] == [0] * len(reading), results
    for (code, said), command in zip(results[len(reading) :], writing, strict=True):
        assert code == 3, (command, code, said)
        assert "cannot be written to" in said, (command, said)
    assert after == before
    assert [code for code, _ in run(writing[1:2])] == [0], "with the rights back it goes on"


def can_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        trial = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", folder]
        return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def test_a_disk_that_is_full(tmp_path: Path, counted: Counted) -> None:
    if not can_mount():
        pytest.skip("a small disk can be mounted only by root; test_archive_processes limits file sizes everywhere")
    wire, disk = write_wire(tmp_path / "wire"), tmp_path / "disk"
    article_id = fill(tmp_path / "archive", wire)
    back_up(tmp_path / "archive", tmp_path / "saved")
    disk.mkdir()
    (wire / "New.txt").write_text("New\n\nThe school was opened on Friday.")
    (wire / "Tram.txt").unlink()
    given = ["--archive", str(disk / "archive")]
    commands = [
        ["status", *given],
        ["ingest", str(wire), *given],
        ["ingest", str(wire), "--sync", *given],
        ["remove", article_id, *given],
        ["forget", article_id, "--yes", *given],
        ["backup", str(disk / "saved"), *given],
        ["restore", str(tmp_path / "saved"), "--force", *given],
        ["rebuild", *given],
        ["ingest", str(wire), "--sync", "--json", "--quiet", *given],
    ]
    script = 'mount -t tmpfs -o size=200m none "$1" && cp -r "$2" "$1/archive" && shift 2 && exec "$@"'
    before = ("unshare", "-m", "sh", "-c", script, "sh", str(disk), str(tmp_path / "archive"))
    results = run(commands, *before, ballast=str(disk / "ballast"))
    assert results[0][0] == 0
    for (code, said), command in zip(results[1:-1], commands[1:-1], strict=True):
        assert code == 3, (command, code, said)
        assert "free" in said.lower(), (command, said)
    code, said = results[-1]
    report = json.loads(said)
    assert (code, report["totals"]["articles"]) == (0, 3)
    counted("commands on a full disk", len(commands) - 2)
