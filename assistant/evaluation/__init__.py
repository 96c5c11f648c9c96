"""Scores on question sets: what `copydesk eval` and the floors in `tests/quality` measure.

One step a file: `questions` (read a set), `matching` (does a passage, a citation, an answer hit), `scores` (pure
arithmetic), `mistakes` (days and speakers), `report` (what comes out), `comparison` (of two runs), `pipeline` (ask
every question, top to bottom).
"""

from assistant.evaluation.comparison import Change, Comparison, compare, load_run
from assistant.evaluation.pipeline import Asked, evaluate
from assistant.evaluation.questions import Evidence, GoldQuestion, load_questions, sample_questions
from assistant.evaluation.report import EvaluationReport, Group, QuestionResult, summarise
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
    "QuestionResult",
    "Share",
    "compare",
    "evaluate",
    "load_questions",
    "load_run",
    "sample_questions",
    "summarise",
]
