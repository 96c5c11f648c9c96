"""How rightly an assistant says that it answers: shares of outcomes, and what its confidence is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.evaluation.result import Outcome, QuestionResult
from assistant.evaluation.scores import Share, auroc, auroc_interval, calibration_error, rounded, share_to_json

__all__ = ["OutcomeScores", "confidence_of", "outcome_of"]

FIRST_STATEMENTS = 3
OUTCOMES: tuple[Outcome, ...] = ("answered", "closest", "nothing")


def outcome_of(answer: Answer) -> Outcome:
    return answer.outcome


def confidence_of(answer: Answer) -> float:
    """0 where nobody could say: the words alone decided."""
    return answer.confidence or 0.0


@dataclass(frozen=True, slots=True)
class OutcomeScores:
    """Over some results. Refused questions are outside, and so is what asks of an article's record."""

    results: Sequence[QuestionResult]

    def share(self, outcome: Outcome, *, answerable: bool, elsewhere: bool = True) -> Share:
        """Of the answerable questions, or of the others, those that end so. Without `elsewhere` unanswerable questions
        whose answer comes from another article than the one that was asked of are left out: it may well answer."""
        judged = (result for result in self._judged() if result.answerable is answerable)
        return Share.of(
            result.outcome == outcome for result in judged if elsewhere or answerable or not _may_answer(result)
        )

    @property
    def answered_evidence_first(self) -> Share:
        """Of the answerable questions with evidence: said to be answered, and the first statement is on it."""
        judged = [result for result in self._judged() if result.has_evidence]
        return Share.of(result.outcome == "answered" and bool(result.evidence_within(1)) for result in judged)

    @property
    def auroc(self) -> float | None:
        """Confidence of answerable questions against that of the others."""
        return auroc(self._confidences(answerable=True), self._confidences(answerable=False))

    @property
    def auroc_interval(self) -> tuple[float, float] | None:
        area = self.auroc
        counts = (len(self._confidences(answerable=answerable)) for answerable in (True, False))
        return None if area is None else auroc_interval(area, *counts)

    @property
    def calibration_error(self) -> float | None:
        """Confidence against whether the question can be answered, in ten equally wide bins."""
        return calibration_error([(one.confidence or 0.0, bool(one.answerable)) for one in self._judged()])

    @property
    def calibration_error_of_quotes(self) -> float | None:
        """The same against whether the first three statements have come to the evidence."""
        judged = [result for result in self._judged() if result.has_evidence or not result.answerable]
        return calibration_error(
            [(one.confidence or 0.0, bool(one.evidence_within(FIRST_STATEMENTS))) for one in judged]
        )

    @property
    def possibly_answered_elsewhere(self) -> tuple[str, ...]:
        """Unanswerable questions that end in an answer from another article than the one that was asked of."""
        return tuple(
            result.question_id for result in self._judged() if result.answerable is False and _may_answer(result)
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "answerable": {one: share_to_json(self.share(one, answerable=True)) for one in OUTCOMES},
            "unanswerable": {one: share_to_json(self.share(one, answerable=False)) for one in OUTCOMES},
            "unanswerable_by_any_article": {
                one: share_to_json(self.share(one, answerable=False, elsewhere=False)) for one in OUTCOMES
            },
            "possibly_answered_elsewhere": list(self.possibly_answered_elsewhere),
            "answered_evidence_first": share_to_json(self.answered_evidence_first),
            "auroc": rounded(self.auroc),
            "auroc_interval": [rounded(bound) for bound in self.auroc_interval or ()] or None,
            "calibration_error": rounded(self.calibration_error),
            "calibration_error_of_quotes": rounded(self.calibration_error_of_quotes),
        }

    def _judged(self) -> Iterator[QuestionResult]:
        for result in self.results:
            if result.answerable is not None and result.outcome is not None and not result.asks_of_record:
                yield result

    def _confidences(self, *, answerable: bool) -> list[float]:
        return [result.confidence or 0.0 for result in self._judged() if result.answerable is answerable]


def _may_answer(result: QuestionResult) -> bool:
    return result.outcome == "answered" and result.is_from_elsewhere
