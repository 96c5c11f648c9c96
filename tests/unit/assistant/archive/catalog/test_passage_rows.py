"""Passages in the catalog and in its keyword index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.passage_rows import (
    PassagesOwner,
    add_passages,
    embedded_input_of,
    highest_passage_id,
    retire_passages,
)
from assistant.archive.index.ledger import SegmentEntry, enter_segments

TEXT = "The dam held.\nNobody was hurt."
FIRST = IncomingPassage(0, 13, ((0, 13),), "Dam\nThe dam held.")
SECOND = IncomingPassage(14, 30, ((14, 30),), "Dam\nNobody was hurt.")


@pytest.fixture
def owner(catalog: Database) -> PassagesOwner:
    """An article without passages."""
    with catalog.transaction():
        admit(catalog, IncomingArticle(TEXT, "Dam", "Gazette", external_id="1"), [])
    return PassagesOwner(1, 1, TEXT, "Dam", "Gazette")


def indexed(catalog: Database) -> list[int]:
    return [row[0] for row in catalog.execute("SELECT rowid FROM keyword ORDER BY rowid")]


def test_only_live_passages_are_found(catalog: Database, owner: PassagesOwner) -> None:
    assert highest_passage_id(catalog) == 0
    assert add_passages(catalog, owner, [FIRST, SECOND], is_live=True) == [1, 2]
    assert add_passages(catalog, owner, [FIRST], is_live=False) == [3]
    assert indexed(catalog) == [1, 2]
    assert highest_passage_id(catalog) == 3
    assert retire_passages(catalog, 1) == [1, 2]
    assert indexed(catalog) == []
    assert retire_passages(catalog, 1) == []
    assert highest_passage_id(catalog) == 3, "numbers are never used twice"


def test_tombstones_are_for_rows_of_segments(catalog: Database, owner: PassagesOwner) -> None:
    add_passages(catalog, owner, [FIRST], is_live=True)
    enter_segments(catalog, [SegmentEntry("g", "{}", 0, 1, 1, "2024-01-01")], ())
    add_passages(catalog, owner, [SECOND], is_live=True)
    retire_passages(catalog, 1)
    assert catalog.execute("SELECT passage_id FROM tombstones").fetchall() == [(1,)]


@given(head=st.text(max_size=20), text=st.text(min_size=1, max_size=20))
def test_the_models_input_is_put_together_again(head: str, text: str) -> None:
    assert embedded_input_of(text, head, 1) == head + text
    assert embedded_input_of(text, head, 0) == head
