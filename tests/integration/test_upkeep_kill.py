"""Ingest, rebuild, forget and restore killed at random moments: the archive always opens, and the next run mends all.

The moments of the normal run are few and fixed in number; the soak run kills each stage twenty times.
"""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.archive import Archive, back_up
from assistant.errors import ArticleNotFound
from tests.counted import Counted
from tests.integration import upkeep_worker as worker
from tests.integration.killing import run_killed

WORKER = Path(__file__).with_name("upkeep_worker.py")


TURNS = [pytest.param(2, id="sample"), pytest.param(20, id="soak", marks=(pytest.mark.soak, pytest.mark.timeout(1800)))]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("upkeep") / "archive"
    worker.fill(folder)
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "archive")
    return tmp_path / "archive"


def run(*arguments: object, seconds: float | None = None) -> tuple[bool, float]:
    """Run the worker, killed so many seconds after it began; whether it came to its end, and how long that took."""
    command = [sys.executable, str(WORKER), *map(str, arguments)]
    ended = run_killed(command, seconds)
    return ended.printed.endswith("done\n"), ended.seconds


def moments(turns: int, whole: float) -> list[float]:
    """Spread over how long the stage takes here, so that every part of it is hit."""
    chance = random.Random(turns)
    return [whole * (turn + chance.random()) / turns for turn in range(turns)]


@pytest.mark.parametrize("turns", TURNS)
def test_a_killed_rebuild_goes_on_where_it_stopped(folder: Path, tmp_path: Path, turns: int, counted: Counted) -> None:
    shutil.copytree(folder, tmp_path / "trial")
    is_done, whole = run("rebuild", tmp_path / "trial")
    assert is_done
    for moment in moments(turns, whole):
        counted("killed rebuilds", not run("rebuild", folder, seconds=moment)[0])
        worker.check(folder, (worker.OLD, worker.NEW))
    assert run("rebuild", folder)[0]
    assert worker.check(folder, (worker.NEW,)) is worker.NEW
    with Archive.open(folder, worker.NEW.identity) as archive:
        assert archive.status().notices == ()
        assert archive.status().generation.health == "good"


@pytest.mark.parametrize("turns", TURNS)
def test_a_killed_forget_is_finished_by_the_next_one(
    filled: Path, tmp_path: Path, turns: int, counted: Counted
) -> None:
    with Archive.open(filled, None) as archive, archive.snapshot() as snapshot:
        article_id = snapshot.article("r0").article_id
    shutil.copytree(filled, tmp_path / "trial")
    is_done, whole = run("forget", tmp_path / "trial", article_id)
    assert is_done
    for number, moment in enumerate(moments(turns, whole)):
        folder = tmp_path / f"archive-{number}"
        shutil.copytree(filled, folder)
        is_done, _ = run("forget", folder, article_id, seconds=moment)
        counted("killed forgets", not is_done)
        with Archive.open(folder, worker.OLD.identity) as archive:
            with archive.snapshot() as snapshot:
                try:
                    snapshot.article(article_id)
                    is_there = True
                except ArticleNotFound:
                    is_there = False
            worker.check(folder, numbers=range(0 if is_there else 1, worker.ARTICLES))
            with archive.writer(worker.OLD.encode):
                pass  # whoever writes next tidies up
        if is_there:
            assert run("forget", folder, article_id)[0]
        for file in folder.rglob("*"):
            assert not file.is_file() or worker.SECRET.encode() not in file.read_bytes(), file
        worker.check(folder, numbers=range(1, worker.ARTICLES))
        shutil.rmtree(folder)


@pytest.mark.parametrize("turns", TURNS)
def test_a_killed_restore_leaves_the_old_state_or_the_new_one(
    folder: Path, tmp_path: Path, turns: int, counted: Counted
) -> None:
    with Archive.open(folder, worker.OLD.identity) as archive, archive.writer(worker.OLD.encode) as writer:
        back_up(folder, tmp_path / "saved")
        incoming, passages = worker.article(1000)
        writer.put(incoming, passages, worker.OLD.encode)
    shutil.copytree(folder, tmp_path / "trial")
    is_done, whole = run("restore", tmp_path / "trial", tmp_path / "saved")
    assert is_done
    old, new = [*range(worker.ARTICLES), 1000], range(worker.ARTICLES)
    for moment in moments(turns, whole):
        counted("killed restores", not run("restore", folder, tmp_path / "saved", seconds=moment)[0])
        with Archive.open(folder, worker.OLD.identity) as archive, archive.snapshot() as snapshot:
            is_new = snapshot.coverage().article_count == worker.ARTICLES
        worker.check(folder, numbers=new if is_new else old)
    assert run("restore", folder, tmp_path / "saved")[0]
    worker.check(folder, numbers=new)
    assert list(folder.glob("restoring-*")) == []


@pytest.mark.parametrize("turns", TURNS)
def test_a_killed_ingest_is_finished_by_the_next_one(tmp_path: Path, turns: int, counted: Counted) -> None:
    """Reading, splitting, embedding, committing and folding, of files and rows."""
    source, folder = tmp_path / "news", tmp_path / "archive"
    source.mkdir()
    rows = [{"id": f"r{number}", "title": f"Report {number}", "text": worker.text_of(number)} for number in range(80)]
    (source / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[:60]))
    for number, row in enumerate(rows[60:]):
        (source / f"{number}.json").write_text(json.dumps(row))
    is_done, whole = run("ingest", tmp_path / "trial", source)
    assert is_done
    for moment in moments(turns, whole):
        counted("killed ingests", not run("ingest", folder, source, seconds=moment)[0])
        if (folder / "catalog.sqlite3").exists():
            check_ingested(folder, range(80), is_whole=False)
    assert run("ingest", folder, source)[0]
    check_ingested(folder, range(80), is_whole=True)
    (source / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[:30]))
    for moment in moments(turns, whole / 2):
        counted("killed ingests", not run("ingest", folder, source, seconds=moment)[0])
        check_ingested(folder, range(80), is_whole=False)
    assert run("ingest", folder, source)[0]
    check_ingested(folder, [*range(30), *range(60, 80)], is_whole=True)


def check_ingested(folder: Path, numbers: "range | list[int]", *, is_whole: bool) -> None:
    """Assert that every article in the archive is one of these, once, and with the text it came with."""
    with Archive.open(folder, worker.OLD.identity, create=True) as archive, archive.snapshot() as snapshot:
        listed = snapshot.list_articles(limit=1000)
        texts = sorted(one.text for one in listed)
        wanted = sorted(worker.text_of(number) for number in numbers)
        assert set(texts) <= set(wanted)
        assert len(texts) == len(set(texts)), "an article is in the archive twice"
        assert not is_whole or texts == wanted
        assert not is_whole or snapshot.notices == ()


@pytest.mark.parametrize("stage", ["forget", "restore", "rebuild"])
def test_a_stage_that_may_not_write_enough_loses_nothing(
    folder: Path, tmp_path: Path, stage: str, counted: Counted
) -> None:
    with Archive.open(folder, worker.OLD.identity) as archive, archive.snapshot() as snapshot:
        article_id = snapshot.article("r0").article_id
    back_up(folder, tmp_path / "saved")
    needed: dict[str, list[object]] = {"forget": [article_id], "restore": [tmp_path / "saved"], "rebuild": []}
    arguments = needed[stage]
    command = [sys.executable, WORKER, stage, folder, *arguments]
    script = 'ulimit -f 60; exec "$@"'
    done = subprocess.run(["sh", "-c", script, "sh", *map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Archive" in done.stderr.splitlines()[-1], done.stderr
    with Archive.open(folder, worker.OLD.identity) as archive, archive.snapshot() as snapshot:
        is_whole = snapshot.coverage().article_count == worker.ARTICLES
    assert is_whole or stage == "forget"
    worker.check(folder, numbers=range(0 if is_whole else 1, worker.ARTICLES))
    with Archive.open(folder, worker.OLD.identity) as archive, archive.writer(worker.OLD.encode):
        pass
    if is_whole:
        assert run(stage, folder, *arguments)[0]
    first = 1 if stage == "forget" else 0
    worker.check(folder, (worker.NEW if stage == "rebuild" else worker.OLD,), range(first, worker.ARTICLES))
    counted("stages that ran out of disk")
