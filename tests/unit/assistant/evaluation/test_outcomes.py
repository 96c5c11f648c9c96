from dataclasses import replace

import pytest

from assistant import Answer, Filters
from assistant.evaluation import OutcomeScores, Share
from assistant.evaluation.outcomes import confidence_of, outcome_of
from tests.unit.assistant.evaluation.conftest import RIGHT

ANSWER = Answer(
    question="?",
    standalone_question="?",
    outcome="answered",
    confidence=None,
    reason=None,
    writer="test",
    statements=(),
    citations=(),
    passages=(),
    filters=Filters(),
    timings={},
    tokens={},
)
RESULT = replace(
    RIGHT,
    first_evidence_statement=1,
    outcome="answered",
    confidence=0.9,
)
NOT_ANSWERABLE = replace(RESULT, question_id="2", answerable=False, has_evidence=False, first_evidence_statement=None)


def test_an_answer_brings_its_outcome_and_confidence() -> None:
    assert outcome_of(replace(ANSWER, outcome="closest")) == "closest"
    assert confidence_of(replace(ANSWER, confidence=0.6)) == 0.6


def test_who_cannot_say_how_sure_is_not_sure() -> None:
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
