"""What README shows runs: its Python examples, and the `copydesk` lines of shell blocks marked `runnable`.

A shell block is marked by a second word behind its language, as in "```sh runnable", or by the line
`<!-- runnable -->` above it. The Python runs against the archive of the sample articles, the commands on a machine that
has no archive yet; all in an empty folder.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.samples import NOTICE
from tests.markdown_blocks import commands_of, python_of

SECONDS = 240
"""How long the examples may take on a busy machine."""

COMMANDS = """
import json, sys
from ui.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, (arguments, ended.code)
"""
"""One process runs them all: each would load the model again."""


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text(encoding="utf-8")


def run(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", *arguments],
        env={**os.environ, **environment, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def test_the_python_examples_run(readme: str, samples_archive: Path) -> None:
    program = python_of(readme)
    assert program, "README shows no Python example"
    done = run({"COPYDESK_ARCHIVE": str(samples_archive)}, program)
    assert done.returncode == 0, done.stderr


def test_the_marked_shell_lines_run_on_a_fresh_machine(readme: str, no_archive: Path) -> None:
    commands = commands_of(readme)
    assert commands, "README marks no shell block"
    done = run({"COPYDESK_ARCHIVE": ""}, COMMANDS, json.dumps(commands))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count(NOTICE) == len(commands)
    assert not no_archive.exists()
