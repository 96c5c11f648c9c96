"""Drafts' sources -> numbered citations. Numbers are given in order of first use and never change while streaming."""

from assistant.answer import Citation, OtherCopy
from assistant.answering.writers import Source
from assistant.archive import Article, Span

__all__ = ["CitationTable", "other_copies"]


class CitationTable:
    """One answer's citations: the same sentence always has the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, Span], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def cite(self, source: Source) -> Citation:
        """The citation of this sentence, a new one at its first use.

        Raises ValueError for a span outside the article: no number ever points nowhere.
        """
        article = source.candidate.article
        key = article.article_id, article.version, source.span
        if key not in self._numbers:
            number = len(self._citations) + 1
            citation = Citation.of(number, article, source.span, other_copies(source.candidate.copies))
            self._numbers[key] = number
            self._citations.append(citation)
        return self._citations[self._numbers[key] - 1]


def other_copies(articles: tuple[Article, ...]) -> tuple[OtherCopy, ...]:
    return tuple(
        OtherCopy(article.article_id, article.external_id, article.publisher, article.published_at, article.url)
        for article in articles
    )
