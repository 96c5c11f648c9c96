"""Ranked passages -> a checked answer."""

from assistant.answering.abstention import NOT_SAID, Abstention, judge
from assistant.answering.attribution import attribute
from assistant.answering.catalog_events import CatalogQuestion, catalog_events, courtesy_events
from assistant.answering.checking import CheckedAnswer
from assistant.answering.citations import CitationTable
from assistant.answering.evidence import Evidence, gather_evidence, load_chooser, view_question
from assistant.answering.features import QuestionView
from assistant.answering.grounding import Meaning, Verdict, check
from assistant.answering.meant_article import FindPassages
from assistant.answering.source_notices import source_notices
from assistant.answering.statements import state
from assistant.answering.writers import Draft, ExtractiveWriter, ModelWriter, Source, Writer, Written, build_writer

__all__ = [
    "NOT_SAID",
    "Abstention",
    "CatalogQuestion",
    "CheckedAnswer",
    "CitationTable",
    "Draft",
    "Evidence",
    "ExtractiveWriter",
    "FindPassages",
    "Meaning",
    "ModelWriter",
    "QuestionView",
    "Source",
    "Verdict",
    "Writer",
    "Written",
    "attribute",
    "build_writer",
    "catalog_events",
    "check",
    "courtesy_events",
    "gather_evidence",
    "judge",
    "load_chooser",
    "source_notices",
    "state",
    "view_question",
]
