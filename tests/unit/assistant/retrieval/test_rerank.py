from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.archive import Article, Filters
from assistant.errors import ModelMissing
from assistant.retrieval import Candidate, LateInteraction, Retriever
from assistant.retrieval.rerank import FUSION_SHARE, LONG_FUSION_SHARE, fusion_share

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk, WordEmbedder

TEXTS = (
    "The council met in the old hall.",
    "The ferry Heron sank in the harbour.",
    "The harbour was closed for a day.",
)


@pytest.fixture
def full_desk(desk: "Desk") -> "Desk":
    for number, text in enumerate(TEXTS):
        desk.put(text, f"Report {number}", external_id=str(number))
    return desk


def candidates_of(desk: "Desk", question: str = "ferry harbour council") -> list[Candidate]:
    with desk.archive.snapshot() as snapshot:
        return list(Retriever(desk.embedder, None).retrieve(snapshot, question, Filters()).candidates)


def rerank(desk: "Desk", reranker: LateInteraction, question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    with desk.archive.snapshot() as snapshot:
        return reranker.rerank(snapshot, question, candidates)


def test_the_passage_with_the_words_of_the_question_comes_first(full_desk: "Desk") -> None:
    ranked = rerank(full_desk, LateInteraction(full_desk.embedder), "ferry Heron sank", candidates_of(full_desk))
    assert ranked[0].passage.text == TEXTS[1]
    assert {one.passage.text for one in ranked} == set(TEXTS)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)


def test_a_score_is_the_match_and_a_little_of_the_fusion(full_desk: "Desk") -> None:
    for one in rerank(full_desk, LateInteraction(full_desk.embedder), "ferry Heron", candidates_of(full_desk)):
        assert one.token_match is not None
        assert one.score == pytest.approx(one.token_match.score + FUSION_SHARE * one.fusion_score)
        assert float(one.token_match.weights.sum()) == pytest.approx(1)


def test_tokens_stand_where_they_stand_in_the_article(full_desk: "Desk") -> None:
    """Tokens of the headline stand nowhere."""
    for one in rerank(full_desk, LateInteraction(full_desk.embedder), "ferry", candidates_of(full_desk)):
        match = one.token_match
        assert match is not None
        spans = list(zip(match.starts.tolist(), match.ends.tolist(), strict=True))
        assert [span for span in spans if span[0] < 0] == [(-1, -1)] * len((one.article.title or "").split())
        pieces = [one.article.text[start:end] for start, end in spans if start >= 0]
        assert pieces == one.passage.text.split()


def test_rare_words_of_the_question_weigh_more(full_desk: "Desk") -> None:
    ranked = rerank(full_desk, LateInteraction(full_desk.embedder), "harbour Heron", candidates_of(full_desk))
    assert ranked[0].token_match is not None
    harbour, heron = ranked[0].token_match.weights
    assert heron > harbour > 0


def test_with_no_rare_word_all_weigh_alike(full_desk: "Desk") -> None:
    ranked = rerank(full_desk, LateInteraction(full_desk.embedder), "? !", candidates_of(full_desk))
    assert ranked[0].token_match is not None
    assert np.allclose(ranked[0].token_match.weights, 0.5)


def test_an_article_without_a_headline_and_a_question_without_tokens(desk: "Desk") -> None:
    desk.put(TEXTS[1])
    (only,) = rerank(desk, LateInteraction(desk.embedder), "", candidates_of(desk))
    assert only.token_match is not None
    assert (only.token_match.score, int(only.token_match.starts[0])) == (0, 0)


def test_nothing_to_rank(full_desk: "Desk", make_embedder: "Callable[..., WordEmbedder]") -> None:
    failing = make_embedder(ModelMissing("There is no model."))
    assert rerank(full_desk, LateInteraction(failing), "ferry", []) == []
    with pytest.raises(ModelMissing):
        rerank(full_desk, LateInteraction(failing), "ferry", candidates_of(full_desk))


def test_passages_are_embedded_once_while_they_are_kept(full_desk: "Desk") -> None:
    candidates, embedder = candidates_of(full_desk), full_desk.embedder
    reranker = LateInteraction(embedder, cached_passages=2)
    first = rerank(full_desk, reranker, "ferry Heron", candidates)
    assert len(embedder.token_texts) == 1 + len(TEXTS)
    rerank(full_desk, reranker, "ferry Heron", candidates[-2:])  # the last two are still there
    assert len(embedder.token_texts) == 1 + len(TEXTS) + 1
    again = rerank(full_desk, reranker, "ferry Heron", candidates)
    assert [one.score for one in again] == [one.score for one in first]


def test_equal_passages_keep_their_order(full_desk: "Desk") -> None:
    (first, *_) = candidates_of(full_desk)
    twins = [replace(first, passage=replace(first.passage, passage_id=number)) for number in (9, 4, 7)]
    ranked = rerank(full_desk, LateInteraction(full_desk.embedder), "ferry", twins)
    assert [one.passage.passage_id for one in ranked] == [4, 7, 9]


def test_the_headline_of_the_cited_copy_is_what_counts(full_desk: "Desk") -> None:
    (first, *_) = candidates_of(full_desk)
    renamed: Article = replace(first.article, title="Tunnel")
    ranked = rerank(full_desk, LateInteraction(full_desk.embedder), "tunnel", [first, replace(first, article=renamed)])
    assert ranked[0].article is renamed


def test_exact_words_weigh_more_in_a_long_question() -> None:
    shares = [fusion_share(count) for count in range(100)]
    assert shares[:26] == [FUSION_SHARE] * 26
    assert shares == sorted(shares)
    assert shares[60:] == pytest.approx([LONG_FUSION_SHARE] * 40)
