"""The passages of versions that were. What holds for every history is in test_groups.py."""

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.past_passages import index_all_past, keep_past

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def past_of(newsroom: "Newsroom") -> tuple[list[str], int]:
    """The past passages, cut from their texts, and how many rows their keyword index has; each has a vector."""
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as connection:
        rows = connection.execute(
            'SELECT substr(t.text, p.start + 1, p."end" - p.start), p.vector_id FROM passages p '
            "JOIN versions v ON v.version_id = p.version_id JOIN texts t ON t.text_id = v.text_id "
            "WHERE p.is_past ORDER BY p.version_id, p.start"
        ).fetchall()
        assert all(row[1] is not None for row in rows)
        return [row[0] for row in rows], connection.execute("SELECT count(*) FROM past_keyword").fetchone()[0]


def test_a_copy_that_changes_keeps_the_passages_it_never_had(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The dam held.\nNobody is hurt.", external_id="1"))
    newsroom.put(newsroom.article("The dam held.\nNobody is hurt.", external_id="2", publisher="Courier"))
    newsroom.put(newsroom.article("The dam broke after all.", external_id="2", publisher="Courier"))
    assert past_of(newsroom) == (["The dam held.", "Nobody is hurt."], 2)
    assert newsroom.keyword("dam held") == ["The dam held.", "The dam broke after all."]


def test_an_older_version_that_comes_late_and_is_embedded(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The dam broke.", external_id="1", updated="2024-01-02"))
    newsroom.put(newsroom.article("The dam held.", external_id="1", updated="2024-01-01"))
    assert past_of(newsroom) == (["The dam held."], 1)


def test_a_text_that_comes_back_has_no_past(newsroom: "Newsroom") -> None:
    first = newsroom.article("The dam held.", path="a.txt")
    newsroom.put(first)
    (added,) = newsroom.put(newsroom.article("A ferry sank.", path="b.txt"))
    with newsroom.archive.writer() as writer:
        writer.remove(added.article_id)
    assert past_of(newsroom) == (["A ferry sank."], 1)
    newsroom.put(newsroom.article("A ferry sank.", path="b.txt"))
    assert past_of(newsroom) == ([], 0)


def test_a_rebuild_makes_its_index_of_words_anew(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The dam held.", external_id="1"))
    newsroom.put(newsroom.article("The dam broke.", external_id="1"))
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM past_keyword")
    newsroom.archive.rebuild(newsroom.embedder)
    assert past_of(newsroom) == (["The dam held."], 1)


def test_keeping_and_indexing_again_changes_nothing(catalog: Database) -> None:
    catalog.execute("INSERT INTO texts VALUES (1, '', 'The dam held.')")
    catalog.execute("INSERT INTO articles (article_key, article_id, identity, added_at) VALUES (1, 'a', 'i', '')")
    catalog.execute("INSERT INTO groups VALUES (1, 1)")
    catalog.execute(
        "INSERT INTO versions (version_id, article_key, version, ordinal, text_id, authors, source_name, language, "
        "kind, stored_at) VALUES (1, 1, 1, 0, 1, '[]', '', '', '', '')"
    )
    catalog.execute("INSERT INTO passages VALUES (1, 1, 1, 0, 13, '[]', '', 1, NULL, 0, 0)")
    for _ in range(2):
        keep_past(catalog, 1, [1])
        assert catalog.execute("SELECT count(*) FROM past_keyword").fetchone() == (1,)
    catalog.execute("DELETE FROM past_keyword")
    index_all_past(catalog)
    assert catalog.execute("SELECT rowid FROM past_keyword").fetchall() == [(1,)]
