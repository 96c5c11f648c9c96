from collections.abc import Callable

from assistant.answering.grounding import find_support
from assistant.answering.writers import Source
from assistant.retrieval import Candidate


def test_the_sentence_that_carries_an_uncited_statement_is_found(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("The bridge was shut in May. Nobody was hurt in the fall. It cost 14 crowns to mend it.")
    sources = [Source(candidate, span) for span in candidate.passage.sentences]
    found = find_support("In May the bridge was shut.", sources)
    assert found is not None
    assert found.span == candidate.passage.sentences[0]
    assert find_support("Mending it cost 15 crowns.", sources) is None
    assert find_support("And so it was.", sources) is None
    assert find_support("The bridge was shut in May.", []) is None
