import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from assistant.archive import check_text
from assistant.archive.article import Article
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
