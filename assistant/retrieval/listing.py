"""Candidates -> what an answer lists of them."""

from collections.abc import Sequence

from assistant.answer import NearArticle, OtherCopy, RankedPassage
from assistant.archive import Article
from assistant.retrieval.candidate import Candidate

__all__ = ["NEAR_ARTICLES", "near_articles", "other_copies", "rank_passages"]

NEAR_ARTICLES = 3


def rank_passages(candidates: Sequence[Candidate]) -> tuple[RankedPassage, ...]:
    """Numbered from 1 in the order they come."""
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
            also=other_copies(candidate.copies),
        )
        for rank, candidate in enumerate(candidates, start=1)
    )


def near_articles(candidates: Sequence[Candidate]) -> tuple[NearArticle, ...]:
    """The first few articles, each once."""
    articles = {candidate.article.article_id: candidate.article for candidate in candidates}
    return tuple(
        NearArticle(article.article_id, article.title, article.publisher, article.published_at, article.url)
        for article in list(articles.values())[:NEAR_ARTICLES]
    )


def other_copies(articles: Sequence[Article]) -> tuple[OtherCopy, ...]:
    return tuple(
        OtherCopy(article.article_id, article.external_id, article.publisher, article.published_at, article.url)
        for article in articles
    )
