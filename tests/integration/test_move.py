"""Moving an archive to PostgreSQL and back: the same rows and answers, whatever stops it in between."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.archive import Archive, IncomingArticle, forget_articles, move_archive
from assistant.archive.catalog.postgres import connect_postgres
from assistant.archive.readers import LOST_REASON
from assistant.errors import ArchiveBusy, ArchiveError, ArchiveMissing, InputError
from assistant.exports.articles import list_rows
from tests.conftest import PROJECT_ROOT
from tests.integration.archive_worker import IDENTITY, article, embed, story
from tests.postgres_fixtures import database, server
from ui.cli import app

__all__ = ["database", "server"]

WORKER = Path(__file__).with_name("move_worker.py")
COUNT = 40
LONG = " ".join(f"Shed {7 * number} of the harbour was rebuilt in the year {1850 + number}." for number in range(60))
QUERIES = ("council item 42", "report 7", "café paragraph", "zebra", '"harbour was rebuilt"')


def put(archive: Archive) -> None:
    """Versions, copies, near copies, bylines, an embargo, what was removed, and what an ingest remembers."""
    with archive.writer(embed) as writer:
        outcomes = writer.put_many([article(number, edition) for number, edition in story(COUNT)], embed)
        incoming, passages = article(3)
        writer.put(
            replace(incoming, external_id="later", authors=("Ada Quill", "Ünal Öz"), embargoed_until="2199-01-01"),
            passages,
        )
        for number, text in enumerate((LONG, LONG.replace("Shed 14", "Lighthouse 14"))):
            near = IncomingArticle(text, title="Harbour", publisher=f"Paper {number}", external_id=f"h{number}")
            writer.put(replace(near, authors=("Ada Quill",)), passages_of(text), embed)
        writer.remember("etag:https://news.example/feed", "abc\u2028")
        writer.fold(force=True)
        writer.remove(outcomes[5].article_id)


def passages_of(text: str) -> list[Any]:
    _, (first, *_) = article(3)
    return [replace(first, start=0, end=len(text), sentences=((0, len(text)),), embedded_input=f"Harbour\n{text}")]


def converse(archive: Archive) -> None:
    store = archive.readers
    kept = store.ask(None, "Who opened the bridge?", owner="ann", filters_json="{}")
    store.end(kept.turn_id, "answered", text="The mayor did.", answer_json='{"statements": [{"text": "The mayor"}]}')
    store.ask(kept.conversation_id, "And when?", owner="ann")
    store.add_feedback(kept.turn_id, "ann", "not supported", statement=0, words="“No.”")
    store.rename(kept.conversation_id, "Bridges")
    store.pin(kept.conversation_id, True)
    store.delete(store.ask(None, "What is forgotten?").conversation_id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "archive", IDENTITY, create=True) as archive:
        put(archive)
        converse(archive)
    with closing(sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3")) as catalog, catalog:
        catalog.execute("INSERT INTO token_codes SELECT vector_id, randomblob(300) FROM vectors WHERE vector_id % 2")
    return tmp_path / "archive"


def told(archive: Archive) -> list[Any]:
    """What can be read, searched and exported of it, and what its readers said."""
    with archive.snapshot() as snapshot:
        found = [[(hit.passage_id, hit.score) for hit in snapshot.search_keyword(query, 20)] for query in QUERIES]
        near = [snapshot.search_dense(vector, 5) for vector in embed(QUERIES)]
        coverage, notices = snapshot.coverage(), snapshot.notices
    rows = list(list_rows(archive, all_versions=True))
    store = archive.readers
    conversations = store.conversations("ann")
    turns = [replace(turn, reason=None, ended_at=None, state="failed") if turn.state in ("queued", "failed") else turn
             for one in conversations for turn in store.turns(one.conversation_id)]  # fmt: skip
    return [found, near, coverage, notices, rows, conversations, turns, store.feedback()]


def ids_of(folder: Path, *external_ids: str, address: str | None = None) -> list[str]:
    with Archive.open(folder, None, database=address) as archive, archive.snapshot() as snapshot:
        return [snapshot.article(one).article_id for one in external_ids]


def told_of(folder: Path, address: str | None = None) -> list[Any]:
    with Archive.open(folder, IDENTITY, database=address) as archive:
        return told(archive)


def rows_of(folder: Path) -> dict[str, list[Any]]:
    """Every row of a folder's two files but for what only keeps their copies apart."""
    found: dict[str, list[Any]] = {}
    for name in ("catalog.sqlite3", "readers.sqlite3"):
        with closing(sqlite3.connect(folder / name)) as opened:
            tables = opened.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                "AND name NOT LIKE '%keyword%' AND name NOT IN ('copydesk_move', 'events', 'workers')"
            ).fetchall()
            for (table,) in tables:
                rows = [row for row in opened.execute(f'SELECT * FROM "{table}"') if row[0] != "epoch"]
                found[f"{name}: {table}"] = sorted(rows, key=repr)
    return found


def test_there_and_back_every_row_and_answer_is_the_same(folder: Path, database: str, tmp_path: Path) -> None:
    before, rows = told_of(folder), rows_of(folder)
    seen: list[tuple[str, int, int]] = []
    there = move_archive(folder, database, progress=lambda *step: seen.append(step))
    assert (there.folder, there.is_database, there.keeps_index, there.is_behind) == (
        tmp_path / "archive-postgresql", True, True, False,
    )  # fmt: skip
    assert (there.conversation_count, there.tables["turns"].row_count) == (1, 2)
    assert [what for number, (what, *_) in enumerate(seen) if what != seen[number - 1][0]][:2] == [
        "copying",
        "comparing",
    ]
    assert all(0 <= done <= total for _, done, total in seen)
    full = {name for name, digest in there.tables.items() if digest.row_count}
    assert full >= {
        "held",
        "bylines",
        "bands",
        "likenesses",
        "token_codes",
        "tombstones",
        "remembered",
        "cuts",
        "answers",
    }
    assert told_of(there.folder, database) == before
    back = move_archive(there.folder, str(tmp_path / "back"), database=database)
    assert (back.is_database, back.keeps_index) == (False, True)
    after = rows_of(tmp_path / "back")
    others = {"manifest", "turns"}  # an epoch of its own; the end of the turn that nobody answered any more
    assert {name: digest for name, digest in back.tables.items() if name not in others} == {
        name: digest for name, digest in there.tables.items() if name not in others
    }
    assert {**after, "readers.sqlite3: turns": None} == {**rows, "readers.sqlite3: turns": None}
    assert told_of(tmp_path / "back") == before
    assert told_of(folder) == before, "the source is as it was"
    with Archive.open(tmp_path / "back", IDENTITY) as archive:
        assert archive.check_soundness().faults == ()


def test_the_moved_archive_is_written_to_like_any_other(folder: Path, database: str) -> None:
    moved = move_archive(folder, database)
    with Archive.open(moved.folder, IDENTITY, database=database) as archive:
        with archive.writer(embed) as writer:
            writer.put(*article(100), embed)
        (conversation,) = archive.readers.conversations("ann")
        waiting = archive.readers.turns(conversation.conversation_id)[1]
        assert (waiting.state, waiting.reason) == ("failed", LOST_REASON)
        asked = archive.readers.ask(None, "And now?", owner="ann")
        assert len(archive.readers.conversations("ann")) == 2
        assert archive.readers.end(asked.turn_id, "nothing")
        with archive.snapshot() as snapshot:
            assert snapshot.article("r100").title == "Report 100"
            assert snapshot.search_keyword("report r100", 1)
    with closing(connect_postgres(database, "tests")) as opened:
        references = (
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' "
            "AND connamespace = to_regnamespace(current_schema())"
        )
        indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema()"
        assert opened.execute(references).fetchone()[0] > 15
        assert opened.execute(indexes).fetchone()[0] > 40
        noted = opened.execute("SELECT name FROM copydesk_move").fetchall()
        assert not any("https" in row[0] for row in opened.execute("SELECT value FROM copydesk_move").fetchall())
        assert [name for (name,) in noted if name.startswith("rows:")] == []
    forget_articles(moved.folder, ids_of(moved.folder, "r7", address=database), database=database)
    assert told_of(folder)[2] != told_of(moved.folder, database)[2]


def step_until(steps: int | None, folder: Path, *arguments: str, address: str | None = None) -> bool:
    """Run a move, kill it after so many steps; whether it came to its end."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)} | ({"COPYDESK_DATABASE": address} if address else {})
    child = subprocess.Popen(
        [sys.executable, str(WORKER), str(folder), *arguments], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    last = ""
    with child.stdout as lines:
        for number, line in enumerate(lines):
            last = line
            if steps is not None and number >= steps:
                child.kill()
                break
    child.wait()
    return last == "done\n"


def survive(folder: Path, database: str, tmp_path: Path, stops: Sequence[int]) -> None:
    before = told_of(folder)
    with Archive.open(folder, IDENTITY) as reader:
        for number, steps in enumerate(stops):
            if step_until(steps, folder, database):
                break
            with pytest.raises(InputError, match="not whole there yet"):
                Archive.open(tmp_path / "archive-postgresql", IDENTITY, database=database)
            if number == 1:
                change(folder)
                before = told_of(folder)
        assert told(reader) == before, "whoever reads goes on"
    moved = move_archive(folder, database)
    assert told_of(moved.folder, database) == before
    for steps in stops:
        if step_until(steps, moved.folder, str(tmp_path / "back"), address=database):
            break
        assert not (tmp_path / "back" / "catalog.sqlite3").exists()
    if not (tmp_path / "back" / "catalog.sqlite3").exists():
        move_archive(moved.folder, str(tmp_path / "back"), database=database)
    assert told_of(tmp_path / "back") == before


def change(folder: Path) -> None:
    """Between two runs: what was copied is another version now, is gone, or has the number of something else."""
    with Archive.open(folder, IDENTITY) as archive:
        forget_articles(folder, ids_of(folder, "r2", "h1"))
        with archive.writer(embed) as writer:
            writer.put(*article(7, 2), embed)
            writer.put(*article(COUNT + 1), embed)
            writer.remember("etag:https://news.example/feed", None)
        (first, *_) = archive.readers.conversations("ann")
        archive.readers.rename(first.conversation_id, "Ferries")


def test_a_move_that_is_killed_goes_on_where_it_was(folder: Path, database: str, tmp_path: Path) -> None:
    survive(folder, database, tmp_path, [30, 110])


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(6))
def test_kills_at_many_moments_of_a_move(folder: Path, database: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    survive(folder, database, tmp_path, sorted(chance.randrange(260) for _ in range(8)))


def test_a_run_after_a_stop_copies_no_row_twice(folder: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not step_until(60, folder, database)
    with closing(connect_postgres(database, "tests")) as opened:
        opened.execute("CREATE TABLE put (name TEXT)")
        there = 0
        for table in ("texts", "articles"):
            there += opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            opened.connection.execute(
                f"CREATE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN INSERT INTO put VALUES ('{table}'); RETURN NEW; END $$; "
                f"CREATE TRIGGER noted BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION note_{table}()"
            )
        moved = move_archive(folder, database)
        rows = moved.tables["texts"].row_count + moved.tables["articles"].row_count
        assert there > 10
        assert opened.execute("SELECT count(*) FROM put").fetchone()[0] == rows - there


def test_conversations_of_meanwhile_come_over_with_a_second_run(folder: Path, database: str) -> None:
    def ask(what: str, done: int, total: int) -> None:
        if what == "indexing" and not asked:
            asked.append(source.readers.ask(None, "What happened meanwhile?", owner="ann").turn_id)

    asked: list[str] = []
    with Archive.open(folder, IDENTITY) as source:
        assert move_archive(folder, database, progress=ask).is_behind
        source.readers.end(asked[0], "nothing")
        moved = move_archive(folder, database)
        assert not moved.is_behind
        assert moved.conversation_count == 2
    with Archive.open(moved.folder, IDENTITY, database=database) as archive:
        assert [one.title for one in archive.readers.conversations("ann")] == ["Bridges", "What happened meanwhile?"]
        archive.readers.ask(None, "New here?")
    with pytest.raises(InputError, match="has been changed there since"):
        move_archive(folder, database)


def test_a_place_of_something_else_is_refused(folder: Path, database: str, tmp_path: Path) -> None:
    with closing(connect_postgres(database, "tests")) as owner:
        owner.execute("CREATE TABLE pages (number INTEGER)")
        with pytest.raises(InputError, match="holds something else"):
            move_archive(folder, database)
        assert [
            row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ] == ["pages"]
        owner.execute("DROP TABLE pages")
    with Archive.open(tmp_path / "other", IDENTITY, create=True, database=database):
        with pytest.raises(InputError, match="holds something else"):
            move_archive(folder, database)
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "notes.txt").touch()
        for place in ("taken", "other"):
            with pytest.raises(InputError, match="There is something at"):
                move_archive(tmp_path / "other", str(tmp_path / place), database=database)
    with pytest.raises(InputError, match="There is something at"):
        move_archive(folder, database, folder=folder)


def test_what_cannot_be_moved_is_said(folder: Path, database: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in a folder already"):
        move_archive(folder, str(tmp_path / "copy"))
    with pytest.raises(InputError, match="in PostgreSQL already"):
        move_archive(tmp_path / "x", database, database=database)
    with pytest.raises(ArchiveMissing):
        move_archive(tmp_path / "nothing", database)
    with pytest.raises(ArchiveError, match="does not answer") as caught:
        move_archive(folder, "postgresql://desk:hidden@127.0.0.1:9/news")
    assert "hidden" not in str(caught.value)
    with pytest.raises(InputError, match="no address"):
        move_archive(folder, "postgresql://?nonsense=1")
    with (
        Archive.open(folder, IDENTITY) as archive,
        archive.writer(),
        pytest.raises(ArchiveBusy, match="being written to"),
    ):
        move_archive(folder, database)
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as catalog, catalog:
        catalog.execute("UPDATE texts SET text = text || ? WHERE text_id = 3", ("\0",))
    with pytest.raises(InputError, match=r"table texts \(3.*NUL"):
        move_archive(folder, database)


def run(folder: Path, *arguments: str, address: str | None = None) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        if address is not None:
            patch.setenv("COPYDESK_DATABASE", address)
        return CliRunner().invoke(app, [*arguments, "--archive", str(folder)], catch_exceptions=False)


@pytest.fixture
def with_password(database: str) -> str:
    return database.replace("postgresql://copydesk@", "postgresql://copydesk:hidden-words@")


def test_the_command_says_what_to_set_and_no_password(folder: Path, with_password: str, tmp_path: Path) -> None:
    exported = run(folder, "export", "-", "--versions").stdout
    done = run(folder, "move", "--to", with_password)
    assert done.exit_code == 0
    assert "the same in both places by count and SHA-256" in done.stdout
    assert "set COPYDESK_DATABASE" in done.stdout
    assert "hidden-words" not in done.stdout + done.stderr
    assert run(tmp_path / "archive-postgresql", "export", "-", "--versions", address=with_password).stdout == exported
    back = run(tmp_path / "archive-postgresql", "move", "--to", str(tmp_path / "back"), "--json", address=with_password)
    assert f'"archive": "{tmp_path / "back"}"' in back.stdout.replace("\n", "")
    assert run(tmp_path / "back", "export", "-", "--versions").stdout == exported
    assert len(exported.splitlines()) > COUNT
    refused = run(folder, "move", "--to", str(tmp_path / "copy"), "--index", str(tmp_path / "index"))
    assert refused.exit_code == 2


def test_what_is_on_a_chroma_server_stays_with_who_built_it(folder: Path, database: str) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as catalog, catalog:
        catalog.execute("UPDATE segments SET collection = 'copydesk-0123'")
        (epoch,) = catalog.execute("SELECT value FROM manifest WHERE name = 'epoch'").fetchone()
    moved = move_archive(folder, database)
    assert not moved.keeps_index
    with closing(connect_postgres(database, "tests")) as opened:
        assert opened.execute("SELECT count(*) FROM segments").fetchone()[0] == 0
        assert opened.execute("SELECT value FROM manifest WHERE name = 'epoch'").fetchone()[0] != epoch
    with Archive.open(moved.folder, IDENTITY, database=database) as archive, archive.writer(embed):
        pass
    assert told_of(moved.folder, database)[:2] == told_of(folder)[:2]
