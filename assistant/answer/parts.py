"""What an answer is made of: statements, the citations that carry them, and what the search found."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.archive import Article, Span
from assistant.language.entries import time_of_entry

__all__ = [
    "AN_UNKNOWN_OUTLET",
    "UNDATED",
    "UNKNOWN_OUTLET",
    "Citation",
    "Correction",
    "NearArticle",
    "OtherCopy",
    "Outcome",
    "RankedPassage",
    "ResolvedDate",
    "Standing",
    "Statement",
    "Status",
    "Turn",
    "WriterChoice",
]

UNKNOWN_OUTLET = "unknown outlet"
AN_UNKNOWN_OUTLET = "an unknown outlet"
UNDATED = "undated"
"""What an answer says where nobody knows."""

WriterChoice = Literal["model", "extractive"]
"""Who writes an answer, where there is a choice."""

Outcome = Literal["answered", "closest", "nothing"]
"""What a question came to. `answered`: a statement answers it; `closest`: none does outright, those that come nearest
are quoted; `nothing`: no passage is near, and nothing is stated."""

Status = Literal["verbatim", "supported", "partly_supported", "unsupported", "no_claim"]
"""How far the cited sentences carry a statement. `verbatim`: it *is* the cited text."""

_CAUTIONS: dict[Status, str] = {
    "partly_supported": "only partly backed by its sources",
    "unsupported": "not backed by its sources",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """A copy of the article that is cited, in which the cited words stand too, as they are or slightly edited."""

    article_id: str
    external_id: str | None
    publisher: str | None
    published_at: str | None
    url: str | None
    version: int
    start: int
    end: int
    """Where they stand in the text of that version."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction notice that concerns a citation; where `wrong` is given, its words are what was corrected."""

    text: str
    """The notice in the outlet's own words."""
    day: date | None
    """When it was made, as far as that is known."""
    article_id: str
    version: int
    """Of the article that has the notice, which may be another one of the outlet."""
    start: int | None
    end: int | None
    """Where it stands in that version's text; None where its source gave it apart from the text."""
    wrong: str | None = None
    right: str | None = None
    """In the notice's words; None where it says of the citation's words or of a value only that they were wrong."""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """One of the best candidates, ranked from 1; a large score is good, and scores compare within one question only."""

    rank: int
    score: float
    passage_id: int
    article_id: str
    version: int
    external_id: str | None
    title: str | None
    publisher: str | None
    published_at: str | None
    start: int
    end: int
    text: str
    also: tuple[OtherCopy, ...] = ()
    kind: str = "unknown"
    """Of its article, as in `Citation`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker resolved to a sentence span of one version: `quote == article.text[start:end]`, always."""

    n: int
    article_id: str
    version: int
    external_id: str | None
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: str | None
    updated_at: str | None
    url: str | None
    quote: str
    start: int
    end: int
    text_sha256: str
    """Of the whole article text, UTF-8: tells whether the text still is what was cited."""
    also: tuple[OtherCopy, ...] = ()
    entry_at: str | None = None
    """When the entry of a live blog that it stands in was posted, by the clock of the page: `2026-03-05T09:40`."""
    kind: str = "unknown"
    """One of `KINDS`; `unknown` too in answers that older versions stored."""
    worded_at: str | None = None
    """When these words were first published, where the versions that are held tell: not with the article, but in a
    later version. None where nobody knows better than `published_at`."""
    correction: Correction | None = None

    @classmethod
    def of(cls, n: int, article: Article, span: Span, also: tuple[OtherCopy, ...] = ()) -> "Citation":
        """Cut the quote from the article; nobody else ever writes one."""
        start, end = span
        if not 0 <= start < end <= len(article.text):
            message = f"span {start}:{end} is outside a text of {len(article.text)} characters"
            raise ValueError(message)
        posted_at = time_of_entry(article.text, start, article.live_on)
        return cls(
            n=n,
            article_id=article.article_id,
            version=article.version,
            external_id=article.external_id,
            title=article.title,
            publisher=article.publisher,
            authors=article.authors,
            published_at=article.published_at,
            updated_at=article.updated_at,
            url=article.url,
            quote=article.text[start:end],
            start=start,
            end=end,
            text_sha256=article.text_sha256,
            also=also,
            entry_at=posted_at.isoformat(timespec="minutes") if posted_at else None,
            kind=article.kind,
        )


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A day that the cited text names only from where it stood: "Monday", resolved by the publication date."""

    words: str
    """As the text has them; they stay as they are."""
    day: date


Standing = Literal["newest", "superseded", "disagrees"]
"""How a statement stands among reports that do not agree: `disagrees` where neither is said to correct the other."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the answer says, without markers; `citations` are the numbers of what carries it."""

    text: str
    status: Status
    citations: tuple[int, ...]
    attribution: str | None = None
    """Who said it, who published it and when, for a reader: `Ann Lee, mayor, in The Herald, 4 May 2026`. Not part of
    the article's words."""
    reason: str | None = None
    """Why it is not fully supported, or a quote not called verbatim, for a reader; None elsewhere."""
    speaker: str | None = None
    """Who says it, as the article names them; None where nobody is quoted or the article does not tell."""
    role: str | None = None
    """What the article calls the speaker beside the name: `mayor`."""
    dates: tuple[ResolvedDate, ...] = ()
    label: str | None = None
    """What the statement belongs to in a timeline (its day) or a comparison (its side); None elsewhere."""
    conflict: int | None = None
    """Statements with the same number are reports that do not agree; counts from 1."""
    standing: Standing | None = None
    """Given where `conflict` is."""
    kind: str | None = None
    """Of the article that carries it first, as in `Citation`; None where nothing is cited."""
    correction: str | None = None
    """Where it says what its outlet corrected, for a reader: `corrected on 5 July: 14.8 million crowns`."""

    @property
    def caution(self) -> str | None:
        """What a reader must know beside the text where no more than text can be shown; None for what is carried."""
        return _CAUTIONS.get(self.status)

    @property
    def marked_text(self) -> str:
        """The text with its markers behind it, as it stands in `Answer.text`; how far it is supported is `status`. What
        was corrected never stands without its correction."""
        marked = " ".join([self.text, *(f"[{number}]" for number in self.citations)])
        return f"{marked} ({self.correction})" if self.correction else marked


@dataclass(frozen=True, slots=True)
class NearArticle:
    """An article near to a question that the archive does not answer."""

    article_id: str
    title: str | None
    publisher: str | None
    published_at: str | None
    url: str | None
    version: int | None = None
    """That was searched: with `as_of` it may be an earlier one. None only in answers kept by older versions."""
