"""The keyword index made step by step."""

from contextlib import closing

import pytest

from assistant.archive.catalog.connection import connect_writer
from assistant.archive.upkeep.tables import NOTES_TABLE
from assistant.archive.upkeep.words import clear_words, index_words
from assistant.errors import ArchiveDamaged
from tests.unit.assistant.archive.conftest import Newsroom


def test_after_a_stop_it_goes_on_and_finds_what_it_found(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.archive.upkeep.words._BATCH", 3)
    newsroom.put(*(newsroom.article(f"The ferry made trip {n}.\nRain fell.", external_id=str(n)) for n in range(10)))
    newsroom.put(newsroom.article("The ferry made no trip.", external_id="4", updated="2026-01-02"))
    before = newsroom.keyword("ferry trip")
    with closing(connect_writer(newsroom.archive.path / "catalog.sqlite3")) as catalog:
        catalog.execute(f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        past = catalog.execute("SELECT rowid, body FROM past_keyword").fetchall()
        assert past
        with catalog.transaction():
            clear_words(catalog)
        assert newsroom.keyword("ferry trip") == []
        with pytest.raises(KeyboardInterrupt):
            index_words(catalog, stop)
        steps: list[int] = []
        assert index_words(catalog, steps.append) == 19
        assert steps == [3, 3, 1]
        assert catalog.execute("SELECT rowid, body FROM past_keyword").fetchall() == past
    assert newsroom.keyword("ferry trip") == before


def test_a_passage_that_is_not_indexed_is_told(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The ferry sailed."))
    with closing(connect_writer(newsroom.archive.path / "catalog.sqlite3")) as catalog:
        catalog.execute(f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        with catalog.transaction():
            clear_words(catalog)
            catalog.execute("UPDATE articles SET is_live = 0")
        with pytest.raises(ArchiveDamaged, match="holds 0 of 1 passages"):
            index_words(catalog, lambda _: None)
