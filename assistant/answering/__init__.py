"""Ranked passages -> a checked answer."""

from assistant.answering.abstention import NOT_SAID, Abstention, judge
from assistant.answering.citations import CitationTable
from assistant.answering.evidence import Evidence, gather_evidence, load_chooser
from assistant.answering.features import QuestionView
from assistant.answering.grounding import Meaning, Verdict, check
from assistant.answering.statements import attribute, state
from assistant.answering.writers import Draft, ExtractiveWriter, Source, Writer

__all__ = [
    "NOT_SAID",
    "Abstention",
    "CitationTable",
    "Draft",
    "Evidence",
    "ExtractiveWriter",
    "Meaning",
    "QuestionView",
    "Source",
    "Verdict",
    "Writer",
    "attribute",
    "check",
    "gather_evidence",
    "judge",
    "load_chooser",
    "state",
]
