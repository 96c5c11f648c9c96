"""`copydesk bulk` before it needs Ray: what it refuses, and the command that installs what is missing."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli import app


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("It was shut.")
    return path


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["bulk", *map(str, arguments)])
    return done.exit_code, done.stderr


def test_without_its_packages_it_names_the_command(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    code, said = run(article, "--to", article.parent / "blocks")
    assert code == 2
    assert " ".join(said.split()).endswith(
        "needs the package ray. Install with: pip install 'copydesk[bulk]'; or use `copydesk ingest`."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--sync", "--prepare-only"], "Give one of them"),
        (["--field", "title"], "write OURS=THEIRS"),
        (["--field", "headlin=x"], 'no field "headlin"'),
        (["nowhere.txt"], "There is no file or folder nowhere.txt"),
        (["--cluster", "127.0.0.1:1"], "No Ray cluster can be reached"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_stored(
    article: Path, isolated_environment: Path, more: list[str], words: str
) -> None:
    code, said = run(article, "--to", article.parent / "blocks", "--archive", article.parent / "archive", *more)
    assert code in (1, 2)
    assert words in " ".join(said.split())
    assert list((article.parent / "blocks").glob("*.parquet")) == []
