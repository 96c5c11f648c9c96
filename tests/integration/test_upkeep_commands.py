"""history, remove, forget, backup and restore as a person types them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.archive import Archive, IncomingArticle
from assistant.archive.readers import FORGOTTEN
from assistant.models import count_tokens
from ingest.split import split
from ui.cli import app
from ui.commands.backup import backup_target

Run = Callable[..., Result]
ARTICLE = IncomingArticle(
    "Three people died on the ferry Heron. The harbour was closed.",
    title="Fire on the ferry",
    publisher="The Lantern",
    published_at="2024-01-08",
    external_id="ferry",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    later = replace(
        ARTICLE,
        text="Eleven people died on the ferry Heron. The harbour was closed.",
        updated_at="2024-01-12",
        correction="An earlier version said that three people had died.",
    )
    with Archive.open(tmp_path / "archive", None, create=True) as archive, archive.writer() as writer:
        for one in (ARTICLE, later, replace(ARTICLE, text="Rain fell.", title="Rain", external_id="rain")):
            writer.put(one, split(one, count_tokens))
    return tmp_path / "archive"


@pytest.fixture
def run(folder: Path) -> Run:
    def run_command(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--archive", str(folder)], catch_exceptions=False)

    return run_command


def test_history_and_the_difference(run: Run) -> None:
    shown = run("history", "ferry")
    assert shown.exit_code == 0
    assert "2 current" in shown.stdout
    assert "Correction in version 2: An earlier version" in shown.stdout
    assert "[-Three-]{+Eleven+} people died" in run("history", "ferry", "--diff").stdout
    assert "[-Eleven-]{+Three+} people died" in run("history", "ferry", "2", "1", "--diff").stdout
    plain = json.loads(run("history", "ferry", "--json").stdout)
    assert [version["version"] for version in plain["versions"]] == [1, 2]
    assert len(json.loads(run("history", "ferry", "--diff", "--json").stdout)["changes"]) == 1
    assert "Correction: An earlier version" in run("show", "ferry").stdout
    assert json.loads(run("show", "ferry", "--json").stdout)["correction"].startswith("An earlier")
    for arguments, code in (
        (("ferry", "1", "2"), 2),
        (("ferry", "1", "9", "--diff"), 2),
        (("nothing",), 3),
        (("rain", "--diff"), 2),
    ):
        assert run("history", *arguments).exit_code == code


def test_remove_and_forget(run: Run, folder: Path) -> None:
    assert run("remove", "rain", "nothing").exit_code == 3, "all or nothing"
    removed = run("remove", "rain", "--json")
    assert removed.exit_code == 0
    (article_id,) = json.loads(removed.stdout)["removed"]
    assert run("remove", "rain").exit_code == 3
    assert run("show", article_id).exit_code == 0
    refused = run("forget", "ferry")
    assert (refused.exit_code, "--yes" in refused.stderr) == (2, True)
    assert run("forget", "nothing", "--yes").exit_code == 3
    done = run("forget", "ferry", article_id, "--yes", "--json")
    assert done.exit_code == 0
    assert len(json.loads(done.stdout)["forgotten"]) == 2
    assert run("show", "ferry").exit_code == 3
    for file in folder.rglob("*"):
        assert not file.is_file() or b"Heron" not in file.read_bytes()


def test_saved_questions_that_name_somebody(run: Run, folder: Path) -> None:
    with Archive.open(folder, None) as archive:
        for question in ("Who is Inés Corrado?", "Who is Corradine?"):
            archive.readers.end(archive.readers.ask(None, question).turn_id, "nothing", text="Nothing is near.")
    assert run("forget").exit_code == 2
    assert run("forget", "--words", "…", "--yes").exit_code == 2
    told = run("forget", "--words", "ines corrado", "--words", "heron", "--dry-run")
    assert (told.exit_code, "Nothing is forgotten yet" in told.stdout) == (0, True)
    assert "Who is Inés Corrado?" in told.stdout
    assert "Corradine" not in told.stdout
    plain = json.loads(run("forget", "ferry", "--words", "ines corrado", "--dry-run", "--json").stdout)
    assert [(one["question"], one["takes"]) for one in plain["turns"]] == [("Who is Inés Corrado?", ["question"])]
    assert len(plain["would_forget"]) == 1
    assert run("show", "ferry").exit_code == 0, "it is still there"
    done = run("forget", "--words", "ines corrado", "--yes")
    assert (done.exit_code, done.stdout.strip()) == (0, "1 turn of conversations lost its text.")
    assert json.loads(run("forget", "--words", "ines corrado", "--yes", "--json").stdout)["turns"] == 0
    with Archive.open(folder, None) as archive:
        titles = sorted(one.title for one in archive.readers.conversations())
    assert titles == [FORGOTTEN, "Who is Corradine?"]


def test_backup_and_restore(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "saved.zip"
    made = run("backup", str(target), "--json")
    assert made.exit_code == 0
    assert json.loads(made.stdout)["articles"] == 2
    assert run("backup", str(target)).exit_code == 2
    assert run("restore", str(target)).exit_code == 3
    assert run("remove", "rain").exit_code == 0
    restored = run("restore", str(target), "--force")
    assert restored.exit_code == 0
    assert "2 articles" in restored.stdout
    assert run("search", "rain", "--quiet").exit_code == 0
    assert run("restore", str(tmp_path / "nothing"), "--force").exit_code == 2
    other = CliRunner().invoke(app, ["restore", str(target), "--archive", str(tmp_path / "other"), "--json"])
    assert (other.exit_code, json.loads(other.stdout)["articles"]) == (0, 2)


def test_in_a_folder_that_holds_something_a_dated_backup_is_made(tmp_path: Path) -> None:
    assert backup_target(tmp_path / "new") == tmp_path / "new"
    folder = tmp_path / "kept"
    folder.mkdir()
    assert backup_target(folder) == folder
    (folder / "x").touch()
    assert backup_target(folder).parent == folder
    assert backup_target(folder).name.startswith("copydesk-20")
