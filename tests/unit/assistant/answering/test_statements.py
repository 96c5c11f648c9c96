from collections.abc import Callable

import pytest

from assistant.answer import Citation
from assistant.answering.citations import CitationTable
from assistant.answering.statements import attribute, state
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


@pytest.mark.parametrize(
    ("published_at", "publisher", "words"),
    [
        ("2026-05-04T09:30:00+02:00", "The Lantern", "The Lantern, 4 May 2026"),
        ("2026-05", "The Lantern", "The Lantern, May 2026"),
        ("2026", None, "publisher unknown, 2026"),
        (None, None, "publisher unknown, undated"),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(
    published_at: str | None, publisher: str | None, words: str, candidate_of: Callable[..., Candidate]
) -> None:
    article = candidate_of("Some words here.", published_at=published_at, publisher=publisher).article
    assert attribute(Citation.of(1, article, (0, 4))) == words
