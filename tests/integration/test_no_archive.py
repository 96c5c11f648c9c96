"""What the command line does before the first ingest: samples for a person, an error for a program."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from assistant.errors import ArchiveMissing
from assistant.settings import samples_archive_path
from ingest.samples import NOTICE
from ui.cli import app

QUESTION = "How many homes were evacuated in the Tidegate flood?"


@pytest.fixture
def ready_samples(no_archive: Path, samples_archive: Path) -> Path:
    """Made beforehand: it takes the model some seconds."""
    shutil.copytree(samples_archive, samples_archive_path())
    return no_archive


@pytest.mark.parametrize("command", [("ask", QUESTION), ("ask", "--quiet", QUESTION), ("search", "flood wall")])
def test_a_person_gets_the_samples_under_a_line_that_says_so(ready_samples: Path, command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, list(command))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(NOTICE)
    assert "Tidegate" in done.stdout.removeprefix(NOTICE)
    assert not ready_samples.exists()


def test_a_folder_that_holds_nothing_is_as_good_as_none(ready_samples: Path) -> None:
    ready_samples.mkdir(parents=True)
    done = CliRunner().invoke(app, ["search", "flood wall"])
    assert done.stdout.startswith(NOTICE)
    assert list(ready_samples.iterdir()) == []


@pytest.mark.parametrize(
    "command", [("ask", "--json", QUESTION), ("ask", "--batch", "-"), ("search", "--json", "wall")]
)
def test_a_program_gets_the_error_and_the_command_for_the_samples(no_archive: Path, command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, list(command), input="{}")
    assert done.exit_code == 3
    assert done.stdout == ""
    error = json.loads(done.stderr)
    assert error["kind"] == "ArchiveMissing"
    assert "copydesk chat --samples" in error["error"]
    assert not samples_archive_path().exists()


def test_python_gets_the_error(no_archive: Path) -> None:
    with pytest.raises(ArchiveMissing, match="copydesk chat --samples"):
        Assistant.from_settings()


@pytest.mark.parametrize("way", ["option", "environment", "file"])
def test_an_archive_that_was_named_is_never_replaced(
    no_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    named = tmp_path / "named"
    option = ["--archive", str(named)] if way == "option" else []
    if way == "environment":
        monkeypatch.setenv("COPYDESK_ARCHIVE", str(named))
    elif way == "file":
        Path(".env").write_text(f"COPYDESK_ARCHIVE={named}\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["ask", QUESTION, *option])
    assert done.exit_code == 3
    assert str(named) in done.stderr.replace("\n", "")
    assert NOTICE not in done.stdout
    assert not samples_archive_path().exists()
