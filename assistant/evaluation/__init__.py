"""Scores on question sets: what `copydesk eval` and the floors in `tests/quality` measure.

One step a file: `questions` (read a set), `matching` (does a passage, a citation, an answer hit), `scores` (pure
arithmetic), `report` (what comes out), `pipeline` (ask every question, top to bottom).
"""

from assistant.evaluation.pipeline import Asked, evaluate
from assistant.evaluation.questions import Evidence, GoldQuestion, load_questions, sample_questions
from assistant.evaluation.report import EvaluationReport, Group, QuestionResult, summarise
from assistant.evaluation.scores import Abstention, Share

__all__ = [
    "Abstention",
    "Asked",
    "EvaluationReport",
    "Evidence",
    "GoldQuestion",
    "Group",
    "QuestionResult",
    "Share",
    "evaluate",
    "load_questions",
    "sample_questions",
    "summarise",
]
