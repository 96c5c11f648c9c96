"""The events of an answer that the catalog gives: nothing is searched, and the writer is the catalog itself."""

from collections.abc import Mapping

from assistant.answer import Answer, Answered, Event, Found, Stated
from assistant.answering.archive_questions import read_archive_question
from assistant.answering.catalog_answer import answer_from_catalog
from assistant.answering.citations import CitationTable
from assistant.archive import Filters, Snapshot

__all__ = ["catalog_events"]

WRITER = "catalog"


def catalog_events(
    asked: str, without_filters: str, filters: Filters, snapshot: Snapshot, timings: Mapping[str, float]
) -> list[Event]:
    """Empty for a question about what articles say. `without_filters`: the question without the words that narrow."""
    question = read_archive_question(asked, without_filters)
    if question is None:
        return []
    table = CitationTable()
    statements = answer_from_catalog(question, filters, snapshot, table)
    if not statements:
        return []
    events: list[Event] = [Found(())]
    known: set[int] = set()
    for statement in statements:
        new = [table.citations[number - 1] for number in statement.citations if number not in known]
        known.update(statement.citations)
        events.append(Stated(statement, tuple(new)))
    answer = Answer(
        question=asked,
        standalone_question=asked,
        text=" ".join(statement.marked_text for statement in statements),
        abstained=False,
        reason=None,
        writer=WRITER,
        statements=tuple(statements),
        citations=table.citations,
        passages=(),
        filters=filters,
        timings=timings,
        notices=snapshot.notices,
    )
    return [*events, Answered(answer)]
