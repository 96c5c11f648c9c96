from collections.abc import Callable

from assistant.answering.carriers import Carriers
from assistant.answering.citations import CitationTable
from assistant.answering.statements import NOTHING_CARRIES, Checked, examine, state
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


TEXT = "The ferry Heron sank on Tuesday. All 31 passengers were rescued by a pilot boat. The mayor wept."


def examined(candidate: Candidate, text: str, *cited: int, passages: bool = False) -> Checked:
    sources = [Source(candidate, span) for span in candidate.passage.sentences]
    draft = Draft(text, tuple(sources[at] for at in cited), passages=(candidate,) if passages else ())
    return examine(draft, None, Carriers(sources))


def spans(checked: Checked) -> list[tuple[int, int]]:
    return [source.span for source in checked.sources]


def test_a_statement_without_a_marker_cites_what_carries_it(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = examined(candidate, "A pilot boat rescued all 31 passengers.")
    assert checked.verdict.status == "supported"
    assert spans(checked) == [candidate.passage.sentences[1]]


def test_one_that_nothing_is_near_to_says_so(candidate_of: Callable[..., Candidate]) -> None:
    checked = examined(candidate_of(TEXT), "Paris is the capital of France.")
    assert (checked.verdict.status, checked.verdict.reason) == ("unsupported", NOTHING_CARRIES)
    assert checked.sources == ()


def test_a_passage_that_was_cited_as_a_whole_is_looked_through(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    assert spans(examined(candidate, "The mayor wept.", passages=True)) == [candidate.passage.sentences[2]]


def test_a_marker_on_the_wrong_sentence_is_moved(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = examined(candidate, "A pilot boat rescued all 31 passengers.", 2)
    assert checked.verdict.status == "supported"
    assert spans(checked) == [candidate.passage.sentences[1]]


def test_a_marker_stays_where_its_sentence_has_words_that_no_other_has(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    checked = examined(candidate, "The ferry Heron sank on Friday.", 0)
    assert checked.verdict.status == "unsupported"
    assert spans(checked) == [candidate.passage.sentences[0]]
    assert checked.verdict.reason != NOTHING_CARRIES


def test_nothing_of_a_page_of_unsure_order_is_called_verbatim(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("Four people died.", is_order_unsure=True)
    statement = state(Draft("Four people died.", (Source(candidate, (0, 17)),)), CitationTable())
    assert (statement.status, statement.reason) == ("supported", "the order of the columns on its page is unsure")
