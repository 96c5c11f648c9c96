"""What the check looks at, and what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.answer import Status
from assistant.answering.speakers import find_speaker
from assistant.archive import Article, Span

__all__ = ["CitedSentence", "Judge", "Verdict", "cited_sentence"]

NEIGHBOURHOOD = 600
"""Characters before and behind a cited sentence in which "he" or "the company" may have its name."""

LEAD = 300
"""Characters at the top of an article in which news says whom it is about."""
COUNTED_IN = 100_000


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
    lead: str = ""
    """The first characters of the article."""
    speaker: str | None = None
    """Who says it, as the article around tells: the one a "she said" means."""
    masthead: str = ""
    """Publisher, byline and agency: who reports it."""
    article: str = ""
    """Its whole text, to count in."""

    def mentions(self, word: str) -> int:
        """How often the article has the word, in lower case, with a capital in the text."""
        return len(re.findall(rf"\b{re.escape(word)}", self.article, re.IGNORECASE))

    @property
    def published_on(self) -> date | None:
        try:
            return date.fromisoformat((self.published_at or "")[:10])
        except ValueError:
            return None

    headline: str | None = None
    """Names that the sentence leaves out stand there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    reason: str | None = None
    """For a reader, why a statement is not fully supported: `the number 15 is not in the cited sentence`."""


class Judge(Protocol):
    """Says how far sentences carry a statement in meaning, where no exact check has found a fault."""

    def judge(self, text: str, quotes: Sequence[str], headline: str | None = None, doubt: str | None = None) -> Verdict:
        """`supported`, `partly_supported` or `unsupported`, with a reason for the reader. `doubt` is what a check found
        that is now and then wrong: only one who is sure of the meaning passes over it. Raises ModelError."""


def cited_sentence(article: Article, span: Span) -> CitedSentence:
    start, end = span
    masthead = "\n".join(filter(None, (article.publisher, article.agency, *article.authors)))
    speaker = find_speaker(article, span)
    return CitedSentence(
        quote=article.text[start:end],
        nearby=article.text[max(0, start - NEIGHBOURHOOD) : end + NEIGHBOURHOOD],
        before=article.text[max(0, start - NEIGHBOURHOOD) : start],
        frame="\n".join(filter(None, (article.title, masthead))),
        headline=article.title,
        published_at=article.published_at,
        lead=article.text[:LEAD],
        speaker=speaker.name if speaker else None,
        masthead=masthead,
        article=article.text[:COUNTED_IN],
    )
