"""What comes out of an evaluation: one result a question, summed up for the set and for each kind of question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Literal

from assistant.evaluation.outcomes import OutcomeScores
from assistant.evaluation.questions import GoldQuestion
from assistant.evaluation.result import EvidenceLevel, QuestionResult
from assistant.evaluation.scores import (
    Abstention,
    Share,
    bootstrap_interval,
    mean,
    mean_reciprocal_rank,
    percentile,
    rounded,
    share_to_json,
)

__all__ = ["EvaluationReport", "Group", "QuestionResult", "has_matchable_answers", "summarise"]

REFERENCE_TEXT_CHARACTERS = 100
"""Where half of the questions have no shorter gold answer, the answers are references to compare with, not strings."""

BalancedScore = Literal["f1", "balanced_accuracy"]


@dataclass(frozen=True, slots=True)
class Group:
    """The scores over some results. Shares carry their own counts and 95 % intervals."""

    results: tuple[QuestionResult, ...]

    def hit_at(self, cutoff: int) -> Share:
        return Share.of(result.hits_within(cutoff) for result in self.results)

    @property
    def mrr_at_10(self) -> float | None:
        return mean_reciprocal_rank([result.first_hit_rank for result in self.results if result.has_evidence])

    @property
    def all_evidence_at_10(self) -> Share:
        """Of the questions with more than one piece of evidence."""
        return Share.of(result.has_all_evidence for result in self.results)

    @property
    def holds_answer(self) -> Share:
        """Of the answerable questions with gold answers; an abstention holds none."""
        return Share.of(result.holds_answer for result in self.results)

    @property
    def cites_evidence(self) -> Share:
        """Of the answerable questions with evidence: some citations are on it."""
        return Share.of(result.cites_evidence for result in self.results)

    def evidence_within(self, statements: int) -> Share:
        """Of the answerable questions with evidence: the first statements have come to it."""
        return Share.of(result.evidence_within(statements) for result in self.results)

    @property
    def answers_by_itself(self) -> Share:
        """Of the same: all that it takes to answer is quoted."""
        return Share.of(result.answers_by_itself for result in self.results if result.has_evidence)

    @property
    def outcomes(self) -> OutcomeScores:
        return OutcomeScores(self.results)

    @property
    def cited_sentences_on_evidence(self) -> Share:
        """Of all citations in answers to those questions. Citations of one answer are not independent: the interval
        is narrower than it should be."""
        judged = [result for result in self.results if result.has_evidence]
        return Share(sum(result.citation_hit_count for result in judged), sum(r.citation_count for r in judged))

    @property
    def citation_recall(self) -> Share:
        """Of all pieces of evidence: a citation overlaps it. `cited_sentences_on_evidence` is the precision (after
        ALCE, Gao et al. 2023, with the set's spans instead of a judging model)."""
        judged = [result for result in self.results if result.has_evidence]
        return Share(sum(result.evidence_cited_count for result in judged), sum(r.evidence_count for r in judged))

    @property
    def date_errors(self) -> Share:
        """Of the citations of questions that name days, and of resolved days."""
        found = [result.mistakes for result in self.results]
        return Share(sum(one.date_error_count for one in found), sum(one.date_count for one in found))

    @property
    def speaker_errors(self) -> Share:
        """Of the statements on the evidence whose speaker the set knows and the answer names."""
        found = [result.mistakes for result in self.results]
        return Share(sum(one.speaker_error_count for one in found), sum(one.speaker_count for one in found))

    @property
    def exact_quotes(self) -> Share:
        """Of all citations: the quote is the text of the archive at its span, and the checksum is the text's."""
        return Share(sum(r.exact_quote_count for r in self.results), sum(r.citation_count for r in self.results))

    @property
    def abstention(self) -> Abstention:
        """A refused question is neither answered nor abstained from, so it is outside."""
        return Abstention.of((result.answerable, result.abstained) for result in self.results if result.error is None)

    def abstention_interval(self, score: BalancedScore) -> tuple[float, float] | None:
        """The bootstrap's, over questions: neither score is a plain share."""
        pairs = [(result.answerable, result.abstained) for result in self.results if result.error is None]
        return bootstrap_interval(pairs, lambda drawn: getattr(Abstention.of(drawn), score))

    @property
    def abstained(self) -> Share:
        """Of all questions that were not refused."""
        return Share.of(result.abstained for result in self.results if result.error is None)

    @property
    def word_counts(self) -> list[int]:
        """Of the answers, abstentions left out."""
        return [result.word_count for result in self.results if not result.abstained and result.error is None]

    def to_json(self) -> dict[str, Any]:
        abstention = self.abstention
        words = self.word_counts
        return {
            "questions": len(self.results),
            "hit_at_1": share_to_json(self.hit_at(1)),
            "hit_at_5": share_to_json(self.hit_at(5)),
            "hit_at_10": share_to_json(self.hit_at(10)),
            "mrr_at_10": rounded(self.mrr_at_10),
            "all_evidence_at_10": share_to_json(self.all_evidence_at_10),
            "holds_answer": share_to_json(self.holds_answer),
            "cites_evidence": share_to_json(self.cites_evidence),
            "cited_sentences_on_evidence": share_to_json(self.cited_sentences_on_evidence),
            "citation_recall": share_to_json(self.citation_recall),
            "evidence_first": share_to_json(self.evidence_within(1)),
            "evidence_first_3": share_to_json(self.evidence_within(3)),
            "answers_by_itself": share_to_json(self.answers_by_itself),
            "exact_quotes": share_to_json(self.exact_quotes),
            "date_errors": share_to_json(self.date_errors),
            "speaker_errors": share_to_json(self.speaker_errors),
            "words": {"mean": rounded(mean(words)), "max": max(words, default=None)},
            "abstention": {
                "precision": share_to_json(abstention.precision),
                "recall": share_to_json(abstention.recall),
                "f1": rounded(abstention.f1),
                "f1_interval": _interval(self.abstention_interval("f1")),
                "balanced_accuracy": rounded(abstention.balanced_accuracy),
                "balanced_accuracy_interval": _interval(self.abstention_interval("balanced_accuracy")),
                "abstained": share_to_json(self.abstained),
                "answered_answerable": share_to_json(abstention.answered_answerable),
            },
            "outcomes": self.outcomes.to_json(),
            "latency_ms": {
                "p50": rounded(percentile([result.milliseconds for result in self.results], 0.5), 1),
                "p95": rounded(percentile([result.milliseconds for result in self.results], 0.95), 1),
            },
            "errors": sum(result.error is not None for result in self.results),
        }


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All scores of one run over one set."""

    overall: Group
    by_kind: dict[str, Group]
    evidence_level: EvidenceLevel
    """What a hit means here: `span`, the passage overlaps the evidence; `article`, it is in the right article."""
    answers_are_matchable: bool
    """False where the gold answers are reference texts: then no share of answers that hold one is given."""

    def to_json(self, *, with_results: bool = False) -> dict[str, Any]:
        report: dict[str, Any] = {
            "schema": 1,
            "evidence_level": self.evidence_level,
            "answers_are_matchable": self.answers_are_matchable,
            "overall": self.overall.to_json(),
            "by_type": {kind: group.to_json() for kind, group in self.by_kind.items()},
        }
        if with_results:
            report["results"] = [asdict(result) for result in self.overall.results]
        return report


def summarise(results: Sequence[QuestionResult], *, answers_are_matchable: bool = True) -> EvaluationReport:
    """Group the results by kind, in the order in which the kinds appear."""
    kinds = dict.fromkeys(result.kind for result in results)
    levels = {result.evidence_level for result in results} - {"none"}
    return EvaluationReport(
        overall=Group(tuple(results)),
        by_kind={kind: Group(tuple(result for result in results if result.kind == kind)) for kind in kinds},
        evidence_level=levels.pop() if len(levels) == 1 else ("mixed" if levels else "none"),
        answers_are_matchable=answers_are_matchable,
    )


def has_matchable_answers(questions: Sequence[GoldQuestion]) -> bool:
    """Whether the gold answers are strings that an answer can hold, judged over the whole set.

    mtrag's are reference texts of some 400 characters: no answer holds them literally, and a share of 0 would mislead.
    """
    shortest = [min(len(gold) for group in q.groups for gold in group) for q in questions if q.answerable and q.groups]
    return bool(shortest) and median(shortest) <= REFERENCE_TEXT_CHARACTERS


def _interval(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [round(bound, 4) for bound in interval]
