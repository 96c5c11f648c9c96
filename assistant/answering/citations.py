"""Drafts' sources -> numbered citations. Numbers are given in order of first use and never change while streaming."""

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.answering.writers import Source
from assistant.archive import Article, Span
from assistant.retrieval import other_copies

__all__ = ["CitationTable"]


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
        return self.cite_span(source.candidate.article, source.span, source.candidate.copies)

    def cite_span(self, article: Article, span: Span, copies: Sequence[Article] = ()) -> Citation:
        """The same for a span of an article that was not searched for. Raises ValueError as `cite` does."""
        key = article.article_id, article.version, span
        if key not in self._numbers:
            number = len(self._citations) + 1
            citation = Citation.of(number, article, span, other_copies(copies))
            self._numbers[key] = number
            self._citations.append(citation)
        return self._citations[self._numbers[key] - 1]
