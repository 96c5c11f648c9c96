"""Questions as of a day: the articles published by then, each as it stood."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters, IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.terms import terms_of
from assistant.archive.history.as_of import Bm25, find_past_by_keyword

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

NewCatalog = Callable[[], AbstractContextManager[Database]]
FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 8).map(lambda number: FIRST + timedelta(days=number))

WORDS = st.sampled_from(["dam", "ferry", "mayor", "harbour", "vote", "storm", "Zürich", "7.5"])
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), title=st.none() | TEXTS, query=TEXTS)
def test_the_score_is_what_fts5_gives_the_same_row(
    new_catalog: NewCatalog, texts: list[str], title: str | None, query: str
) -> None:
    with new_catalog() as catalog:
        keywords = keywords_of(catalog)
        keywords.index(list(enumerate(texts, start=1)), title, "Gazette")
        scorer = Bm25(keywords, terms_of(query))
        for hit in keywords.find(query, 20, Filters()):
            columns = catalog.execute(
                "SELECT title, body, publisher FROM keyword WHERE rowid = ?", (hit.passage_id,)
            ).fetchone()
            assert scorer.score(columns) == pytest.approx(hit.score, rel=1e-9)


VERSIONS = st.tuples(st.sampled_from("123"), st.none() | DAYS, DAYS)
"""An id, the day of publication and the day of the update."""


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(arrivals=st.lists(VERSIONS, max_size=9), day=DAYS)
def test_each_article_is_found_in_the_version_of_the_day_whatever_came_in_when(
    new_catalog: NewCatalog, arrivals: list[tuple[str, date | None, date]], day: date
) -> None:
    published: dict[str, date | None] = {}
    standing: dict[str, tuple[date, int]] = {}
    with new_catalog() as catalog:
        for number, (article, first_on, updated_on) in enumerate(arrivals):
            published.setdefault(article, first_on)
            on = published[article]
            if on is None or updated_on < on:
                continue
            text = f"dam number{number}"
            with catalog.transaction():
                admit(
                    catalog,
                    IncomingArticle(
                        text,
                        published_on=on,
                        published_at=on.isoformat(),
                        updated_on=updated_on,
                        updated_at=updated_on.isoformat(),
                        external_id=article,
                    ),
                    [IncomingPassage(0, len(text), (), text)],
                )
            if updated_on <= day and standing.get(article, (updated_on, 0))[0] <= updated_on:
                standing[article] = updated_on, number
        found = [*keywords_of(catalog).find("dam", 99, Filters(as_of=day))]
        found += find_past_by_keyword(catalog, "dam", Filters(as_of=day))
        texts = sorted(
            catalog.execute(
                "SELECT t.text FROM passages p JOIN versions v USING (version_id) JOIN texts t USING (text_id) "
                "WHERE p.passage_id = ?",
                (hit.passage_id,),
            ).fetchone()[0]
            for hit in found
        )
    assert texts == sorted(f"dam number{number}" for _, number in standing.values())


def found_as_of(newsroom: "Newsroom", query: str, **narrowing: object) -> tuple[list[str], list[str]]:
    """By keyword, and by dense search for exactly this passage."""
    filters = Filters(**narrowing)  # type: ignore[arg-type]  # as the tests below give them
    with newsroom.archive.snapshot() as snapshot:
        keyword = snapshot.search_keyword(query, 10, filters)
        vector = newsroom.embedder.encode([f"None\n{query}"])[0]
        dense = [hit for hit in snapshot.search_dense(vector, 10, filters) if hit.score > 0.999]
        texts = [[one.text for one in snapshot.passages([hit.passage_id for hit in hits])] for hits in (keyword, dense)]
        assert all(snapshot.vectors([hit.passage_id]).shape == (1, 16) for hit in keyword)
    return texts[0], texts[1]


@pytest.mark.parametrize("is_folded", [False, True])
def test_a_replaced_version_is_found_by_words_and_by_meaning(newsroom: "Newsroom", *, is_folded: bool) -> None:
    old = newsroom.article("Three people died.", external_id="1", published="2024-01-05")
    new = newsroom.article("Four people died.", external_id="1", published="2024-01-05", updated="2024-01-09")
    other = newsroom.article("Nobody died.", external_id="2", published="2024-01-07", publisher="Courier")
    undated = newsroom.article("People died somewhere.", external_id="3")
    newsroom.put(old, other, undated)
    newsroom.put(new)
    if is_folded:
        with newsroom.archive.writer() as writer:
            writer.fold(force=True)
    third, sixth, eighth, tenth = (date(2024, 1, day) for day in (3, 6, 8, 10))
    assert found_as_of(newsroom, "Three people died.", as_of=third) == ([], [])
    assert found_as_of(newsroom, "Three people died.", as_of=sixth) == (["Three people died."], ["Three people died."])
    words, meaning = found_as_of(newsroom, "Three people died.", as_of=eighth)
    assert (sorted(words), meaning) == (["Nobody died.", "Three people died."], ["Three people died."])
    words, meaning = found_as_of(newsroom, "Three people died.", as_of=tenth)
    assert (sorted(words), meaning) == (["Four people died.", "Nobody died."], [])
    assert found_as_of(newsroom, "Nobody died.", as_of=eighth, publishers=("courier",))[0] == ["Nobody died."]
    assert found_as_of(newsroom, "Three people died.", as_of=eighth, date_from=date(2024, 1, 6))[0] == ["Nobody died."]
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.undated_left_out(Filters(as_of=sixth)) == 1
        assert snapshot.coverage(Filters(as_of=sixth)).article_count == 1
        assert snapshot.coverage(Filters(as_of=eighth)).article_count == 2


def test_a_removed_article_is_not_found_as_of_any_day(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Three people died.", external_id="1", published="2024-01-05"))
    (outcome,) = newsroom.put(
        newsroom.article("Four people died.", external_id="1", published="2024-01-05", updated="2024-01-09")
    )
    with newsroom.archive.writer() as writer:
        writer.remove(outcome.article_id)
    assert found_as_of(newsroom, "Three people died.", as_of=date(2024, 1, 6)) == ([], [])


def test_copies_that_stood_that_day_are_found_once(newsroom: "Newsroom") -> None:
    for external_id, publisher in (("1", "Gazette"), ("2", "Courier"), ("3", "Post")):
        newsroom.put(
            newsroom.article("Three people died.", external_id=external_id, publisher=publisher, published="2024-01-05")
        )
    for external_id, text in (("1", "Four people died."), ("2", "Five people died.")):
        newsroom.put(newsroom.article(text, external_id=external_id, published="2024-01-05", updated="2024-01-09"))
    sixth = date(2024, 1, 6)
    assert found_as_of(newsroom, "Three people died.", as_of=sixth) == (["Three people died."], ["Three people died."])
    newsroom.put(newsroom.article("It was a drill.", external_id="3", published="2024-01-05", updated="2024-01-09"))
    assert found_as_of(newsroom, "Three people died.", as_of=sixth) == (["Three people died."], ["Three people died."])


def test_an_article_of_which_only_a_later_text_is_held_is_counted(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Four people died.", external_id="1", published="2024-01-05", updated="2024-01-09"))
    sixth = Filters(as_of=date(2024, 1, 6))
    assert found_as_of(newsroom, "Four people died.", as_of=sixth.as_of) == ([], [])
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.not_held_as_of(sixth) == 1
        assert snapshot.not_held_as_of(Filters(as_of=date(2024, 1, 9))) == 0
        assert snapshot.not_held_as_of(Filters(as_of=date(2024, 1, 4))) == 0
        assert snapshot.not_held_as_of(Filters()) == 0
        assert snapshot.coverage(sixth).article_count == 0
