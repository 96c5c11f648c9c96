from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.speakers import speaker_fault

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote", "foreign"),
    [
        ("Teague said it was safe.", '"It is safe," Rosalind Teague said.', None),
        ("Lanning said it was safe.", '"It is safe," Rosalind Teague said.', "Lanning"),
        ("According to Lanning it was safe.", "Teague told the Lantern that Lanning was there.", "Lanning"),
        ("Officials said it was safe.", '"It is safe," Rosalind Teague said.', None),
        ("Lanning said it was safe.", "It is safe now.", None),
        ("Teague, the mayor, said that Lanning was there.", "Mayor Teague said Lanning was there.", None),
        ("Lanning said it was safe.", "Piet Lanning and Rosalind Teague said it was safe.", None),
        ("The head of Omberlink said it was safe.", "Rosalind Teague, the head of Omberlink, said it was safe.", None),
        ("Lanning urged calm.", "Rosalind Teague urged calm.", "Lanning"),
        ("Lanning predicted rain.", "Teague, an expert at Omber, who did not see it, predicted rain.", "Lanning"),
    ],
)
def test_nobody_says_what_another_said(statement: str, quote: str, foreign: str | None, cite: Cite) -> None:
    cited = [cite(quote, before="Lanning and Teague met. Both Lanning and Teague spoke.")]
    assert speaker_fault(statement, cited) == (
        f"what it cites does not say that {foreign} said it" if foreign else None
    )


def test_who_speaks_in_another_cited_sentence_has_not_said_what_is_quoted(cite: Cite) -> None:
    cited = [cite("“We had no choice,” said Ulla Stern."), cite("Chairman Peer Lund said nothing.")]
    assert speaker_fault("“We had no choice,” said Ulla Stern.", cited) is None
    assert speaker_fault("“We had no choice,” said Peer Lund.", cited) is not None


def test_whose_lawyer_speaks_does_not(cite: Cite) -> None:
    cited = [cite("“It was a mistake,” the minister's lawyer said.")]
    assert speaker_fault("“It was a mistake,” the minister said.", cited) is not None
    assert speaker_fault("“It was a mistake,” the lawyer said.", cited) is None
    assert (
        speaker_fault("“It was a mistake,” the minister said.", [*cited, cite("“It was,” the minister said.")]) is None
    )


def test_whom_a_pronoun_means_has_said_it(cite: Cite) -> None:
    cited = [replace(cite("She said it was safe."), speaker="Rosalind Teague")]
    assert speaker_fault("Teague said it was safe.", cited) is None
    assert speaker_fault("Lanning said it was safe.", cited) is not None
