"""What a reader gets: the answer, what it states, what it cites, and the events on the way to it.

`Answer.to_json` gives the published form; `answer.schema.json` beside this file describes it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from assistant.archive import Article, Coverage, Filters, Span

__all__ = [
    "Answer",
    "Answered",
    "Citation",
    "Event",
    "Found",
    "NearArticle",
    "OtherCopy",
    "RankedPassage",
    "ResolvedDate",
    "Searching",
    "Standing",
    "Stated",
    "Statement",
    "Status",
    "Turn",
    "WriterChoice",
    "Writing",
]

SCHEMA_VERSION = 1

WriterChoice = Literal["model", "extractive"]
"""Who writes an answer, where there is a choice."""

Status = Literal["verbatim", "supported", "partly_supported", "unsupported", "no_claim"]
"""How far the cited sentences carry a statement. `verbatim`: it *is* the cited text."""


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

    @classmethod
    def of(cls, n: int, article: Article, span: Span, also: tuple[OtherCopy, ...] = ()) -> "Citation":
        """Cut the quote from the article; nobody else ever writes one."""
        start, end = span
        if not 0 <= start < end <= len(article.text):
            message = f"span {start}:{end} is outside a text of {len(article.text)} characters"
            raise ValueError(message)
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
    """Why it is not fully supported, for a reader; None where it is."""
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

    @property
    def marked_text(self) -> str:
        """The text with its markers behind it, as it stands in `Answer.text`; what is unsupported says so there too."""
        caution = ["[not supported]"] if self.status == "unsupported" else []
        return " ".join([self.text, *(f"[{number}]" for number in self.citations), *caution])


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


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; the same object for the page, the command line, the server and scripts."""

    question: str
    standalone_question: str
    text: str
    """The statements in order with their markers, or the sentence that says why there are none."""
    abstained: bool
    reason: str | None
    """Why it abstained; None for an answer."""
    writer: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[RankedPassage, ...]
    filters: Filters
    timings: Mapping[str, float]
    """Milliseconds by stage, and `total`; with a model, its server's count of `prompt_tokens` and `output_tokens`, and
    of `rewrite_prompt_tokens` and `rewrite_output_tokens` for reading a follow-up."""
    near_articles: tuple[NearArticle, ...] = ()
    coverage: Coverage | None = None
    notices: tuple[str, ...] = ()
    """What the reader should know about this answer: undated articles left out, an index that needs mending."""

    def to_json(self) -> dict[str, Any]:
        """The published form, of plain JSON types; days as YYYY-MM-DD."""
        return {
            "schema": SCHEMA_VERSION,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "text": self.text,
            "abstained": self.abstained,
            "reason": self.reason,
            "writer": self.writer,
            "statements": [_plain(statement) for statement in self.statements],
            "citations": [_plain(citation) for citation in self.citations],
            "passages": [_plain(passage) for passage in self.passages],
            "filters": _plain(self.filters),
            "timings": {stage: round(milliseconds, 1) for stage, milliseconds in self.timings.items()},
            "near_articles": [_plain(article) for article in self.near_articles],
            "coverage": _coverage_to_json(self.coverage),
            "notices": list(self.notices),
        }


@dataclass(frozen=True, slots=True)
class Searching:
    """The question as it is searched, before anything is found."""

    standalone_question: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Found:
    """The ranked candidates."""

    passages: tuple[RankedPassage, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """A sign of life: how many statements are written; `notice` tells that the model is asked again, and why."""

    statement_count: int
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A checked statement, with the citations it is the first to use."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event, always."""

    answer: Answer


Event = Searching | Found | Writing | Stated | Answered


def _plain(value: Any) -> dict[str, Any]:  # any of the frozen dataclasses above, or Filters
    return {name: _plain_item(item) for name, item in asdict(value).items()}


def _plain_item(item: Any) -> Any:
    if isinstance(item, tuple | list):
        return [_plain_item(one) for one in item]
    if isinstance(item, dict):
        return {name: _plain_item(one) for name, one in item.items()}
    return item.isoformat() if isinstance(item, date) else item


def _coverage_to_json(coverage: Coverage | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    return {
        "articles": coverage.article_count,
        "passages": coverage.passage_count,
        "publishers": [{"name": name, "articles": count} for name, count in coverage.publishers],
        "first_on": coverage.first_on.isoformat() if coverage.first_on else None,
        "last_on": coverage.last_on.isoformat() if coverage.last_on else None,
        "undated": coverage.undated_count,
    }
