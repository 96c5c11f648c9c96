"""What README, and the pages that it leads a newcomer to, show runs and says what they say it does.

README's Python example, with the JSON of its answer, the `copydesk` lines of shell blocks marked `runnable`, and every
answer that is shown behind one, as text.

A shell block is marked by a second word behind its language, as in "```sh runnable", or by the line
`<!-- runnable -->` above it. The Python runs against the archive of the sample articles, the commands on a machine that
has no archive yet; all in an empty folder.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.questions import parse_question
from ingest.samples import NOTICE
from tests.markdown_blocks import blocks_of, commands_of, python_of

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


def run(environment: dict[str, str], *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", *arguments],
        env={**os.environ, **environment, "PYTHONIOENCODING": "utf-8"},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def is_part(shown: Any, whole: Any) -> bool:
    """Whether each key of `shown` has its value in `whole`; lists begin alike."""
    if isinstance(shown, dict):
        return all(key in whole and is_part(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) <= len(whole) and all(map(is_part, shown, whole))
    return bool(shown == whole)


def test_the_python_example_runs_and_its_answer_is_the_one_shown(readme: str, no_archive: Path, tmp_path: Path) -> None:
    program = python_of(readme)
    (block,) = [block for block in blocks_of(readme) if block.language == "json"]
    shown = json.loads(block.body)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    whole = f"{program}\nimport json\nprint(json.dumps(answer.to_json()))"
    done = run({"COPYDESK_ARCHIVE": ""}, whole, cwd=folder)
    assert done.returncode == 0, done.stderr
    said, answer = done.stdout.splitlines()
    assert is_part(shown, json.loads(answer))
    assert not is_part({"outcome": "nothing"}, json.loads(answer))
    assert shown["citations"][0]["quote"] in said
    assert not no_archive.exists()


def answers_shown(document: str) -> list[str]:
    """Statements in `text` blocks, without the marker behind them."""
    blocks = [block.body for block in blocks_of(document) if block.language == "text"]
    return [line.rpartition(" [")[0] or line for body in blocks for line in body.splitlines()]


@pytest.mark.parametrize("name", ["README.md", "docs/guides/ask.md"])
def test_the_marked_shell_lines_run_on_a_fresh_machine(project_root: Path, no_archive: Path, name: str) -> None:
    document = (project_root / name).read_text(encoding="utf-8")
    commands = commands_of(document)
    assert commands, "it marks no shell block"
    done = run({"COPYDESK_ARCHIVE": ""}, COMMANDS, json.dumps(commands))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count(NOTICE) == len(commands)
    assert not no_archive.exists()
    assert [line for line in answers_shown(document) if line not in done.stdout] == []


def test_the_reporters_day_goes_as_it_is_told(project_root: Path, samples_archive: Path, tmp_path: Path) -> None:
    document = (project_root / "docs" / "start" / "a-day.md").read_text(encoding="utf-8")
    commands = commands_of(document)
    assert len(commands) >= 10
    shutil.copytree(samples_archive, tmp_path / "desk")
    done = run({"COPYDESK_ARCHIVE": str(tmp_path / "desk")}, COMMANDS, json.dumps(commands), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = [*answers_shown(document), "corrected on 5 July: 14.8 million crowns", "Nothing changed."]
    assert [line for line in shown if line not in done.stdout] == []
    assert (tmp_path / "repair.docx").exists()


def test_the_example_of_a_question_set_is_one(project_root: Path) -> None:
    document = (project_root / "docs" / "guides" / "evaluate.md").read_text(encoding="utf-8")
    (block,) = [block for block in blocks_of(document) if block.language == "json"]
    question = parse_question(json.loads(block.body))
    quote = json.loads(block.body)["evidence"][0]["quote"]
    assert question.evidence[0].span is not None
    assert question.evidence[0].span[1] - question.evidence[0].span[0] == len(quote)
