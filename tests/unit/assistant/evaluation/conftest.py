"""The result of a question that went well, for the measures."""

from assistant.evaluation import QuestionResult

RIGHT = QuestionResult(
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
)
