"""Ranked passages -> a checked answer."""

from assistant.answering.attribution import attribute
from assistant.answering.catalog_events import catalog_events, courtesy_events
from assistant.answering.checking import CheckedAnswer
from assistant.answering.citations import CitationTable
from assistant.answering.compose import Asking, compose_answer
from assistant.answering.evidence import Evidence, gather_evidence, view_question
from assistant.answering.grounding import EntailmentJudge, Judge, Meaning, Verdict, check
from assistant.answering.outcome import ANSWERED, Decision, decide, put_first, without_model_answer
from assistant.answering.parts import (
    Part,
    Searched,
    join_parts,
    join_rankings,
    quote_parts,
    read_in_turn,
    say_open,
    search_part,
)
from assistant.answering.reopening import review_sources
from assistant.answering.source_notices import say_notices
from assistant.answering.statements import state
from assistant.answering.views import QuestionView
from assistant.answering.writers import Draft, ExtractiveWriter, ModelWriter, Source, Writer, Written, build_writer
from assistant.answering.writing import check_drafts, draft_answer

__all__ = [
    "ANSWERED",
    "Asking",
    "CheckedAnswer",
    "CitationTable",
    "Decision",
    "Draft",
    "EntailmentJudge",
    "Evidence",
    "ExtractiveWriter",
    "Judge",
    "Meaning",
    "ModelWriter",
    "Part",
    "QuestionView",
    "Searched",
    "Source",
    "Verdict",
    "Writer",
    "Written",
    "attribute",
    "build_writer",
    "catalog_events",
    "check",
    "check_drafts",
    "compose_answer",
    "courtesy_events",
    "decide",
    "draft_answer",
    "gather_evidence",
    "join_parts",
    "join_rankings",
    "put_first",
    "quote_parts",
    "read_in_turn",
    "review_sources",
    "say_notices",
    "say_open",
    "search_part",
    "state",
    "view_question",
    "without_model_answer",
]
