"""The events of an answer that the catalog gives: nothing is searched, and the writer is the catalog itself."""

from assistant.answer import Answered, Event, Found, Stated
from assistant.answering.archive_questions import read_archive_question
from assistant.answering.catalog_answer import answer_from_catalog
from assistant.answering.citations import CitationTable
from assistant.answering.compose import Asking, compose_answer
from assistant.answering.outcome import ANSWERED

__all__ = ["catalog_events"]

WRITER = "catalog"


def catalog_events(asking: Asking, without_filters: str) -> list[Event]:
    """Empty for a question about what articles say. `without_filters`: the question without the words that narrow."""
    question = read_archive_question(asking.question, without_filters)
    if question is None:
        return []
    table = CitationTable()
    statements = answer_from_catalog(question, asking.filters, asking.snapshot, table)
    if not statements:
        return []
    events: list[Event] = [Found(())]
    known: set[int] = set()
    for statement in statements:
        new = [table.citations[number - 1] for number in statement.citations if number not in known]
        known.update(statement.citations)
        events.append(Stated(statement, tuple(new)))
    notices = asking.snapshot.notices
    return [*events, Answered(compose_answer(asking, ANSWERED, WRITER, statements, table.citations, notices))]
