"""Backing up and restoring; forgetting is in test_forgetting.py."""

import gzip
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, back_up, restore
from assistant.archive.catalog.connection import connect_reader
from assistant.archive.catalog.schema import SCHEMA_VERSION
from assistant.archive.upkeep.backup import back_up_to, unpacked
from assistant.errors import ArchiveDamaged, ArchiveError, InputError

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


@pytest.fixture
def filled(newsroom: "Newsroom") -> "Newsroom":
    """Enough for an index, an article with two versions, and a conversation."""
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(70)))
    newsroom.put(newsroom.article("Text 0, changed.", external_id="0"))
    newsroom.archive.readers.ask(None, "Which text?")
    return newsroom


def check_restored(path: Path, embedder: "CountingEmbedder") -> None:
    with Archive.open(path, embedder.identity) as archive:
        status = archive.status()
        assert (status.coverage.article_count, status.generation.health, status.tail_count) == (70, "good", 0)
        assert status.notices == ()
        with archive.snapshot() as snapshot:
            assert [one.text for one in snapshot.versions("0")] == ["Text 0.", "Text 0, changed."]
            (hit,) = snapshot.search_dense(embedder.encode(["None\nText 42."])[0], 1)
            assert snapshot.passages([hit.passage_id])[0].text == "Text 42."
        assert [one.title for one in archive.readers.conversations()] == ["Which text?"]


@pytest.mark.parametrize("name", ["saved", "saved.zip"])
def test_a_backup_comes_back_whole(
    filled: "Newsroom", tmp_path: Path, other_model: "CountingEmbedder", name: str
) -> None:
    made = back_up(filled.archive.path, tmp_path / "kept" / name)
    assert (made.article_count, made.conversation_count) == (70, 1)
    assert made.byte_count > 10_000
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [name]
    embedded = len(filled.embedder.encoded)
    restored = restore(tmp_path / "new" / "archive", made.path)
    assert (restored.article_count, restored.conversation_count) == (70, 1)
    assert len(filled.embedder.encoded) == embedded, "the vectors are in the backup"
    check_restored(tmp_path / "new" / "archive", filled.embedder)


def test_a_backup_folder_is_an_archive_that_can_be_asked(filled: "Newsroom", tmp_path: Path) -> None:
    back_up(filled.archive.path, tmp_path / "saved")
    assert json.loads((tmp_path / "saved" / "backup.json").read_text())["articles"] == 70
    with Archive.open(tmp_path / "saved", filled.embedder.identity) as archive, archive.snapshot() as snapshot:
        assert len(snapshot.search_keyword("text", 100)) == 70
        assert len(snapshot.search_dense(filled.embedder.encode(["x"])[0], 100)) == 70
        assert snapshot.notices == ()


def test_readers_that_are_open_see_what_was_restored(filled: "Newsroom", tmp_path: Path) -> None:
    back_up(filled.archive.path, tmp_path / "saved")
    filled.put(filled.article("A late text.", external_id="late"))
    query = filled.embedder.encode(["None\nA late text."])[0]
    with filled.archive.snapshot() as before:
        assert len(before.search_dense(query, 1)) == 1
        restore(filled.archive.path, tmp_path / "saved", replace=True)
        assert before.search_keyword("late", 5) != [], "a question that runs goes on with its own state"
        state = before.state
    assert filled.keyword("late") == []
    with filled.archive.snapshot() as after:
        assert after.state.partition(".")[0] != state.partition(".")[0]
        assert after.search_dense(query, 1)[0].score < 0.999
    assert filled.put(filled.article("A late text.", external_id="late"))[0].kind == "added"
    assert filled.keyword("late") == ["A late text."]


def test_what_holds_articles_is_not_replaced_without_a_word(filled: "Newsroom", tmp_path: Path) -> None:
    back_up(filled.archive.path, tmp_path / "saved")
    with pytest.raises(ArchiveError, match=r"holds 70 articles.*--force"):
        restore(filled.archive.path, tmp_path / "saved")
    assert list(filled.archive.path.glob("restoring-*")) == []


def test_a_catalog_alone_is_restored_and_led_forward(newsroom: "Newsroom", tmp_path: Path) -> None:
    old = tmp_path / "before-schema-2.sqlite3"
    old.write_bytes(gzip.decompress((Path(__file__).parents[1] / "catalog" / "schema-1.sqlite3.gz").read_bytes()))
    assert restore(tmp_path / "archive", old).article_count == 4
    with Archive.open(tmp_path / "archive", newsroom.embedder.identity) as archive:
        assert archive.status().schema == SCHEMA_VERSION
        with archive.snapshot() as snapshot:
            assert len(snapshot.versions(snapshot.article("1").article_id)) == 3
    assert not (tmp_path / "archive" / "backups").exists()


def test_a_catalog_that_cannot_be_read_is_put_aside(filled: "Newsroom", tmp_path: Path) -> None:
    back_up(filled.archive.path, tmp_path / "saved")
    filled.archive.close()
    (filled.archive.path / "catalog.sqlite3").write_bytes(b"This is no database. " * 500)
    with pytest.raises(ArchiveError, match=r"cannot be read.*--force"):
        restore(filled.archive.path, tmp_path / "saved")
    restore(filled.archive.path, tmp_path / "saved", replace=True)
    check_restored(filled.archive.path, filled.embedder)
    (kept,) = filled.archive.path.glob("damaged-*-catalog.sqlite3")
    assert kept.read_bytes().startswith(b"This is no database.")


def test_what_is_no_backup_or_a_broken_one_changes_nothing(filled: "Newsroom", tmp_path: Path) -> None:
    back_up(filled.archive.path, tmp_path / "saved.zip")
    packed = (tmp_path / "saved.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(packed[:2000])
    (tmp_path / "flipped.zip").write_bytes(packed[:3000] + bytes(500) + packed[3500:])
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("../evil.txt", "x")
    for name in ("nothing", "empty", "other.zip"):
        with pytest.raises(InputError, match="copydesk backup"):
            restore(filled.archive.path, tmp_path / name, replace=True)
    for name in ("cut.zip", "flipped.zip"):
        with pytest.raises(ArchiveError):
            restore(filled.archive.path, tmp_path / name, replace=True)
    assert not (tmp_path / "evil.txt").exists()
    assert len(filled.keyword("changed")) == 1


def test_a_target_that_is_taken_is_left_alone(filled: "Newsroom", tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").write_text("mine")
    for target in (tmp_path / "taken", tmp_path / "taken" / "x"):
        with pytest.raises(InputError, match="already"):
            back_up(filled.archive.path, target)
    assert (tmp_path / "taken" / "x").read_text() == "mine"


def test_a_damaged_copy_is_no_backup(newsroom: "Newsroom", tmp_path: Path) -> None:
    newsroom.put(*(newsroom.article(f"Text {number}. " * 50, external_id=str(number)) for number in range(60)))
    back_up(newsroom.archive.path, tmp_path / "saved")
    content = bytearray((tmp_path / "saved" / "catalog.sqlite3").read_bytes())
    content[40960:61440] = bytes(20480)
    (tmp_path / "saved" / "catalog.sqlite3").write_bytes(content)
    (tmp_path / "room").mkdir()
    with pytest.raises(ArchiveDamaged):
        unpacked(tmp_path / "saved", tmp_path / "room")
    reader = connect_reader(tmp_path / "saved" / "catalog.sqlite3")
    with closing(reader), pytest.raises((ArchiveDamaged, sqlite3.DatabaseError)):
        back_up_to(tmp_path / "again", reader.connection, tmp_path / "nothing")
    assert not (tmp_path / "again").exists()
    assert list(tmp_path.glob("*.unfinished")) == []
