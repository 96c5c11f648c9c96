"""Archives that earlier code wrote are opened, asked, added to, copied, mended and forgotten from (tests/archives)."""

import json
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import Answer, Assistant, Filters, Settings
from assistant.archive import Archive
from tests.asking import Asker
from ui.cli import app
from ui.desk import Desk

WHOLE, NO_INDEX = "3c5f9a0-whole", "3c5f9a0-no-index"
EACH = pytest.mark.parametrize("name", [WHOLE, NO_INDEX])
COST, ABOARD = "How much did the repair of the Dunmarsh bridge cost?", "How many people were aboard the ferry Petrel?"
ARTICLE_COUNT = {WHOLE: 68, NO_INDEX: 3}


@pytest.fixture
def folder(name: str, tmp_path: Path, project_root: Path) -> Path:
    with tarfile.open(project_root / "tests" / "archives" / f"{name}.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    return (tmp_path / "archive").rename(tmp_path / name)


@pytest.fixture
def assistant(folder: Path) -> Iterator[Assistant]:
    with Assistant.from_settings(Settings.load(archive=folder)) as opened:
        yield opened


def run(folder: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(app, [*arguments, "--archive", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done


def status_of(folder: Path) -> dict[str, object]:
    status: dict[str, object] = json.loads(run(folder, "status", "--json").stdout)
    return status


def check_exact(assistant: Assistant, answer: Answer) -> None:
    for citation in answer.citations:
        text = assistant.article(citation.article_id, citation.version).text
        assert text[citation.start : citation.end] == citation.quote


def first_quote(assistant: Assistant, question: str, filters: Filters | None = None) -> str:
    answer = assistant.ask(question, filters=filters)
    check_exact(assistant, answer)
    return answer.citations[0].quote


@pytest.mark.parametrize("name", [WHOLE])
def test_both_versions_the_tail_and_the_index_are_asked(assistant: Assistant) -> None:
    assert "4 million crowns" in first_quote(assistant, COST)
    assert "3 million crowns" in first_quote(assistant, COST, Filters(as_of=date(2025, 5, 1)))
    assert "61 years" in first_quote(
        assistant, "After how many years was the lamp of the lighthouse at Inchmoor replaced?"
    )


@pytest.mark.parametrize("name", [WHOLE])
def test_copies_are_one_voice_and_what_was_taken_out_stays_out(assistant: Assistant) -> None:
    (ferry,) = {citation.article_id: citation for citation in assistant.ask(ABOARD).citations}.values()
    outlets = {ferry.publisher, *(copy.publisher for copy in ferry.also)}
    assert outlets == {"The Kelp Harbour Post", "Northern Tide", "The Lowmere Gazette"}
    for words in ("The treasurer of Fennick resigned on Friday", "The regatta of Alder Quay was put off"):
        assert not any(words in passage.text for passage in assistant.search(words, k=30))


@pytest.mark.parametrize("name", [NO_INDEX])
def test_an_archive_without_an_index_is_asked(assistant: Assistant) -> None:
    assert "48 people" in first_quote(assistant, ABOARD)
    assert "3 million crowns" in first_quote(assistant, COST)


@EACH
def test_conversations_are_drawn_as_they_were(folder: Path, name: str) -> None:
    desk = Desk(folder, lambda: Assistant.from_settings(Settings.load(archive=folder)))
    kept = desk.assistant().archive.readers.conversations()
    page = Asker.at(desk)
    drawn = [page.opened(one.conversation_id) for one in kept]
    desk.close()
    assert [one.turn_count for one in kept] == ([2, 2] if name == WHOLE else [1])
    assert all("is-answered" in thread for thread in drawn)
    assert "48 people aboard" in drawn[0] if name == NO_INDEX else "3 million crowns" in drawn[1]


@EACH
def test_an_ingest_adds_to_it_and_changes_nothing_else(folder: Path, name: str, tmp_path: Path) -> None:
    new = {"id": "well", "title": "Well found", "text": "A well 30 metres deep was found in Lowmere.", "source": "Tide"}
    source = tmp_path / "new.json"
    source.write_text(json.dumps(new), encoding="utf-8")
    report = json.loads(run(folder, "ingest", str(source), "--json").stdout)
    assert (report["added"], report.get("updated", 0), report.get("removed", 0)) == (1, 0, 0)
    with Assistant.from_settings(Settings.load(archive=folder)) as assistant:
        assert assistant.coverage().article_count == ARTICLE_COUNT[name] + 1
        assert "30 metres" in first_quote(assistant, "How deep is the well that was found in Lowmere?")


@EACH
def test_backup_and_restore(folder: Path, name: str, tmp_path: Path) -> None:
    made = json.loads(run(folder, "backup", str(tmp_path / "saved.zip"), "--json").stdout)
    assert (made["articles"], made["conversations"]) == (ARTICLE_COUNT[name], 2 if name == WHOLE else 1)
    other = tmp_path / "other"
    restored = json.loads(run(other, "restore", str(tmp_path / "saved.zip"), "--json").stdout)
    assert restored["articles"] == ARTICLE_COUNT[name]
    with Assistant.from_settings(Settings.load(archive=other)) as assistant:
        assert "48 people" in first_quote(assistant, ABOARD)


@EACH
def test_rebuild_makes_it_whole(folder: Path, name: str) -> None:
    run(folder, "rebuild")
    status = status_of(folder)
    assert status["outside_index"] == {"new": 0, "taken_out": 0}
    assert isinstance(status["index"], dict)
    assert status["index"]["health"] == "good"


@EACH
def test_forgetting_leaves_no_byte_of_any_version(folder: Path, name: str) -> None:
    run(folder, "forget", "bridge", "--yes")
    with Archive.open(folder, None) as archive, archive.snapshot() as snapshot:
        assert snapshot.coverage().article_count == ARTICLE_COUNT[name] - 1
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert b"Dunmarsh will reopen" not in content, file
        assert b"million crowns, the province said" not in content, file
