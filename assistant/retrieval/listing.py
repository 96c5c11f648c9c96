"""Candidates -> what an answer lists of them."""

from collections.abc import Sequence

from assistant.answer import NearArticle, OtherCopy, RankedPassage
from assistant.archive import Article, Passage, Snapshot, Span
from assistant.retrieval.candidate import Candidate

__all__ = ["NEAR_ARTICLES", "near_articles", "other_copies", "rank_passages"]

NEAR_ARTICLES = 3


def rank_passages(candidates: Sequence[Candidate], snapshot: Snapshot | None = None) -> tuple[RankedPassage, ...]:
    """Numbered from 1 in the order they come; without the snapshot they name only copies of the very same text."""
    return tuple(
        RankedPassage(
            rank=rank,
            score=candidate.score,
            passage_id=candidate.passage.passage_id,
            article_id=candidate.article.article_id,
            version=candidate.article.version,
            external_id=candidate.article.external_id,
            title=candidate.article.title,
            publisher=candidate.article.publisher,
            published_at=candidate.article.published_at,
            start=candidate.passage.start,
            end=candidate.passage.end,
            text=candidate.passage.text,
            also=other_copies(candidate.copies, candidate.article, candidate.passage, snapshot),
            kind=candidate.article.kind,
        )
        for rank, candidate in enumerate(candidates, start=1)
    )


def near_articles(candidates: Sequence[Candidate]) -> tuple[NearArticle, ...]:
    """The first few articles, each once."""
    articles = {candidate.article.article_id: candidate.article for candidate in candidates}
    return tuple(
        NearArticle(
            article.article_id, article.title, article.publisher, article.published_at, article.url, article.version
        )
        for article in list(articles.values())[:NEAR_ARTICLES]
    )


def other_copies(
    copies: Sequence[Article], owner: Article, passage: Passage, snapshot: Snapshot | None
) -> tuple[OtherCopy, ...]:
    """Those of the copies in which the passage of `owner` stands too; in a near copy the snapshot finds it."""
    carried = ((copy, _span_in(copy, owner, passage, snapshot)) for copy in copies)
    return tuple(
        OtherCopy(copy.article_id, copy.external_id, copy.publisher, copy.published_at, copy.url, copy.version, *span)
        for copy, span in carried
        if span is not None
    )


def _span_in(copy: Article, owner: Article, passage: Passage, snapshot: Snapshot | None) -> Span | None:
    if copy.text_sha256 == owner.text_sha256:
        return passage.start, passage.end
    found = snapshot.stand_in(passage, owner, copy) if snapshot is not None else None
    return None if found is None else (found.start, found.end)
