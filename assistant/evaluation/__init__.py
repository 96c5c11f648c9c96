"""Scores on question sets: what `copydesk eval` and the floors in `tests/quality` measure.

One step a file: `questions` (read a set), `matching` (does a passage, a citation, an answer hit), `scores` (pure
arithmetic), `mistakes` (days and speakers), `result` (of one question), `outcomes` (is it said rightly that it
answers), `report` (what comes out), `comparison` (of two runs), `pipeline` (ask every question, top to bottom).
"""

from assistant.evaluation.comparison import Change, Comparison, compare, load_run
from assistant.evaluation.outcomes import OutcomeScores
from assistant.evaluation.pipeline import Asked, Listener, ask_each, evaluate
from assistant.evaluation.questions import (
    Evidence,
    GoldQuestion,
    load_questions,
    questions_of_split,
    sample_questions,
)
from assistant.evaluation.report import EvaluationReport, Group, has_matchable_answers, summarise
from assistant.evaluation.result import Outcome, QuestionResult
from assistant.evaluation.scores import Abstention, Share

__all__ = [
    "Abstention",
    "Asked",
    "Change",
    "Comparison",
    "EvaluationReport",
    "Evidence",
    "GoldQuestion",
    "Group",
    "Listener",
    "Outcome",
    "OutcomeScores",
    "QuestionResult",
    "Share",
    "ask_each",
    "compare",
    "evaluate",
    "has_matchable_answers",
    "load_questions",
    "load_run",
    "questions_of_split",
    "sample_questions",
    "summarise",
]
