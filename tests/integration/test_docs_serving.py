"""The commands of docs/guides/serving.md run."""

from pathlib import Path

from typer.testing import CliRunner

from assistant.settings import Settings
from tests.markdown_blocks import blocks_of, commands_of
from ui.cli import app


def test_every_command_about_users_runs(project_root: Path, tmp_path: Path) -> None:
    commands = commands_of((project_root / "docs" / "guides" / "serving.md").read_text(encoding="utf-8"))
    assert len(commands) == 6
    for command in commands:
        done = CliRunner().invoke(app, [*command, "--archive", str(tmp_path / "archive")], input="several easy words\n")
        assert done.exit_code == 0, (command, done.output)


def test_every_setting_that_is_named_is_one(project_root: Path) -> None:
    text = (project_root / "docs" / "guides" / "serving.md").read_text(encoding="utf-8")
    named = {word for block in blocks_of(text) for word in block.body.split() if word.startswith("COPYDESK_")}
    assert len(named) == 3
    for line in named:
        assert line.partition("=")[0].removeprefix("COPYDESK_").lower() in Settings.model_fields


def test_the_page_does_not_start_for_others_by_itself(project_root: Path, tmp_path: Path) -> None:
    commands = commands_of(
        (project_root / "docs" / "guides" / "serving.md").read_text(encoding="utf-8"), marked_only=False
    )
    chat = next(command for command in commands if command[0] == "chat")
    done = CliRunner().invoke(app, [*chat, "--archive", str(tmp_path / "archive")])
    assert done.exit_code == 2
    told = " ".join(done.output.split())
    assert "copydesk users add NAME" in told
    assert "--open" in told
