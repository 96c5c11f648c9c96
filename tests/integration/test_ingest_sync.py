"""`copydesk ingest --sync` and `--dry-run`, with real files and a real archive."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.archive import Archive
from ui.cli import app

Run = Callable[..., Result]


def rows(*numbers: int) -> str:
    return "".join(
        json.dumps({"id": f"r{number}", "title": f"Row {number}", "text": f"The text of row number {number}."}) + "\n"
        for number in numbers
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "dam.txt").write_text("The dam held\n\nNobody was hurt at the dam on Monday.")
    (folder / "deep" / "ferry.txt").write_text("A ferry sank\n\nThe ferry sank off Ombersund on Tuesday.")
    (folder / "rows.jsonl").write_text(rows(1, 2, 3))
    return folder


@pytest.fixture
def run(tmp_path: Path, news: Path) -> Run:
    def ingest(*arguments: str, source: Path = news) -> Result:
        command = ["ingest", str(source), "--archive", str(tmp_path / "archive"), "--json", *arguments]
        return CliRunner().invoke(app, command, catch_exceptions=False)

    return ingest


def counts(result: Result) -> dict[str, int]:
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    return {name: report[name] for name in ("added", "updated", "unchanged", "removed") if report[name]}


def headlines(tmp_path: Path) -> list[str]:
    with Archive.open(tmp_path / "archive", None) as archive, archive.snapshot() as snapshot:
        return sorted(str(article.title) for article in snapshot.list_articles())


def everything(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file()) if folder.exists() else ()
    return {str(file): sha256(file.read_bytes()).hexdigest() for file in files}


def test_what_vanished_is_removed_rows_and_files(run: Run, news: Path, tmp_path: Path) -> None:
    assert counts(run()) == {"added": 5}
    (news / "deep" / "ferry.txt").unlink()
    (news / "rows.jsonl").write_text(rows(3, 1, 4))
    assert counts(run()) == {"added": 1, "unchanged": 3}, "without --sync nothing is removed"
    assert len(headlines(tmp_path)) == 6
    trial = run("--sync", "--dry-run")
    assert counts(trial) == {"unchanged": 4, "removed": 2}
    assert json.loads(trial.stdout)["dry_run"] is True
    assert len(headlines(tmp_path)) == 6
    assert counts(run("--sync")) == {"unchanged": 4, "removed": 2}
    assert headlines(tmp_path) == ["Row 1", "Row 3", "Row 4", "The dam held"]
    assert counts(run("--sync")) == {"unchanged": 4}
    (news / "rows.jsonl").write_text(rows(1, 2, 3, 4))
    assert counts(run("--sync")) == {"added": 1, "unchanged": 4}, "what comes back is live again"


def test_articles_of_other_sources_stay(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "news"  # a folder of the same name
    other.mkdir(parents=True)
    (other / "storm.txt").write_text("A storm.\n\nThe storm came on Wednesday.")
    run()
    run(source=other)
    assert counts(run("--sync", source=other)) == {"unchanged": 1}
    assert counts(run("--sync")) == {"unchanged": 5}
    assert len(headlines(tmp_path)) == 6


def test_a_folder_that_was_renamed_and_changed_holds_what_it_held(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "quay.txt").write_text("The quay\n\nThe quay was shut on Thursday.")
    assert counts(run()) == {"added": 6}
    moved = news.rename(tmp_path / "archive of news")
    (moved / "dam.txt").write_text("The dam broke\n\nNobody was hurt at the dam on Monday, it was said.")
    assert counts(run("--sync", source=moved)) == {"updated": 1, "unchanged": 5}
    again = moved.rename(tmp_path / "third")
    (again / "quay.txt").unlink()
    assert counts(run("--sync", source=again)) == {"unchanged": 5, "removed": 1}
    assert headlines(tmp_path) == ["A ferry sank", "Row 1", "Row 2", "Row 3", "The dam broke"]
    news.mkdir()
    (news / "storm.txt").write_text("A storm\n\nThe storm came on Wednesday.")
    assert counts(run("--sync")) == {"added": 1}, "another folder where the first one was"
    assert len(headlines(tmp_path)) == 6


def test_a_root_that_is_empty_or_partly_unreadable_removes_nothing(run: Run, news: Path, tmp_path: Path) -> None:
    run()
    news.rename(tmp_path / "away")
    news.mkdir()
    refused = run("--sync")
    assert refused.exit_code == 2
    assert "held 5" in refused.stderr
    news.rmdir()
    (tmp_path / "away").rename(news)
    (news / "dam.txt").unlink()
    (news / "rows.jsonl").write_bytes(b"\x00\x01 not JSON at all")
    assert counts(run("--sync")) == {"unchanged": 1, "removed": 1}, "of a file that cannot be read nothing vanishes"
    assert len(headlines(tmp_path)) == 4


def test_a_folder_that_cannot_be_entered_removes_nothing(run: Run, news: Path, tmp_path: Path) -> None:
    run()
    (news / "deep" / "ferry.txt").unlink()
    (news / "deep").rmdir()
    (news / "deep").symlink_to(tmp_path / "archive" / "writer.lock" / "x")
    (news / "dam.txt").unlink()
    assert counts(run("--sync")) == {"unchanged": 3, "removed": 1}, "a link to nothing stands where the folder was"
    assert headlines(tmp_path) == ["A ferry sank", "Row 1", "Row 2", "Row 3"]


def test_a_dry_run_writes_nothing_at_all(run: Run, news: Path, tmp_path: Path) -> None:
    trial = run("--dry-run")
    assert counts(trial) == {"added": 5}
    assert not (tmp_path / "archive").exists()
    run()
    (news / "dam.txt").write_text("The dam broke.\n\nNobody was hurt at the dam on Monday, it was said.")
    (news / "new.txt").write_text("Another one.\n\nThis was not there before.")
    before = everything(tmp_path)
    assert counts(run("--dry-run")) == {"added": 1, "updated": 1, "unchanged": 4}
    assert everything(tmp_path) == before
    assert counts(run()) == {"added": 1, "updated": 1, "unchanged": 4}


def test_addresses_cannot_be_synced(tmp_path: Path) -> None:
    command = ["ingest", "https://lantern.example/feed", "--sync", "--archive", str(tmp_path / "archive")]
    refused = CliRunner().invoke(app, command)
    assert refused.exit_code == 2
    assert "files and folders" in refused.stderr
    assert not (tmp_path / "archive").exists()
