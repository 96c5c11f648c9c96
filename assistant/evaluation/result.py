"""What one question of a set came to."""

from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.mistakes import NO_MISTAKES, Mistakes

__all__ = ["EvidenceLevel", "Outcome", "QuestionResult"]

EvidenceLevel = Literal["span", "article", "mixed", "none"]
Outcome = Literal["answered", "closest", "nothing"]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What one question came to. None is "does not apply", never "no"."""

    question_id: str
    question: str
    kind: str
    answerable: bool | None
    abstained: bool
    answer: str
    """The statements, joined; empty where there are none."""
    milliseconds: float
    has_evidence: bool
    """Answerable, and the set says where: only then the next three and the cited counts mean something."""
    first_hit_rank: int | None
    """The best rank, from 1, that hits the evidence; None where nothing among the ranked passages does."""
    has_all_evidence: bool | None
    """Whether every piece is among the first ten passages; None with fewer than two pieces."""
    evidence_level: EvidenceLevel
    holds_answer: bool | None
    """Whether the answer holds a gold answer; None where there is none, or none to match literally."""
    citation_count: int
    citation_hit_count: int
    exact_quote_count: int
    error: str | None = None
    """Why the question was refused; it then counts as nothing found, nothing cited."""
    evidence_count: int = 0
    """Pieces of evidence, where `has_evidence`."""
    evidence_cited_count: int = 0
    """Of these, how many some citation overlaps."""
    mistakes: Mistakes = NO_MISTAKES
    first_evidence_statement: int | None = None
    """With which statement, from 1, the answer has come to the evidence; None where it never does."""
    answers_by_itself: bool = False
    """Whether all that it takes to answer is quoted."""
    outcome: Outcome | None = None
    """None where the question was refused."""
    confidence: float | None = None
    """From 0 to 1."""
    asks_of_record: bool = False
    is_from_elsewhere: bool = False
    """Whether the first citation is of another article than the one that was asked of."""

    @property
    def word_count(self) -> int:
        return len(self.answer.split())

    def hits_within(self, cutoff: int) -> bool | None:
        """Whether evidence is among the first passages; None where the question has none."""
        if not self.has_evidence:
            return None
        return self.first_hit_rank is not None and self.first_hit_rank <= cutoff

    def evidence_within(self, statements: int) -> bool | None:
        """Whether the first statements have come to the evidence; None where the question has none."""
        if not self.has_evidence:
            return None
        return self.first_evidence_statement is not None and self.first_evidence_statement <= statements

    @property
    def cites_evidence(self) -> bool | None:
        """Whether a sentence is on it, or several together are."""
        return (self.citation_hit_count > 0 or self.first_evidence_statement is not None) if self.has_evidence else None
