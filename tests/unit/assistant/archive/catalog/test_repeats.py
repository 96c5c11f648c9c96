"""Rows that say one article twice: each run of the same source must end where the one before ended."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, Vectors
from assistant.archive.admission.decide import admit, is_unchanged
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.repeats import begin_run, mark_met
from assistant.errors import ArchiveError, ModelUnavailable

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

NewCatalog = Callable[[], AbstractContextManager[Database]]


def test_what_was_met_ends_with_the_run_and_with_a_transaction_that_failed(catalog: Database) -> None:
    assert mark_met(catalog, 1, 1)
    assert not mark_met(catalog, 1, 1)
    assert mark_met(catalog, 1, 2), "another text of the same article"
    with pytest.raises((sqlite3.OperationalError, ArchiveError)), catalog.transaction():
        catalog.execute(f"NONSENSE {mark_met(catalog, 2, 1)}")
    assert mark_met(catalog, 2, 1)
    begin_run(catalog)
    assert mark_met(catalog, 1, 1)


def test_two_rows_with_one_id_and_one_text_settle_after_the_first_run(newsroom: "Newsroom") -> None:
    rows = [
        newsroom.article("The bridge is open.", "Bridge", external_id="1", authors=("Ann",)),
        newsroom.article("The bridge is open.", "Crossing", external_id="1", published="2024-03-01"),
    ]
    added, repeated = newsroom.put(*rows)
    assert (added.kind, repeated.kind, repeated.article_id) == ("added", "unchanged", added.article_id)
    assert "the first one were kept" in (repeated.note or "")
    for _ in range(2):
        assert [outcome.kind for outcome in newsroom.put(*rows)] == ["unchanged", "unchanged"]
    assert newsroom.keyword("bridge crossing") == ["The bridge is open."]
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.article(added.article_id).title == "Bridge"


def test_a_correction_of_the_first_row_still_comes_in(newsroom: "Newsroom") -> None:
    second = newsroom.article("The bridge is open.", "Crossing", external_id="1")
    newsroom.put(newsroom.article("The bridge is open.", "Bridge", external_id="1"), second)
    corrected = newsroom.article("The bridge is open.", "The bridge", external_id="1")
    assert [outcome.kind for outcome in newsroom.put(corrected, second)] == ["updated", "unchanged"]
    with newsroom.archive.snapshot() as snapshot:
        assert [article.title for article in snapshot.list_articles()] == ["The bridge"]


def test_of_dated_rows_the_newest_counts_wherever_it_stands(newsroom: "Newsroom") -> None:
    older = newsroom.article("The bridge is open.", "Old", external_id="1", updated="2024-01-01")
    newer = newsroom.article("The bridge is open.", "New", external_id="1", updated="2024-01-02")
    assert [outcome.kind for outcome in newsroom.put(older, newer)] == ["added", "updated"]
    for rows in ((older, newer), (newer, older)):
        assert [outcome.kind for outcome in newsroom.put(*rows)] == ["unchanged", "unchanged"]
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.article("1").title == "New"


def test_a_batch_that_failed_may_be_put_again_in_the_same_session(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The bridge is open.", "Bridge", external_id="1"))
    renamed = newsroom.article("The bridge is open.", "Crossing", external_id="1")
    batch = [(renamed, newsroom.passages(renamed))]

    def fail(texts: Sequence[str]) -> Vectors:
        message = "The server did not answer. Try again."
        raise ModelUnavailable(message)

    with newsroom.archive.writer() as writer:
        with pytest.raises(ModelUnavailable):
            writer.put_many(batch, fail)
        assert not writer.is_unchanged(renamed)
        assert [outcome.kind for outcome in writer.put_many(batch)] == ["updated"]
    assert newsroom.keyword("crossing") == ["The bridge is open."]


def rows_of(texts: Sequence[str], days: Sequence[str | None]) -> st.SearchStrategy[list[IncomingArticle]]:
    row = st.builds(
        IncomingArticle,
        text=st.sampled_from(texts),
        title=st.sampled_from(["Dam", "Ferry", None]),
        publisher=st.sampled_from([None, "Gazette"]),
        updated_at=st.sampled_from(days),
        external_id=st.sampled_from(["1", "2", "3"]),
        source_name=st.just("desk"),
    )
    return st.lists(row, max_size=7)


ONE_TEXT = rows_of(["The dam held."], [None, "2024-01-01", "2024-01-02", "2024-01-03"])
UNDATED = rows_of(["The dam held.", "The dam broke.", "A ferry sank."], [None])
DATED = rows_of(["The dam held.", "The dam broke.", "A ferry sank."], ["2024-01-01", "2024-01-02", "2024-01-03"])
"""Unlike texts under one id, some dated and some not, may take a run or two more to settle."""


@pytest.mark.slow
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(rows=ONE_TEXT | UNDATED | DATED, batch=st.integers(1, 7))
def test_the_same_rows_once_more_change_nothing(
    new_catalog: NewCatalog, rows: list[IncomingArticle], batch: int
) -> None:
    with new_catalog() as catalog:
        run(catalog, rows, batch)
        assert set(run(catalog, rows, batch)) <= {"unchanged"}
        assert set(run(catalog, rows, len(rows) or 1)) <= {"unchanged"}


def run(catalog: Database, rows: Sequence[IncomingArticle], batch_length: int) -> list[str]:
    """As ingest does it: what is known is not put at all, the others are put batch by batch."""
    begin_run(catalog)
    outcomes: list[str] = []
    batch: list[IncomingArticle] = []
    for number, row in enumerate(rows, start=1):
        if is_unchanged(catalog, row):
            outcomes.append("unchanged")
        else:
            batch.append(row)
        if len(batch) == batch_length or number == len(rows):
            with catalog.transaction():
                outcomes += [admit(catalog, waiting, []).kind for waiting in batch]
            batch = []
    return outcomes
