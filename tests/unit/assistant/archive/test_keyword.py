from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.archive.keyword import POSTINGS_LIMIT, find_by_keyword, index_passages, query_of

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_the_passage_with_the_rarer_words_comes_first(newsroom: "Newsroom") -> None:
    newsroom.put(
        newsroom.article("The council met.", external_id="1"),
        newsroom.article("The council voted on the aqueduct.", external_id="2"),
        newsroom.article("The council rested.", external_id="3"),
    )
    with newsroom.archive.snapshot() as snapshot:
        hits = snapshot.search_keyword("What did the council say about the aqueduct?", 10)
        texts = [passage.text for passage in snapshot.passages([hit.passage_id for hit in hits])]
    assert texts[0] == "The council voted on the aqueduct."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)


def test_headline_and_publisher_are_found_too(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("It was closed at noon.", "Aqueduct shut", publisher="Echo", external_id="1"))
    assert newsroom.keyword("aqueduct") == ["It was closed at noon."]
    assert newsroom.keyword("echo") == ["It was closed at noon."]


def test_an_unknown_word_finds_nothing_and_stop_words_are_not_looked_up(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("It was the best of days.", external_id="1"))
    assert newsroom.keyword("zeppelin") == []
    assert newsroom.keyword("what was it about the zeppelin") == []
    assert newsroom.keyword("") == newsroom.keyword("?!") == []
    assert newsroom.keyword("it was") == ["It was the best of days."], "unless there is nothing else"


@pytest.mark.parametrize(
    "query",
    [
        'bridge" OR "x',
        "bridge AND NOT",
        "title:bridge",
        "bridge*",
        "NEAR(bridge open)",
        "{bridge}:x",
        "^bridge",
        "bridge\0",
    ],
)
def test_query_language_is_only_words(newsroom: "Newsroom", query: str) -> None:
    newsroom.put(newsroom.article("The bridge is open.", external_id="1"))
    assert newsroom.keyword(query) == ["The bridge is open."]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200))
def test_no_question_breaks_the_search(newsroom: "Newsroom", query: str) -> None:
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.search_keyword(query, 5) == []
        snapshot.list_articles(query=query)


def test_filters_hold_for_words_too(newsroom: "Newsroom") -> None:
    newsroom.put(
        newsroom.article("The bridge is open.", external_id="1"),
        newsroom.article("The bridge is shut.", external_id="2", publisher="Echo"),
    )
    with newsroom.archive.snapshot() as snapshot:
        (hit,) = snapshot.search_keyword("bridge", 5, Filters(publishers=("ECHO",)))
        assert snapshot.passages([hit.passage_id])[0].text == "The bridge is shut."
        assert snapshot.search_keyword("bridge", 0) == []


def test_common_words_are_left_out_when_rare_ones_decide(newsroom: "Newsroom") -> None:
    with newsroom.archive.writer() as writer:
        connection = writer._connection
        connection.execute("BEGIN")
        index_passages(connection, [(number, "common filler") for number in range(1, POSTINGS_LIMIT)], None, None)
        index_passages(connection, [(POSTINGS_LIMIT, "common filler aqueduct")], None, None)
        assert query_of(connection, "common aqueduct") == '"aqueduct"'
        assert query_of(connection, "common zeppelin") == '"common"'
        assert [hit.passage_id for hit in find_by_keyword(connection, "common aqueduct", 5, Filters())] == [
            POSTINGS_LIMIT
        ]
        connection.execute("ROLLBACK")


def test_how_often_a_stem_stands(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Bridges opened.\nThe bridge is shut.", external_id="1"))
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.document_frequencies(["bridg", "zeppelin"]) == {"bridg": 2}
        assert snapshot.passage_count == 2
