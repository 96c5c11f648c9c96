"""The whole answer: the same value for the page, the command line, the server and scripts.

`Answer.to_json` gives the published form; `answer.schema.json` in `assistant/` describes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from assistant.answer.parts import Citation, NearArticle, Outcome, RankedPassage, Statement
from assistant.answer.plain import SCHEMA_VERSION, coverage_to_json, read_fields, to_plain
from assistant.archive import Coverage, Engine, Filters

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; the same object for the page, the command line, the server and scripts."""

    question: str
    standalone_question: str
    outcome: Outcome
    confidence: float | None
    """Probability, 0 to 1, that what was found answers the question; None where nobody can say, as for answers that
    older versions stored."""
    reason: str | None
    """Why it is not `answered`, for a reader, in one or two sentences; None where it is."""
    writer: str
    statements: tuple[Statement, ...]
    """The one that answers best first. At least one, except where the outcome is `nothing`."""
    citations: tuple[Citation, ...]
    passages: tuple[RankedPassage, ...]
    filters: Filters
    timings: Mapping[str, float]
    """Milliseconds by stage, and `total`."""
    tokens: Mapping[str, int] = field(default_factory=dict)
    """With a model, its server's count of `prompt_tokens` and `output_tokens`, and of `rewrite_prompt_tokens` and
    `rewrite_output_tokens` for reading a follow-up."""
    near_articles: tuple[NearArticle, ...] = ()
    coverage: Coverage | None = None
    notices: tuple[str, ...] = ()
    """What the reader should know about this answer: undated articles left out, an index that needs mending."""
    engine: Engine | None = None
    """What found the passages nearest in meaning: `chroma`, or `exact` where every vector was compared, as under
    filters. None where no vector was, and in answers that older versions stored."""
    follow_ups: tuple[str, ...] = ()
    """Questions that a reader may ask next and that what was found answers; at most three."""

    @property
    def text(self) -> str:
        """The reason, where there is one, then the statements in order with their markers."""
        return " ".join([*([self.reason] if self.reason else []), *(one.marked_text for one in self.statements)])

    @property
    def told(self) -> str:
        """The same for where no more than text can be shown: what no source carries says so beside it."""
        stated = [f"{one.marked_text} ({one.caution})" if one.caution else one.marked_text for one in self.statements]
        return " ".join([*([self.reason] if self.reason else []), *stated])

    @property
    def abstained(self) -> bool:
        """Whether nothing is stated."""
        return not self.statements

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The answer that `to_json` published, of this schema or of schema 1.

        Raises ValueError, TypeError or KeyError for anything else.
        """
        return cls(**read_fields(value))

    def to_json(self) -> dict[str, Any]:
        """The published form, of plain JSON types; days as YYYY-MM-DD."""
        return {
            "schema": SCHEMA_VERSION,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "outcome": self.outcome,
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "abstained": self.abstained,
            "reason": self.reason,
            "text": self.text,
            "writer": self.writer,
            "statements": [to_plain(statement) for statement in self.statements],
            "citations": [to_plain(citation) for citation in self.citations],
            "passages": [to_plain(passage) for passage in self.passages],
            "filters": to_plain(self.filters),
            "timings": {stage: round(milliseconds, 1) for stage, milliseconds in self.timings.items()},
            "tokens": dict(self.tokens),
            "near_articles": [to_plain(article) for article in self.near_articles],
            "coverage": coverage_to_json(self.coverage),
            "notices": list(self.notices),
            "engine": self.engine,
            "follow_ups": list(self.follow_ups),
        }
