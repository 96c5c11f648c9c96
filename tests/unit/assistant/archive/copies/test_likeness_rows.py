"""Sketches and likenesses in the catalog."""

import pytest

from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import text_sha256
from assistant.archive.catalog.records import StoredArticle, store_text
from assistant.archive.copies.groups import leave_group
from assistant.archive.copies.likeness_rows import (
    drop_outdated_sketches,
    find_likenesses,
    like_texts,
    likeness_of,
    texts_without_sketch,
)
from tests.unit.assistant.archive.copies.stories import BRIDGE, CUT, FERRY, OTHER_FIGURES, article, lines_of


@pytest.fixture
def filled(catalog: Database) -> Database:
    with catalog.transaction():
        drop_outdated_sketches(catalog)
        for number, text in enumerate((BRIDGE, CUT, OTHER_FIGURES, FERRY, "Short."), start=1):
            admit(catalog, article(text, str(number)), lines_of(text))
    return catalog


def test_pairs_stand_both_ways_round_with_their_likeness(filled: Database) -> None:
    assert filled.execute("SELECT text_id, other_text_id FROM likenesses ORDER BY 1").fetchall() == [(1, 2), (2, 1)]
    assert likeness_of(filled, text_sha256(BRIDGE), text_sha256(CUT)) == 1.0, "all that the cut one has is common"
    assert likeness_of(filled, text_sha256(BRIDGE), text_sha256(BRIDGE)) == 1.0
    assert likeness_of(filled, text_sha256(BRIDGE), text_sha256(FERRY)) is None


def test_texts_that_no_live_article_has_are_not_looked_at(filled: Database) -> None:
    row = filled.execute(
        "SELECT article_key, article_id, identity, group_id, current_version_id, 1 FROM articles WHERE article_key = 1"
    ).fetchone()
    with filled.transaction():
        leave_group(filled, StoredArticle(*row))
        text = CUT + "\nMore."
        number = store_text(filled, text)
        find_likenesses(filled, number, text)
    assert like_texts(filled, number) == [2]


def test_every_live_text_is_sketched_once_and_anew_for_another_library(filled: Database) -> None:
    assert texts_without_sketch(filled, 10) == []
    assert filled.execute("SELECT length(signature) FROM sketches ORDER BY text_id").fetchall() == [
        *[(512,)] * 4,
        (0,),
    ]
    with filled.transaction():
        drop_outdated_sketches(filled)
    assert texts_without_sketch(filled, 10) == []
    with filled.transaction():
        filled.execute("UPDATE manifest SET value = 'another' WHERE name = 'sketches'")
        drop_outdated_sketches(filled)
    assert texts_without_sketch(filled, 3) == [(1, 1), (2, 2), (3, 3)]
    assert filled.execute("SELECT count(*) FROM bands").fetchone() == (0,)


def test_what_is_deleted_with_a_text(filled: Database) -> None:
    filled.execute("PRAGMA foreign_keys = OFF")
    filled.execute("UPDATE versions SET text_id = 3 WHERE text_id = 1")
    filled.execute("PRAGMA foreign_keys = ON")
    filled.execute("DELETE FROM texts WHERE text_id = 1")
    for table in ("sketches", "bands", "likenesses"):
        assert filled.execute(f"SELECT count(*) FROM {table} WHERE text_id = 1").fetchone() == (0,)
    assert like_texts(filled, 2) == []
