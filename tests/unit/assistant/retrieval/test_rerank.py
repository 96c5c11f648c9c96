from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.archive import Article, Filters, IncomingArticle, Vectors
from assistant.errors import ModelMissing
from assistant.models import (
    PRODUCT_SCALE,
    CodingEmbedder,
    Embedded,
    EmbeddingIdentity,
    TokenVectors,
    count_tokens,
    embed_of,
    pack_tokens,
    reduce_tokens,
    word_pieces,
)
from assistant.retrieval import Candidate, LateInteraction, Retriever
from assistant.retrieval.rerank import CARRIED_WEIGHT, FUSION_SHARE, LONG_FUSION_SHARE, fusion_share
from ingest.split import split

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


def test_what_a_follow_up_takes_over_weighs_half(full_desk: "Desk") -> None:
    question, candidates = "ferry sank council harbour", candidates_of(full_desk)
    with full_desk.archive.snapshot() as snapshot:
        reranker = LateInteraction(full_desk.embedder)
        (whole, *_), (carried, *_) = (
            reranker.rerank(snapshot, question, candidates, carried=count) for count in (0, len("council harbour"))
        )
    assert whole.token_match is not None
    assert carried.token_match is not None
    share = carried.token_match.weights / whole.token_match.weights
    assert share[2:] == pytest.approx(CARRIED_WEIGHT * share[:2])
    assert float(carried.token_match.weights.sum()) == pytest.approx(1)


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


class CodingWords(CodingEmbedder):
    """The packaged model's word pieces, each a direction of its own among those that codes keep."""

    keeps_codes = True

    def __init__(self, words: "WordEmbedder") -> None:
        self.words = words
        self.token_texts: list[str] = []

    @property
    def identity(self) -> EmbeddingIdentity:
        return self.words.identity

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.words.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.token_texts += texts
        return [_pieces_of(text) for text in texts]

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        packed = tuple(pack_tokens(tokens.token_ids, tokens.vectors) for tokens in map(_pieces_of, texts))
        return Embedded(self.encode(texts), packed)


def _pieces_of(text: str) -> TokenVectors:
    (piece,) = word_pieces([text])
    vectors = [np.random.default_rng(number).normal(size=384) for number in piece.token_ids]
    rows = np.array(vectors, dtype=np.float32).reshape(-1, 384)
    return TokenVectors(rows / np.linalg.norm(rows, axis=1, keepdims=True), piece.token_ids, piece.offsets)


def test_kept_codes_rank_as_a_pass_of_the_model_does_without_one(desk: "Desk") -> None:
    coding = CodingWords(desk.embedder)
    for number, text in enumerate(TEXTS):
        incoming = IncomingArticle(text, f"Report {number}", external_id=str(number), source_name="desk")
        with desk.archive.writer() as writer:
            writer.put(incoming, split(incoming, count_tokens), embed_of(coding))
    with desk.archive.snapshot() as snapshot:
        candidates = Retriever(coding, None).retrieve(snapshot, "ferry harbour council", Filters()).candidates
        kept = LateInteraction(coding).rerank(snapshot, "ferry Heron sank", candidates)
        read = list(coding.token_texts)
    passes = LateInteraction(replace_codes(coding))
    with desk.archive.snapshot() as snapshot:
        encoded = passes.rerank(snapshot, "ferry Heron sank", candidates)
    assert read == ["ferry Heron sank"]
    assert [one.passage.text for one in kept] == [one.passage.text for one in encoded]
    assert kept[0].passage.text == TEXTS[1]


def replace_codes(coding: CodingWords) -> CodingWords:
    """The same model where codes are not to be used."""
    plain = CodingWords(coding.words)
    plain.keeps_codes = False
    return plain


def test_what_has_no_codes_is_encoded_in_the_same_measure(full_desk: "Desk") -> None:
    """The archive was made without: each passage costs a pass, and scores as one with codes would."""
    coding = CodingWords(full_desk.embedder)
    candidates = candidates_of(full_desk)
    ranked = rerank(full_desk, LateInteraction(coding), "ferry Heron sank", candidates)
    assert len(coding.token_texts) == 1 + len(candidates)
    match = ranked[0].token_match
    assert match is not None
    (asked,), (document,) = coding.encode_tokens(["ferry Heron sank"]), coding.encode_tokens([f"Report 1\n{TEXTS[1]}"])
    expected = PRODUCT_SCALE * reduce_tokens(asked.vectors) @ reduce_tokens(document.vectors).T
    np.testing.assert_allclose(match.similarities, expected, atol=1e-5)
