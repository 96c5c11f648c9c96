from collections.abc import Callable

import pytest

from assistant.answer import Citation
from assistant.answering.grounding import check
from assistant.retrieval import Candidate

QUOTE = 'Mayor Rosalind Teague said on Monday that 14 cracks cost "1,600 crowns each" to mend.'


@pytest.fixture
def citation(candidate_of: Callable[..., Candidate]) -> Citation:
    return Citation.of(1, candidate_of(QUOTE).article, (0, len(QUOTE)))


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (QUOTE, "verbatim"),
        (QUOTE.replace(" on Monday", "\non  Monday"), "supported"),
        ("Mayor Rosalind Teague said mending 14 cracks cost 1600 crowns each.", "supported"),
        ("Mayor Rosalind Teague said 15 cracks cost 1,600 crowns each.", "unsupported"),
        ("Mayor Piet Lanning said 14 cracks cost 1,600 crowns each.", "unsupported"),
        ('Teague said they cost "too much" to mend.', "unsupported"),
        ("Penguins waddle across frozen beaches daily.", "unsupported"),
        ("And so it was.", "no_claim"),
    ],
)
def test_a_statement_is_held_against_what_it_cites(statement: str, status: str, citation: Citation) -> None:
    assert check(statement, [citation]) == ("verbatim" if status == "supported" and "\n" in statement else status)


def test_nothing_cited_supports_nothing() -> None:
    assert check("The bridge was shut.", []) == "unsupported"
