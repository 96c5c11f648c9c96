"""Forgetting: no byte of an article in any file of the archive."""

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, Filters, forget_articles, would_forget
from assistant.archive.catalog import session
from assistant.archive.catalog.connection import SqliteDatabase, connect_writer
from assistant.archive.index.ledger import read_segments
from assistant.archive.index.merging import Merging
from assistant.archive.index.stores import FolderStore
from assistant.archive.readers import FORGOTTEN
from assistant.archive.upkeep import forgetting
from assistant.archive.upkeep.forgetting import clean_files, is_cleaning_due
from assistant.archive.upkeep.leftovers import NOTES
from assistant.errors import ArchiveBusy, ArchiveFull, ArchiveReadOnly, ArticleNotFound, InputError
from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom

SECRET = "Zanzibarquux"
ADDRESS = "https://gazette.example/zanzibarquux-affair"


def files_with(folder: Path, needle: bytes) -> list[str]:
    found = []
    for file in folder.rglob("*"):
        if file.is_file() and needle.lower() in file.read_bytes().lower():
            found.append(file.relative_to(folder).as_posix())
    return found


def vector_bytes(newsroom: Newsroom, text: str, title: str) -> bytes:
    (row,) = newsroom.embedder.encode([f"{title}\n{text}"])
    return np.asarray(row / np.linalg.norm(row), dtype="<f4").tobytes()


def files_with_exact(folder: Path, needle: bytes) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and needle in file.read_bytes()]


def fill(newsroom: Newsroom) -> str:
    """Two versions of the secret article and a renamed one, among others, folded; conversations that quote it."""
    others = [
        newsroom.article(f"Other text {number}.", f"Other {number}", external_id=f"o{number}") for number in range(80)
    ]
    secret = newsroom.article(
        f"{SECRET} was seen at the harbour on Monday.", f"{SECRET} seen", url=ADDRESS, authors=(f"Ann {SECRET}",)
    )
    newsroom.put(*others, secret)
    newsroom.put(replace(secret, title=f"{SECRET} seen at the harbour"))
    (outcome,) = newsroom.put(
        replace(secret, text=f"{SECRET} was never seen at the harbour at all.", correction=SECRET)
    )
    with newsroom.archive.writer() as writer:
        writer.fold(force=True)
    readers = newsroom.archive.readers
    for answer in (f'{{"citations": [{{"article_id": "{outcome.article_id}"}}]}}', None):
        asked = readers.ask(None, "Who was seen?")
        readers.end(asked.turn_id, "answered", text=f"{SECRET} was seen at the harbour on Monday.", answer_json=answer)
    readers.add_feedback(asked.turn_id, "", "wrong source", words=f"“{SECRET} seen at the harbour” is a headline.")
    readers.rename(asked.conversation_id, f"{SECRET} seen at the harbour")
    running = readers.ask(asked.conversation_id, "Something else?")
    readers.start(running.turn_id, readers.register_worker().worker_id)
    readers.add_event(running.turn_id, f'{{"quote": "{SECRET} was never seen at the harbour at all."}}')
    with newsroom.archive.writer(newsroom.embedder.encode) as writer:
        writer.remember(f"etag {ADDRESS}", '"1"')
        writer.remember("etag https://other.example", '"2"')
    return outcome.article_id


def test_no_byte_is_left_in_any_file(newsroom: Newsroom) -> None:
    article_id = fill(newsroom)
    folder = newsroom.archive.path
    first = vector_bytes(newsroom, f"{SECRET} was seen at the harbour on Monday.", f"{SECRET} seen")
    last = vector_bytes(newsroom, f"{SECRET} was never seen at the harbour at all.", f"{SECRET} seen")
    assert files_with(folder, SECRET.encode()) != []
    assert {file.name for file in files_with_exact(folder, last)} >= {"catalog.sqlite3", "vectors.npy"}
    done = forget_articles(folder, [article_id])
    assert (done.article_ids, done.turn_count, done.copy_count) == ((article_id,), 2, 0)
    for needle in (SECRET.encode(), article_id.encode(), b"gazette.example/z"):
        assert files_with(folder, needle) == []
    assert files_with_exact(folder, first) == files_with_exact(folder, last) == []
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        for table in ("keyword", "past_keyword"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.seen_{table} USING fts5vocab('main', '{table}', 'row')")
            seen = connection.execute(f"SELECT term FROM temp.seen_{table} WHERE term LIKE 'zanz%'").fetchall()
            assert seen == []
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT key FROM remembered").fetchall() == [("etag https://other.example",)]
    with newsroom.archive.snapshot() as snapshot:  # a reader that was open all the time
        assert snapshot.search_keyword(SECRET, 5, Filters()) == []
        assert snapshot.coverage().article_count == 80
        assert len(snapshot.search_dense(newsroom.embedder.encode(["x"])[0], 100)) == 80
        assert snapshot.notices == ()
    readers = newsroom.archive.readers
    turns = [turn for one in readers.conversations() for turn in readers.turns(one.conversation_id)]
    assert sorted((turn.question, turn.state, turn.text) for turn in turns) == [
        ("Something else?", "failed", ""),
        *[("Who was seen?", "answered", FORGOTTEN)] * 2,
    ]
    assert [one.words for one in readers.feedback()] == [FORGOTTEN]
    assert sorted(one.title for one in readers.conversations()) == [FORGOTTEN, "Who was seen?"]
    assert newsroom.archive.status().generation.health == "good"


def test_saved_questions_that_name_it_go_where_words_say_so(newsroom: Newsroom) -> None:
    article_id = fill(newsroom)
    folder = newsroom.archive.path
    readers = newsroom.archive.readers
    for question in (f"Is {SECRET} a bird?", "What of the harbour?"):
        readers.end(readers.ask(None, question).turn_id, "nothing", text="Nothing is near.")
    forget_articles(folder, [article_id])
    assert files_with(folder, SECRET.encode()) == ["readers.sqlite3"]
    found = would_forget(folder, [], words=[SECRET.upper()])
    assert [turn.question for turn in found.taken.turns] == [f"Is {SECRET} a bird?"]
    assert files_with(folder, SECRET.encode()) == ["readers.sqlite3"]
    done = forget_articles(folder, [], words=[SECRET.upper()])
    assert (done.article_ids, done.turn_count) == ((), 1)
    assert files_with(folder, SECRET.encode()) == []
    assert newsroom.archive.status().generation.health == "good"
    questions = {turn.question for one in readers.conversations() for turn in readers.turns(one.conversation_id)}
    assert questions >= {FORGOTTEN, "What of the harbour?"}


def test_an_article_and_what_names_it_go_together(newsroom: Newsroom) -> None:
    article_id = fill(newsroom)
    folder = newsroom.archive.path
    newsroom.archive.readers.ask(None, f"Is {SECRET} a bird?")
    found = would_forget(folder, [article_id], words=[SECRET])
    assert (found.article_ids, found.taken.title_count, found.taken.feedback_count) == ((article_id,), 1, 1)
    assert (len(found.taken.turns), found.copy_count) == (3, 0)
    assert newsroom.keyword(SECRET) != [], "nothing is touched"
    assert forget_articles(folder, [article_id], words=[SECRET]).turn_count == 3
    assert files_with(folder, SECRET.encode()) == []


def test_words_that_name_nothing_stop_it_before_anything_is_done(newsroom: Newsroom) -> None:
    (outcome,) = newsroom.put(newsroom.article("The dam held.", external_id="1"))
    for forget in (forget_articles, would_forget):
        with pytest.raises(InputError, match="names nothing"):
            forget(newsroom.archive.path, [outcome.article_id], words=["…"])
    with pytest.raises(ArticleNotFound):
        would_forget(newsroom.archive.path, ["a0000000000000000"])
    assert newsroom.keyword("dam") == ["The dam held."]


def test_of_several_segments_those_with_its_passages_are_written_anew(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    folder = tmp_path / "archive"
    with Archive.open(folder, embedder.identity, create=True, merging=Merging(least=4, fan=9)) as archive:
        newsroom = Newsroom(archive, embedder)
        for first in (0, 10, 20):
            newsroom.put(
                *(newsroom.article(f"Text {n}.", f"No. {n}", external_id=f"{n}") for n in range(first, first + 10))
            )
            if first == 10:
                (outcome,) = newsroom.put(newsroom.article(f"{SECRET} here.", SECRET, publisher=f"The {SECRET} Herald"))
            with archive.writer() as writer:
                writer.fold(force=True)
        before = segments_of(folder)
        with archive.snapshot() as snapshot:
            (passage,) = snapshot.article_passages(outcome.article_id)
            vector = snapshot.vectors([passage.passage_id])[0].tobytes()
        assert [row_count for _, row_count in before] == [10, 11, 10]
        assert len(files_with_exact(folder, vector)) >= 2
        forget_articles(folder, [outcome.article_id])
        after = segments_of(folder)
        assert [row_count for _, row_count in after] == [10, 10, 10]
        assert (after[0], after[2]) == (before[0], before[2]), "what has none of it stays as it is"
        assert {path.name for path in (folder / "generations").iterdir()} == {name for name, _ in after}
        assert files_with_exact(folder, vector) == []
        assert files_with(folder, SECRET.encode()) == []
        assert archive.status().generation.health == "good"


def segments_of(folder: Path) -> list[tuple[str, int]]:
    with closing(connect_writer(folder / "catalog.sqlite3")) as catalog:
        return [(entry.name, entry.row_count) for entry in read_segments(catalog)]


def test_an_article_that_was_removed_or_waits_can_be_forgotten_too(newsroom: Newsroom) -> None:
    (removed,) = newsroom.put(newsroom.article(f"{SECRET} here.", external_id="1"))
    with newsroom.archive.writer() as writer:
        writer.remove(removed.article_id)
    waiting = replace(newsroom.article(f"{SECRET} soon.", external_id="2"), embargoed_until="2999-01-01")
    (held,) = newsroom.put(waiting)
    forget_articles(newsroom.archive.path, [removed.article_id, held.article_id])
    assert files_with(newsroom.archive.path, SECRET.encode()) == []
    assert newsroom.archive.status().held_count == 0


def test_a_copy_keeps_the_text_and_is_found(newsroom: Newsroom) -> None:
    (lead,) = newsroom.put(newsroom.article("The dam held.", external_id="1"))
    newsroom.put(newsroom.article("The dam held.", external_id="2", publisher="Courier"))
    done = forget_articles(newsroom.archive.path, [lead.article_id])
    assert done.copy_count == 1
    assert newsroom.keyword("dam") == ["The dam held."]
    with newsroom.archive.snapshot() as snapshot:
        assert len(snapshot.search_dense(newsroom.embedder.encode(["None\nThe dam held."])[0], 5)) == 1


def test_an_unknown_article_is_said_before_anything_is_done(newsroom: Newsroom) -> None:
    (outcome,) = newsroom.put(newsroom.article("The dam held.", external_id="1"))
    with pytest.raises(ArticleNotFound, match="Search"):
        forget_articles(newsroom.archive.path, [outcome.article_id, "a0000000000000000"])
    assert newsroom.keyword("dam") == ["The dam held."]


def test_while_a_reader_holds_an_old_state_it_is_said_and_done_later(newsroom: Newsroom) -> None:
    article_id = fill(newsroom)
    folder = newsroom.archive.path
    with newsroom.archive.snapshot() as snapshot:
        snapshot.coverage()
        with closing(SqliteDatabase.open(folder / "catalog.sqlite3", timeout=0)) as connection:
            with pytest.raises(ArchiveBusy, match="Run the command again"):
                forget_articles(folder, [article_id], patience=0.1)
            assert is_cleaning_due(connection)
            assert snapshot.search_keyword(SECRET, 5) != [], "its own state"
    with newsroom.archive.writer():  # whoever writes next
        pass
    assert files_with(folder, SECRET.encode()) == []
    with pytest.raises(ArticleNotFound):
        forget_articles(folder, [article_id])


def test_the_backups_of_the_archive_are_looked_through(newsroom: Newsroom, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    packed = Path(__file__).parents[1] / "catalog" / "schema-1.sqlite3.gz"
    (old / "catalog.sqlite3").write_bytes(gzip.decompress(packed.read_bytes()))
    with Archive.open(old, newsroom.embedder.identity) as archive, archive.snapshot() as snapshot:
        article_id = snapshot.article("4").article_id
    (old / "backups" / "x.unfinished").write_bytes(b"half")
    assert files_with(old, b"museum was robbed") != []
    done = forget_articles(old, [article_id])
    assert done.backup_count == 2
    assert files_with(old, b"museum was robbed") == []
    assert list((old / "backups").iterdir()) == []


def test_cleaning_what_is_clean_changes_nothing(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The dam held.", external_id="1"))
    with closing(SqliteDatabase.open(newsroom.archive.path / "catalog.sqlite3")) as connection:
        clean_files(newsroom.archive.path, connection, FolderStore())
    assert newsroom.keyword("dam") == ["The dam held."]


def test_conversations_that_cannot_be_written_to_stop_it_before_anything_is_done(newsroom: Newsroom) -> None:
    (outcome,) = newsroom.put(newsroom.article("The dam held.", external_id="1"))
    (newsroom.archive.path / "readers.sqlite3").mkdir()
    with pytest.raises(ArchiveReadOnly, match="nothing was forgotten"):
        forget_articles(newsroom.archive.path, [outcome.article_id])
    assert newsroom.keyword("dam") == ["The dam held."]


def test_a_copy_keeps_nothing_of_the_headline_below_which_the_text_was_embedded(newsroom: Newsroom) -> None:
    text = "The dam held.\nNobody is hurt."
    (first,) = newsroom.put(newsroom.article(text, f"{SECRET} at the dam", external_id="1", published="2024-01-01"))
    newsroom.put(newsroom.article(text, "Dam holds", external_id="2", published="2024-01-02"))
    with newsroom.archive.writer() as writer:
        writer.remove(first.article_id)
    forget_articles(newsroom.archive.path, [first.article_id], newsroom.embedder)
    assert newsroom.keyword("dam") == ["The dam held.", "Nobody is hurt."]
    assert newsroom.archive.status().unembedded_count == 0
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as connection:
        assert not any(SECRET in line for line in connection.iterdump())


class Disk:
    """As much of the disk as a test leaves free."""

    def __init__(self, free: int) -> None:
        self.free = free

    def __call__(self, folder: Path) -> int:
        return self.free


@pytest.fixture
def nearly_full(newsroom: "Newsroom", monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret article's id, on a disk with 5 MB left; archives are larger there than that."""
    article_id = fill(newsroom)
    monkeypatch.setattr(session, "free_bytes", Disk(5_000_000))
    monkeypatch.setattr(forgetting, "has_space", lambda folder, wanted: False)
    return article_id


def test_forgetting_works_on_a_nearly_full_disk_and_says_what_is_left(
    newsroom: "Newsroom", nearly_full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = newsroom.archive.path
    with pytest.raises(ArchiveFull, match="out of every search and its rows are overwritten"):
        forget_articles(path, [nearly_full], newsroom.embedder)
    assert newsroom.keyword(SECRET) == []
    with newsroom.archive.snapshot() as snapshot:
        assert len(snapshot.search_dense(newsroom.embedder.encode(["Other text 5."])[0], 5)) == 5
    newsroom.archive.close()
    assert [name for name in files_with(path, SECRET.encode()) if "catalog" in name] == []
    monkeypatch.undo()
    forget_articles(path, [nearly_full], newsroom.embedder)
    with Archive.open(path, newsroom.embedder.identity) as archive:
        assert archive.status().generation.health == "good"
    assert files_with(path, SECRET.encode()) == []


def test_removing_works_on_a_nearly_full_disk(newsroom: "Newsroom", nearly_full: str) -> None:
    assert newsroom.archive.remove_articles([nearly_full]) == [nearly_full]
    assert newsroom.keyword(SECRET) == []
    with pytest.raises(ArchiveFull, match="5 MB left"), newsroom.archive.writer():
        pass


@pytest.mark.parametrize("is_noted", [False, True])
def test_unfinished_copies_of_killed_processes_go_with_it(
    newsroom: Newsroom, tmp_path: Path, *, is_noted: bool
) -> None:
    article_id = fill(newsroom)
    folder = newsroom.archive.path
    left = tmp_path / "backup.0a1b2c3d.unfinished" if is_noted else folder / "restoring-x1y2z3"
    left.mkdir()
    shutil.copy(folder / "catalog.sqlite3", left)
    if is_noted:
        (folder / NOTES).mkdir(exist_ok=True)
        (folder / NOTES / "0a1b.json").write_text(json.dumps({"folder": str(left)}))
    forget_articles(folder, [article_id])
    assert files_with(tmp_path, SECRET.encode()) == []
