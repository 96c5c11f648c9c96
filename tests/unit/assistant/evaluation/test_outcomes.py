from dataclasses import replace

import pytest

from assistant import Answer, Filters, RankedPassage
from assistant.evaluation import OutcomeScores, Share
from assistant.evaluation.outcomes import confidence_of, outcome_of
from assistant.evaluation.result import QuestionResult

ANSWER = Answer(
    question="?",
    standalone_question="?",
    text="",
    abstained=False,
    reason=None,
    writer="test",
    statements=(),
    citations=(),
    passages=(),
    filters=Filters(),
    timings={},
)
RESULT = QuestionResult(
    question_id="1",
    question="Who?",
    kind="fact",
    answerable=True,
    abstained=False,
    answer="The mayor.",
    milliseconds=1.0,
    has_evidence=True,
    first_hit_rank=1,
    has_all_evidence=None,
    evidence_level="span",
    holds_answer=True,
    citation_count=1,
    citation_hit_count=1,
    exact_quote_count=1,
    first_evidence_statement=1,
    outcome="answered",
    confidence=0.9,
)
NOT_ANSWERABLE = replace(RESULT, question_id="2", answerable=False, has_evidence=False, first_evidence_statement=None)


def test_an_answer_without_an_outcome_has_one_all_the_same() -> None:
    assert outcome_of(ANSWER) == "answered"
    assert outcome_of(replace(ANSWER, abstained=True)) == "nothing"


@pytest.mark.parametrize(("score", "confidence"), [(0.6, 0.6), (1.3, 1.0), (-0.2, 0.0)])
def test_the_best_passage_stands_in_for_a_confidence(score: float, confidence: float) -> None:
    passage = RankedPassage(1, score, 1, "a", 1, None, None, None, None, 0, 1, "x")
    assert confidence_of(replace(ANSWER, passages=(passage, replace(passage, score=-1.0)))) == confidence
    assert confidence_of(ANSWER) == 0.0


def test_shares_of_outcomes() -> None:
    buried = replace(RESULT, first_evidence_statement=2)
    scores = OutcomeScores([RESULT, buried, replace(RESULT, outcome="closest"), NOT_ANSWERABLE])
    assert scores.share("answered", answerable=True) == Share(2, 3)
    assert scores.share("closest", answerable=True) == Share(1, 3)
    assert scores.share("answered", answerable=False) == Share(1, 1)
    assert scores.answered_evidence_first == Share(1, 3)
    assert scores.auroc == 0.5
    assert scores.calibration_error == pytest.approx(0.15)
    assert scores.calibration_error_of_quotes == pytest.approx(0.15)
    assert scores.to_json()["answerable"]["nothing"]["value"] == 0.0


def test_what_is_refused_or_asks_of_the_record_is_outside() -> None:
    scores = OutcomeScores([replace(RESULT, outcome=None, error="too long"), replace(RESULT, asks_of_record=True)])
    assert scores.share("answered", answerable=True) == Share(0, 0)
    assert scores.auroc is None
    assert scores.calibration_error is None
    assert scores.to_json()["auroc_interval"] is None
