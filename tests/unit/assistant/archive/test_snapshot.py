from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Coverage, Filters
from assistant.errors import ArticleNotFound

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


@pytest.fixture
def filled(newsroom: "Newsroom") -> "Newsroom":
    newsroom.put(
        newsroom.article("The dam held.", "Dam", published="2024-01-10", authors=("Ann Lee", "Bo"), external_id="1"),
        newsroom.article("The dam held.", "Dam", publisher="Post", published="2024-02-10", external_id="2"),
        newsroom.article(
            "A ferry sank.", "Ferry", publisher="post", published="2024-03-10T08:00+01:00", external_id="3"
        ),
        newsroom.article("Read this.", "Opinion", authors=("ann  LEE",), kind="opinion", external_id="4"),
        newsroom.article("No outlet.", "Odd", publisher=" ", external_id="5"),
    )
    return newsroom


CASES = [
    (Filters(), ["The dam held.", "A ferry sank.", "Read this.", "No outlet."]),
    (Filters(publishers=("POST",)), ["The dam held.", "A ferry sank."]),
    (Filters(publishers=("Gazette",)), ["The dam held.", "Read this."]),
    (Filters(publishers=("Gazette", "post")), ["The dam held.", "A ferry sank.", "Read this."]),
    (Filters(publishers=("Gaz",)), []),
    (Filters(authors=("ann lee",)), ["The dam held.", "Read this."]),
    (Filters(authors=("Ann",)), []),
    (Filters(kinds=("opinion",)), ["Read this."]),
    (Filters(date_from=date(2024, 2, 10)), ["The dam held.", "A ferry sank."]),
    (Filters(date_to=date(2024, 1, 10)), ["The dam held."]),
    (Filters(date_from=date(2024, 3, 10), date_to=date(2024, 3, 10)), ["A ferry sank."]),
    (Filters(date_from=date(2024, 2, 1), publishers=("Gazette",)), []),
    (Filters(date_from=date(2024, 1, 1), authors=("Bo",)), ["The dam held."]),
]


@pytest.mark.parametrize(("filters", "expected"), CASES)
@pytest.mark.parametrize("where", ["tail", "generation"])
def test_a_passage_qualifies_if_any_copy_does(
    filled: "Newsroom", filters: Filters, expected: list[str], where: str
) -> None:
    if where == "generation":
        with filled.archive.writer() as writer:
            writer.fold(force=True)
    query = filled.embedder.encode(["anything"])[0]
    with filled.archive.snapshot() as snapshot:
        dense = snapshot.search_dense(query, 10, filters)
        assert sorted(passage.text for passage in snapshot.passages([hit.passage_id for hit in dense])) == sorted(
            expected
        )
        words = snapshot.search_keyword("dam ferry read outlet", 10, filters)
        assert {hit.passage_id for hit in words} == {hit.passage_id for hit in dense}
        assert snapshot.coverage(filters).passage_count == len(expected)


def test_coverage_counts_articles_by_themselves(filled: "Newsroom") -> None:
    with filled.archive.snapshot() as snapshot:
        assert snapshot.coverage() == Coverage(
            article_count=5,
            passage_count=4,
            publishers=(("Gazette", 2), ("post", 2), ("", 1)),
            first_on=date(2024, 1, 10),
            last_on=date(2024, 3, 10),
            undated_count=2,
        )
        assert snapshot.coverage(Filters(publishers=("nobody",))) == Coverage(0, 0, (), None, None, 0)
        assert snapshot.names() == (("Gazette", "post"), ("ann  LEE", "Bo"))


def test_undated_articles_are_counted_where_only_the_date_keeps_them_out(filled: "Newsroom") -> None:
    with filled.archive.snapshot() as snapshot:
        since = date(2024, 1, 1)
        assert snapshot.undated_left_out(Filters(date_from=since)) == 2
        assert snapshot.undated_left_out(Filters(date_to=since, kinds=("opinion",))) == 1
        assert snapshot.undated_left_out(Filters(date_to=since, publishers=("post",))) == 0
        assert snapshot.undated_left_out(Filters(publishers=("Gazette",))) == 0


def test_articles_are_listed_newest_first_and_searched_by_all_words(filled: "Newsroom") -> None:
    with filled.archive.snapshot() as snapshot:
        listed = [article.external_id for article in snapshot.list_articles()]
        assert listed == ["3", "2", "1", "5", "4"]
        assert [article.external_id for article in snapshot.list_articles(offset=1, limit=2)] == ["2", "1"]
        assert [article.external_id for article in snapshot.list_articles(query="dam held")] == ["2", "1"]
        assert snapshot.list_articles(query="dam zeppelin") == []
        assert snapshot.list_articles(query="?") == []
        only = snapshot.list_articles(filters=Filters(publishers=("Post",)))
        assert [article.external_id for article in only] == ["3", "2"]


def test_an_article_is_found_by_its_id_or_the_sources(filled: "Newsroom") -> None:
    with filled.archive.snapshot() as snapshot:
        by_source = snapshot.article("3")
        assert snapshot.article(by_source.article_id) == by_source
        assert snapshot.article("3", 1) == by_source
        for wrong in (("3", 2), ("nothing", None), ("", None)):
            with pytest.raises(ArticleNotFound, match="Search for the article"):
                snapshot.article(*wrong)


def test_passages_come_in_the_order_asked_for(filled: "Newsroom") -> None:
    with filled.archive.snapshot() as snapshot:
        assert [passage.passage_id for passage in snapshot.passages([3, 99, 1, 3])] == [3, 1, 3]
        assert snapshot.passages([]) == []
        assert snapshot.vectors([2, 1]).shape == (2, 16)
        assert snapshot.vectors([]).shape == (0, 16)
        with pytest.raises(KeyError):
            snapshot.vectors([99])


def test_equal_states_have_equal_content(filled: "Newsroom") -> None:
    def state() -> str:
        with filled.archive.snapshot() as snapshot:
            return snapshot.state

    first = state()
    filled.put(
        filled.article("The dam held.", "Dam", published="2024-01-10", authors=("Ann Lee", "Bo"), external_id="1")
    )
    assert state() == first, "nothing changed"
    filled.put(filled.article("News.", external_id="9"))
    assert state() != first


@pytest.mark.parametrize("vector", [[0.0] * 16, [1.0] * 15, [float("nan")] * 16])
def test_a_vector_that_cannot_be_a_question_is_refused(filled: "Newsroom", vector: list[float]) -> None:
    import numpy as np

    with filled.archive.snapshot() as snapshot, pytest.raises(ValueError, match="16 finite numbers"):
        snapshot.search_dense(np.array(vector, dtype=np.float32), 3)
