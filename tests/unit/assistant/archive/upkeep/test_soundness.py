import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.archive import Archive, back_up, check_text
from assistant.archive.article import Article
from assistant.archive.upkeep.soundness import is_damaged
from assistant.errors import ArchiveDamaged
from tests.unit.assistant.archive.conftest import Newsroom

TEXTS = [f"The bridge of town {number} was shut on Monday." for number in range(1203)]


def stored(newsroom: Newsroom) -> Article:
    with newsroom.archive.snapshot() as snapshot:
        return snapshot.list_articles(limit=1)[0]


def tamper(newsroom: Newsroom, sql: str) -> None:
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as connection, connection:
        connection.execute(sql)


def test_a_catalog_as_it_was_written_has_no_fault(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The bridge was shut.", "Bridge"))
    found = newsroom.archive.check_soundness()
    assert (found.text_count, found.faults) == (1, ())


@pytest.mark.parametrize("change", ["replace(text, '.', '!')", "text || ' '", "CAST(x'ff' AS TEXT)", "upper(text)"])
def test_a_text_that_was_changed_is_named(newsroom: Newsroom, change: str) -> None:
    newsroom.put(newsroom.article("The bridge was shut.", "Bridge"))
    newsroom.put(newsroom.article("The ferry sailed again.", "Ferry"))
    article_id = stored(newsroom).article_id
    owner = f"SELECT article_key FROM articles WHERE article_id = '{article_id}'"
    text_id = f"SELECT text_id FROM versions WHERE article_key = ({owner})"
    tamper(newsroom, f"UPDATE texts SET text = {change} WHERE text_id = ({text_id})")
    found = newsroom.archive.check_soundness()
    assert found.faults == (f"the text of {article_id} is not the one that was stored",)


def test_a_passage_beyond_its_text_is_named(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The bridge was shut.", "Bridge"))
    tamper(newsroom, 'UPDATE passages SET "end" = 900')
    assert newsroom.archive.check_soundness().faults == (
        f"passages of {stored(newsroom).article_id} reach beyond its text",
    )


@pytest.mark.slow
def test_large_archives_are_read_in_steps(newsroom: Newsroom) -> None:
    with newsroom.archive.writer() as writer:
        writer.put_many([(newsroom.article(text), ()) for text in TEXTS])
    steps: list[tuple[int, int]] = []
    found = newsroom.archive.check_soundness(lambda done, total: steps.append((done, total)))
    assert (found.text_count, found.faults) == (1203, ())
    assert steps == [(500, 1203), (1000, 1203), (1203, 1203)]


def test_nothing_is_quoted_from_a_text_without_its_checksum(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The bridge was shut.", "Bridge"))
    article = stored(newsroom)
    check_text(article)
    with pytest.raises(ArchiveDamaged, match=r"“Bridge” has changed.*copydesk doctor"):
        check_text(replace(article, text="The bridge was open."))


def test_conversations_with_damaged_pages_are_named(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.put(newsroom.article("The bridge was shut.", "Bridge"))
    newsroom.archive.readers.ask(None, "Which bridge?")
    newsroom.archive.close()
    file = newsroom.archive.path / "readers.sqlite3"
    assert not is_damaged(file)
    content = bytearray(file.read_bytes())
    content[4096 : 3 * 4096] = b"\xff" * 8192
    file.write_bytes(content)
    assert is_damaged(file)
    assert is_damaged(file, seconds=2.0)
    with Archive.open(newsroom.archive.path, newsroom.embedder.identity) as archive:
        (notice,) = [notice for notice in archive.status().notices if "conversations" in notice]
        assert str(file) in notice
        assert archive.check_soundness().faults == ("SQLite finds faults in the conversations, readers.sqlite3",)
        with pytest.raises(ArchiveDamaged, match=r"The conversations in .* are damaged"):
            archive.readers.conversations()
        with pytest.raises(ArchiveDamaged, match="are damaged, so no backup was made"):
            back_up(archive.path, tmp_path / "saved")
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_a_file_that_is_not_there_is_not_damaged(tmp_path: Path) -> None:
    assert not is_damaged(tmp_path / "nothing.sqlite3")
