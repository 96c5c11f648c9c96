"""`ask --batch --resume`, killed without warning and started again: every question has its one answer, in order."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.counted import Counted

COMMAND = (sys.executable, "-c", "from ui.cli import main; main()", "ask", "--batch")
SECONDS = 200
ASKED = ("Why was Candlemaker Bridge closed?", "How did the council vote?", "What is new at Tidegate Hospital?", "")


def batch(questions: Path, answers: Path, archive: Path) -> "subprocess.Popen[bytes]":
    command = [*COMMAND, str(questions), "--resume", str(answers), "--archive", str(archive)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def killed_beyond(running: "subprocess.Popen[bytes]", answers: Path, size: int) -> None:
    until = time.monotonic() + SECONDS
    while size_of(answers) <= size and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    running.kill()
    assert running.wait() in (-signal.SIGKILL, 0, 2, 1)  # 2: a question is empty, and the run was done before the kill


@pytest.mark.parametrize(
    ("count", "kills"), [(32, 2), pytest.param(200, 12, marks=pytest.mark.soak)], ids=["sample", "whole"]
)
def test_no_line_is_lost_or_doubled(
    samples_archive: Path, tmp_path: Path, count: int, kills: int, counted: Counted
) -> None:
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    rows = [{"id": number, "question": ASKED[number % len(ASKED)]} for number in range(count)]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    whole = 0
    for kill in range(kills):
        killed_beyond(batch(questions, answers, samples_archive), answers, whole)
        whole = size_of(answers)
        if kill == 0:  # and one that was cut within its line
            content = answers.read_bytes()
            answers.write_bytes(content[: len(content) - random.Random(count).randrange(1, 40)])
    assert batch(questions, answers, samples_archive).wait(SECONDS) == 2
    counted("killed batches", kills)
    told = [json.loads(line) for line in answers.read_bytes().splitlines()]
    assert [row["id"] for row in told] == list(range(count))
    assert {row["kind"] for row in told if "error" in row} == {"QuestionError"}
    assert [row["id"] for row in told if "error" in row] == [row["id"] for row in rows if not row["question"]]
