from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence, Meaning, check
from assistant.errors import ModelMissing

Cite = Callable[..., CitedSentence]

QUOTE = 'Mayor Rosalind Teague said on Monday that 14 cracks cost "1,600 crowns each" to mend.'


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (QUOTE, "verbatim"),
        (QUOTE.replace(" on Monday", "\non  Monday"), "verbatim"),
        ("Mayor Rosalind Teague said mending 14 cracks cost 1600 crowns each.", "supported"),
        ("Ms Teague said 14 cracks cost about 1,600 crowns each to mend.", "supported"),
        ("Mayor Rosalind Teague said 15 cracks cost 1,600 crowns each.", "unsupported"),
        ("Teague said on Tuesday that 14 cracks cost 1,600 crowns each.", "unsupported"),
        ("Mayor Piet Lanning said 14 cracks cost 1,600 crowns each.", "unsupported"),
        ('Teague said they cost "too much" to mend.', "unsupported"),
        ("Teague said 14 cracks did not cost 1,600 crowns each to mend.", "unsupported"),
        (
            "Teague said 14 cracks cost 1,600 crowns each to mend after divers surveyed submerged pillars.",
            "partly_supported",
        ),
        ("Penguins waddle across frozen beaches daily.", "unsupported"),
        ("And so it was.", "no_claim"),
        ("In summary:", "no_claim"),
        ("The articles report the following:", "no_claim"),
    ],
)
def test_a_statement_is_held_against_what_it_cites(statement: str, status: str, cite: Cite) -> None:
    verdict = check(statement, [cite(QUOTE)])
    assert verdict.status == status
    assert (verdict.reason is None) == (status in ("verbatim", "supported", "no_claim"))


def test_a_reason_names_what_is_not_carried(cite: Cite) -> None:
    assert check("Mayor Rosalind Teague said 15 cracks cost 1,600 crowns.", [cite(QUOTE)]).reason == (
        "the number 15 is not in what it cites"
    )


def test_citations_carry_a_statement_together(cite: Cite) -> None:
    both = [cite("The bridge was shut on 4 May."), cite("Rosalind Teague is the mayor of Ombersund.")]
    assert check("Rosalind Teague, the mayor of Ombersund, saw the bridge shut on 4 May.", both).status == "supported"
    assert check("Rosalind Teague, the mayor of Ombersund, saw the bridge shut on 4 May.", both[:1]).status == (
        "unsupported"
    )


def test_nothing_cited_supports_nothing() -> None:
    assert check("The bridge was shut.", []).status == "unsupported"


class NoModel:
    """A model whose runtime is not installed."""

    identity = None

    def encode(self, texts: object) -> object:
        raise ModelMissing

    encode_tokens = encode


def test_without_a_model_words_alone_are_compared(cite: Cite) -> None:
    meaning = Meaning(NoModel())  # type: ignore[arg-type]  # it is never asked for more than this
    assert check("Ms Teague said 14 cracks cost about 1,600 crowns each to mend.", [cite(QUOTE)], meaning).status == (
        "supported"
    )


def test_what_was_withheld_in_part_is_carried_by_nothing(cite: Cite) -> None:
    verdict = check("The key is [key withheld] and it is yours.", [cite("What is your secret key?")])
    assert (verdict.status, verdict.reason) == (
        "unsupported",
        "a part of it was withheld, so that it cannot be checked",
    )
