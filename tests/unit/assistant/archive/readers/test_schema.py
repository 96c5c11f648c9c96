"""The store's schema number: old ones are led forward after a copy, later ones refused."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.readers import ReaderStore
from assistant.archive.readers.schema import READERS_SCHEMA_VERSION, backups_of_readers, version_of
from assistant.archive.readers.values import FORGOTTEN, UNKNOWN_END_REASON
from assistant.errors import ArchiveDamaged, ArchiveTooNew

ROWS = [
    ("user", "One?", None),
    ("user", "Two?", None),
    ("assistant", "1", json.dumps({"question": "One?", "abstained": True})),
    ("user", "Three?", None),
    ("assistant", FORGOTTEN, None),
]


def test_a_store_of_schema_1_keeps_every_turn_and_a_copy_is_made_first(
    write_earlier: Callable[[object], Path], tmp_path: Path
) -> None:
    file = write_earlier(ROWS)
    for _ in range(2):  # the second time there is nothing to do
        with closing(ReaderStore(file)) as store:
            turns = store.turns("c1")
            (conversation,) = store.conversations()
    assert [(turn.question, turn.state, turn.text) for turn in turns] == [
        ("One?", "nothing", "1"),
        ("Two?", "stopped", ""),
        ("Three?", "answered", FORGOTTEN),
    ]
    assert [turn.reason for turn in turns] == [None, UNKNOWN_END_REASON, None]
    assert [turn.answer_json for turn in turns] == [ROWS[2][2], None, None]
    assert len({turn.turn_id for turn in turns}) == 3
    assert (turns[0].asked_at[-8:-6], (turns[0].ended_at or "")[-8:-6], turns[1].ended_at) == ("00", "02", None)
    assert (conversation.owner, conversation.title, conversation.turn_count) == ("", "One?", 3)
    (copy,) = backups_of_readers(tmp_path / "backups")
    with closing(SqliteDatabase.open(copy)) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (5,)


def test_the_last_copies_are_kept(write_earlier: Callable[[object], Path], tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    for number in range(4):
        (backups / f"2020010{number}T000000-readers-before-schema-2.sqlite3").touch()
    (backups / "20200101T000000-before-schema-7.sqlite3").touch()
    ReaderStore(write_earlier(ROWS)).close()
    kept = backups_of_readers(backups)
    assert [path.name[:8] for path in kept[:-1]] == ["20200102", "20200103"]
    assert len(list(backups.iterdir())) == 4


def test_searching_finds_what_was_led_forward(write_earlier: Callable[[object], Path]) -> None:
    with closing(ReaderStore(write_earlier([("user", "Wer öffnete die Brücke?", None)]))) as store:
        assert [one.conversation_id for one in store.conversations(query="brucke")] == ["c1"]


def test_a_later_schema_is_refused_with_what_to_do(file: Path) -> None:
    ReaderStore(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {READERS_SCHEMA_VERSION + 1}")
    with pytest.raises(ArchiveTooNew, match=r"Update Copydesk, or move the file readers\.sqlite3"):
        ReaderStore(file)


def test_another_programs_database_is_not_touched(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    with pytest.raises(ArchiveDamaged, match="Move it out"):
        ReaderStore(file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
