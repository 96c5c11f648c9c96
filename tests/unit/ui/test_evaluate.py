import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli import app


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"id": "1", "question": "Who?", "split": "report"}), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--split", "train"], "has these: report"),
        (["--one-by-one"], "needs --articles"),
        (["--articles", "a.jsonl", "--archive", "b"], "not both"),
    ],
)
def test_options_that_do_not_fit(questions: Path, options: list[str], words: str) -> None:
    done = CliRunner().invoke(app, ["eval", str(questions), *options])
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())
