"""Question -> ranked passages: dense and keyword candidates, fused, reranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive import Article, Filters, Hit, Passage, Snapshot
from assistant.errors import InputError, ModelError
from assistant.models import Embedder, encode_question
from assistant.question.filters import is_let_through
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.fusion import fuse
from assistant.retrieval.rerank import LateInteraction
from assistant.retrieval.variety import spread

__all__ = ["CANDIDATES", "RERANKED", "Ranking", "Retriever"]

CANDIDATES = 60
"""Asked of each ranking. A gold passage beyond the 50th was never lifted into the first ten on the shared sets."""

RERANKED = 30
"""Candidates that late interaction looks at: the gold passage is among them for 99 % of questions
(docs/results/quality.md)."""

MOST_PASSAGES = 100
"""As many as a question may ask for: each is reranked, at about 5 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Candidates best first, and what the reader should know about how they were found."""

    candidates: tuple[Candidate, ...]
    notices: tuple[str, ...] = ()


class Retriever:
    """The steps in order. A part that is missing or fails is passed over, and a notice says so."""

    def __init__(self, embedder: Embedder | None, reranker: LateInteraction | None) -> None:
        self._embedder = embedder
        self._reranker = reranker

    def retrieve(
        self, snapshot: Snapshot, question: str, filters: Filters, *, k: int = 10, carried: int = 0
    ) -> Ranking:
        """At least the k best where there are so many; all that were reranked come along.

        `carried`: so many characters at the question's end come from the turns before.
        Raises InputError for a `k` outside 1 to MOST_PASSAGES.
        """
        if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_PASSAGES:
            message = f"{str(k)[:40]} passages cannot be asked for. Ask for 1 to {MOST_PASSAGES}."
            raise InputError(message)
        if self._embedder is not None and filters.is_empty:
            snapshot.begin_dense()
        wanted = max(CANDIDATES, 2 * k)
        keyword = snapshot.search_keyword(question, wanted, filters)
        dense, notices = self._search_dense(snapshot, question, wanted, filters)
        hits = spread(fuse(dense, keyword), max(RERANKED, k), snapshot.outlets)
        candidates = load_candidates(snapshot, hits, filters)
        if self._reranker is not None:
            try:
                candidates = self._reranker.rerank(snapshot, question, candidates, carried)
            except ModelError as error:
                notices = (*notices, f"The passages are not reranked: {error}")
        return Ranking(tuple(candidates), tuple(dict.fromkeys((*snapshot.notices, *notices))))

    def find(
        self, snapshot: Snapshot, text: str, filters: Filters | None = None, carried: int = 0
    ) -> Sequence[Candidate]:
        """The best passages for a text, where nothing else matters about the search."""
        return self.retrieve(snapshot, text, filters or Filters(), carried=carried).candidates

    def _search_dense(
        self, snapshot: Snapshot, question: str, k: int, filters: Filters
    ) -> tuple[Sequence[Hit], tuple[str, ...]]:
        if self._embedder is None or not snapshot.has_dense:
            return (), ()
        try:
            vector = encode_question(self._embedder, question)
        except ModelError as error:
            return (), (f"Searched by keywords alone: {error}",)
        return snapshot.search_dense(vector, k, filters), ()


def load_candidates(snapshot: Snapshot, hits: Sequence[Hit], filters: Filters) -> list[Candidate]:
    """Read the passages and their articles; one that is gone is left out."""
    scores = {hit.passage_id: hit.score for hit in hits}
    passages = snapshot.passages(list(scores))
    groups = {article_id: _group(snapshot, article_id) for article_id in {p.article_id for p in passages}}
    candidates = []
    for passage in passages:
        voice = _voice(snapshot, passage, groups[passage.article_id], filters)
        if voice is not None:
            score = scores[passage.passage_id]
            candidates.append(Candidate(*voice, score=score, fusion_score=score))
    return candidates


def _group(snapshot: Snapshot, article_id: str) -> list[Article]:
    return [snapshot.article(article_id), *snapshot.copies(article_id)]


def _voice(
    snapshot: Snapshot, passage: Passage, group: Sequence[Article], filters: Filters
) -> tuple[Passage, Article, tuple[Article, ...]] | None:
    """The passage, the article to cite it from and the other copies: its own article unless the filters keep it out.

    None where no copy that they let through has the passage. As of a day each copy speaks in its version of that day.
    """
    owner = group[0]
    if filters.as_of is not None:
        owner = snapshot.article(passage.article_id, passage.version)
        group = snapshot.standing(owner, filters.as_of)
    for article in group:
        if is_let_through(article, filters):
            stands = snapshot.stand_in(passage, owner, article)
            if stands is not None:
                return stands, article, tuple(other for other in group if other is not article)
    return None
