from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.archive import Archive, Filters
from assistant.errors import InputError, ModelMissing, ModelUnavailable
from assistant.models import EmbeddingIdentity
from assistant.retrieval import LateInteraction, Ranking, Retriever, near_articles, rank_passages
from assistant.retrieval.listing import NEAR_ARTICLES
from assistant.retrieval.passage_retriever import PassageRetriever
from assistant.retrieval.retriever import RERANKED

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk, WordEmbedder

MakeEmbedder = Callable[..., "WordEmbedder"]


@pytest.fixture
def full_desk(desk: "Desk") -> "Desk":
    desk.put("The ferry Heron sank in the harbour.", "Ferry sinks", external_id="ferry", authors=("Ann Lee",))
    desk.put("The council met in the old hall.", "Council meets", external_id="council", publisher="The Post")
    desk.put("The harbour was closed for a day.", "Harbour closed", external_id="harbour", published=None)
    return desk


def retrieve(
    archive: Archive, retriever: Retriever, question: str, filters: Filters | None = None, k: int = 10
) -> Ranking:
    with archive.snapshot() as snapshot:
        return retriever.retrieve(snapshot, question, filters or Filters(), k=k)


def ids(ranking: Ranking) -> list[str | None]:
    return [candidate.article.external_id for candidate in ranking.candidates]


def test_meaning_finds_what_keywords_do_not(full_desk: "Desk") -> None:
    dense = Retriever(full_desk.embedder, None)
    assert ids(retrieve(full_desk.archive, dense, "ferry Heron"))[0] == "ferry"
    assert len(ids(retrieve(full_desk.archive, dense, "submarine"))) == 3
    assert ids(retrieve(full_desk.archive, Retriever(None, None), "submarine")) == []


def test_without_any_model_keywords_answer(full_desk: "Desk") -> None:
    ranking = retrieve(full_desk.archive, Retriever(None, None), "harbour closed")
    assert ids(ranking) == ["harbour", "ferry"]
    assert ranking.notices == ()
    assert all(candidate.token_match is None for candidate in ranking.candidates)
    assert [candidate.score for candidate in ranking.candidates] == [
        candidate.fusion_score for candidate in ranking.candidates
    ]


def test_a_model_that_fails_is_passed_over_with_a_notice(full_desk: "Desk", make_embedder: MakeEmbedder) -> None:
    failing = make_embedder(ModelUnavailable("The server did not answer."))
    ranking = retrieve(full_desk.archive, Retriever(failing, LateInteraction(full_desk.embedder)), "harbour closed")
    assert ids(ranking)[0] == "harbour"
    assert ranking.candidates[0].token_match is not None
    (notice,) = ranking.notices
    assert notice.startswith("Searched by keywords alone: The server did not answer.")


def test_a_reranker_that_fails_is_passed_over_with_a_notice(full_desk: "Desk", make_embedder: MakeEmbedder) -> None:
    failing = LateInteraction(make_embedder(ModelMissing("There is no model.")))
    plain = retrieve(full_desk.archive, Retriever(full_desk.embedder, None), "harbour closed")
    ranking = retrieve(full_desk.archive, Retriever(full_desk.embedder, failing), "harbour closed")
    assert ids(ranking) == ids(plain)
    (notice,) = ranking.notices
    assert "There is no model." in notice


def test_another_model_than_the_archives_leaves_keywords(full_desk: "Desk") -> None:
    other = EmbeddingIdentity("another", 8, None, None, local=False)
    with Archive.open(full_desk.archive.path, other) as archive:
        ranking = retrieve(archive, Retriever(full_desk.embedder, None), "harbour closed")
        assert ids(ranking) == ["harbour", "ferry"]
        assert any("rebuild" in notice for notice in ranking.notices)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(publishers=("the post",)), {"council"}),
        (Filters(authors=("ann  LEE",)), {"ferry"}),
        (Filters(date_from=date(2026, 5, 4)), {"ferry", "council"}),
        (Filters(date_to=date(2026, 5, 3)), set()),
        (Filters(publishers=("the lantern",), date_from=date(2026, 1, 1)), {"ferry"}),
    ],
)
def test_filters_narrow_both_searches(full_desk: "Desk", filters: Filters, found: set[str]) -> None:
    for retriever in (Retriever(full_desk.embedder, LateInteraction(full_desk.embedder)), Retriever(None, None)):
        assert set(ids(retrieve(full_desk.archive, retriever, "ferry harbour council", filters))) == found


TOLD = "The dam above Ombersund held through the night."


@pytest.mark.parametrize(
    ("filters", "cited", "others"),
    [
        (Filters(), "first", ["second", "third"]),
        (Filters(publishers=("The Courier",)), "second", ["first", "third"]),
        (Filters(publishers=("the  courier",)), "second", ["first", "third"]),
        (Filters(publishers=("Ｔhe Courier",)), "second", ["first", "third"]),
        (Filters(authors=("bo  REED",)), "third", ["first", "second"]),
        (Filters(date_from=date(2026, 5, 6)), "third", ["first", "second"]),
        (Filters(publishers=("The Courier", "The Post")), "second", ["first", "third"]),
    ],
)
def test_of_copies_one_is_cited_that_the_filters_let_through(
    desk: "Desk", filters: Filters, cited: str, others: list[str]
) -> None:
    desk.put(TOLD, "Dam holds", external_id="first", published="2026-05-04")
    desk.put(TOLD, "Dam held", external_id="second", published="2026-05-05", publisher="The Courier")
    desk.put(TOLD, "Dam", external_id="third", published="2026-05-06", publisher="The Post", authors=("Bo Reed",))
    (candidate,) = retrieve(desk.archive, Retriever(desk.embedder, None), "Ombersund dam", filters).candidates
    assert candidate.article.external_id == cited
    assert [copy.external_id for copy in candidate.copies] == others
    assert candidate.article.text[candidate.passage.start : candidate.passage.end] == candidate.passage.text
    (passage,) = rank_passages([candidate])
    assert (passage.external_id, [copy.external_id for copy in passage.also]) == (cited, others)


def test_as_many_as_were_asked_for_come_back(desk: "Desk") -> None:
    for number in range(RERANKED + 15):
        desk.put(f"The ferry made trip number {number} today.", external_id=str(number))
    retriever = Retriever(desk.embedder, LateInteraction(desk.embedder))
    assert len(retrieve(desk.archive, retriever, "ferry trip").candidates) == RERANKED
    ranking = retrieve(desk.archive, retriever, "ferry trip", k=RERANKED + 10)
    assert len(ranking.candidates) == RERANKED + 10
    assert len({candidate.passage.passage_id for candidate in ranking.candidates}) == RERANKED + 10
    assert all(candidate.token_match is not None for candidate in ranking.candidates)
    scores = [candidate.score for candidate in ranking.candidates]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("k", [-1, 0, 101, 10**30, "3", True, 2.5, None])
def test_a_number_of_passages_that_makes_no_sense_is_refused(desk: "Desk", k: Any) -> None:
    desk.put("The ferry sank.")
    with pytest.raises(InputError, match="Ask for 1 to 100"):
        retrieve(desk.archive, Retriever(None, None), "ferry", k=k)


def test_near_articles_are_few_and_each_stands_once(full_desk: "Desk") -> None:
    full_desk.put("The harbour opened again.", "Harbour open", external_id="again")
    found = retrieve(full_desk.archive, Retriever(full_desk.embedder, None), "harbour").candidates
    near = near_articles([*found, *found])
    assert [one.article_id for one in near] == [one.article.article_id for one in found][:NEAR_ARTICLES]


def test_langchain_gets_documents_with_their_place(full_desk: "Desk") -> None:
    retriever = PassageRetriever(archive=full_desk.archive, retriever=Retriever(full_desk.embedder, None), k=2)
    first, second = retriever.invoke("ferry Heron")
    assert first.page_content == "The ferry Heron sank in the harbour."
    assert first.id is not None
    assert first.metadata["authors"] == ["Ann Lee"]
    assert first.metadata["external_id"] == "ferry"
    assert (first.metadata["start"], first.metadata["end"]) == (0, len(first.page_content))
    assert first.metadata["score"] >= second.metadata["score"]
    assert None not in first.metadata.values()
    assert "url" not in first.metadata
    (undated,) = [one for one in retriever.invoke("harbour", k=3) if one.metadata["external_id"] == "harbour"]
    assert "published_at" not in undated.metadata
    narrow = PassageRetriever(
        archive=full_desk.archive,
        retriever=Retriever(full_desk.embedder, None),
        filters=Filters(publishers=("The Post",)),
    )
    assert [one.metadata["external_id"] for one in narrow.invoke("harbour")] == ["council"]
