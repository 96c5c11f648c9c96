"""What the check looks at, and what it says."""

from dataclasses import dataclass

from assistant.answer import Status
from assistant.archive import Article, Span

__all__ = ["CitedSentence", "Verdict", "cited_sentence"]

NEIGHBOURHOOD = 600
"""Characters before and behind a cited sentence in which "he" or "the company" may have its name."""


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A cited sentence with what a reader of the article knows when reaching it."""

    quote: str
    nearby: str
    """The text around the quote, the quote included."""
    before: str
    """The text before the quote: what "he" in it may stand for."""
    frame: str
    """Headline, publisher, byline and agency: who speaks, and of what."""
    published_at: str | None
    """ISO 8601; "yesterday" and "on Monday" are told from it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    reason: str | None = None
    """For a reader, why a statement is not fully supported: `the number 15 is not in the cited sentence`."""


def cited_sentence(article: Article, span: Span) -> CitedSentence:
    start, end = span
    known = (article.title, article.publisher, article.agency, *article.authors)
    return CitedSentence(
        quote=article.text[start:end],
        nearby=article.text[max(0, start - NEIGHBOURHOOD) : end + NEIGHBOURHOOD],
        before=article.text[max(0, start - NEIGHBOURHOOD) : start],
        frame="\n".join(text for text in known if text),
        published_at=article.published_at,
    )
