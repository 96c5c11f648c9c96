"""A trained model as the judge of meaning: what it must say of a statement, and what its probabilities come to."""

from collections.abc import Sequence
from typing import Protocol

from assistant.answering.grounding.meaning import Meaning
from assistant.answering.grounding.verdict import Verdict
from assistant.models import Entailed, TokenEmbedder

__all__ = ["EntailmentJudge", "EntailmentModel"]

LEAST_CARRIED = 0.5
"""P(carried) from which a statement is supported; to be set with the model, on the part it is chosen with."""
LEAST_CONTRADICTED = 0.5
"""P(contradicted) from which what is cited says otherwise."""
LEAST_PART = 0.2
"""P(carried) from which a statement that is not carried whole is carried in part."""


class EntailmentModel(Protocol):
    """Reads a statement together with the cited sentences, in their order."""

    def entail(self, cited: Sequence[str], statement: str, headline: str | None = None) -> Entailed:
        """Raises ModelError."""
        ...


class EntailmentJudge(Meaning):
    """`check` asks it what the exact checks leave open; nearness in meaning still finds what may carry a statement."""

    def __init__(self, embedder: TokenEmbedder, model: EntailmentModel) -> None:
        super().__init__(embedder)
        self._model = model

    def judge(self, text: str, quotes: Sequence[str], headline: str | None = None) -> Verdict:
        """Raises ModelError."""
        found = self._model.entail(quotes, text, headline)
        if found.carried >= LEAST_CARRIED:
            return Verdict("supported")
        if found.contradicted >= LEAST_CONTRADICTED:
            return Verdict("unsupported", "what it cites says otherwise")
        if found.carried >= LEAST_PART:
            return Verdict("partly_supported", "what it cites says only a part of this")
        return Verdict("unsupported", "what it cites does not say this")
