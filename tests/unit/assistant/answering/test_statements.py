from collections.abc import Callable

from assistant.answering.citations import CitationTable
from assistant.answering.statements import state
from assistant.answering.writers import Draft, Source
from assistant.retrieval import Candidate


def test_a_drafted_sentence_becomes_a_verbatim_statement_with_its_marker(
    candidate_of: Callable[..., Candidate],
) -> None:
    candidate = candidate_of("The bridge was shut. Nobody was hurt.")
    table = CitationTable()
    draft = Draft("Nobody was hurt.", (Source(candidate, candidate.passage.sentences[1]),))
    statement = state(draft, table)
    assert statement.status == "verbatim"
    assert statement.marked_text == "Nobody was hurt. [1]"
    assert table.citations[0].quote == statement.text
