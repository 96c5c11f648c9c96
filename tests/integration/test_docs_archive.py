"""The marked commands of docs/guides/archive.md run, in order, on an article that changes between two folders."""

import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.markdown_blocks import commands_of
from ui.cli import app

NEWS = {
    "monday": [("ferry-fire", "Fire on the ferry", "Three people died in the ferry fire off Ombersund.", "2024-01-08")],
    "friday": [
        ("ferry-fire", "Fire on the ferry", "Eleven people died in the ferry fire off Ombersund.", "2024-01-12"),
        ("old-notice", "Notice", "The harbour office is closed on Monday.", "2024-01-12"),
    ],
}
"""What the folders hold: id, headline, text, day of the update."""


def test_the_marked_commands_run(project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, rows in NEWS.items():
        (tmp_path / "news" / folder).mkdir(parents=True)
        names = ("id", "title", "text", "updated")
        lines = [json.dumps({**dict(zip(names, row, strict=True)), "published": "2024-01-08"}) for row in rows]
        (tmp_path / "news" / folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = commands_of((project_root / "docs" / "guides" / "archive.md").read_text(encoding="utf-8"))
    printed = {}
    for arguments in commands:
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert done.exit_code == 0, f"copydesk {shlex.join(arguments)}: {done.output}"
        printed[shlex.join(arguments)] = done.output
    assert len(printed) == len(commands) > 10
    assert "[-Three-]{+Eleven+}" in printed["history ferry-fire --diff --archive desk"]
    as_of = next(output for arguments, output in printed.items() if "--as-of" in arguments)
    assert "Three people died" in as_of
