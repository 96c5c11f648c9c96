"""Drafts' sources -> numbered citations. Numbers are given in order of first use and never change while streaming."""

from dataclasses import replace

from assistant.answer import Citation, OtherCopy
from assistant.answering.correction_notes import CorrectionNotes
from assistant.answering.wording import find_wording
from assistant.answering.writers import Source
from assistant.archive import Article, Snapshot, Span, check_text
from assistant.retrieval import other_copies

__all__ = ["CitationTable"]

_Key = tuple[str, int, Span]


class CitationTable:
    """One answer's citations: the same sentence always has the same number."""

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        """Without the snapshot a citation names only those copies that are the very same text, and knows no version and
        no correction but its own."""
        self._snapshot = snapshot
        self._corrections = CorrectionNotes(snapshot)
        self._groups: set[int] = set()
        self._numbers: dict[_Key, int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    @property
    def voice_count(self) -> int:
        """How many speak: copies of one text are one voice, whichever of their sentences they share."""
        return len(self._groups)

    def cite(self, source: Source) -> Citation:
        """The citation of this sentence, a new one at its first use.

        Raises ValueError for a span outside the article: no number ever points nowhere. Raises ArchiveDamaged for an
        article whose text is no longer the one that was stored.
        """
        key = _key(source.candidate.article, source.span)
        if key not in self._numbers:
            self._number(key, source.candidate.article, self._other_copies(source))
        return self._citations[self._numbers[key] - 1]

    def cite_span(self, article: Article, span: Span) -> Citation:
        """The same for a span of an article that was not searched for. Raises ValueError as `cite` does."""
        key = _key(article, span)
        if key not in self._numbers:
            self._number(key, article, ())
        return self._citations[self._numbers[key] - 1]

    def _number(self, key: _Key, article: Article, also: tuple[OtherCopy, ...]) -> None:
        check_text(article)
        citation = replace(
            Citation.of(len(self._citations) + 1, article, key[2], also),
            worded_at=find_wording(article, key[2], self._snapshot),
            correction=self._corrections.find(article, key[2], [copy.publisher for copy in also]),
        )
        self._numbers[key] = citation.n
        self._citations.append(citation)
        self._groups.add(article.group_id)

    def _other_copies(self, source: Source) -> tuple[OtherCopy, ...]:
        candidate, (start, end) = source.candidate, source.span
        text = candidate.article.text[start:end]
        sentence = replace(candidate.passage, start=start, end=end, text=text, sentences=(source.span,))
        return other_copies(candidate.copies, candidate.article, sentence, self._snapshot)


def _key(article: Article, span: Span) -> _Key:
    return article.article_id, article.version, span
