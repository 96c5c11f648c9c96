from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.speakers import foreign_speaker

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
    ],
)
def test_nobody_says_what_another_said(statement: str, quote: str, foreign: str | None, cite: Cite) -> None:
    cited = [cite(quote, before="Lanning and Teague met. Both Lanning and Teague spoke.")]
    assert foreign_speaker(statement, cited) == foreign
