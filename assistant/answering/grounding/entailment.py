"""A trained model as the judge of meaning: what it must say of a statement, and what its probabilities come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.grounding.verdict import Verdict

__all__ = ["Entailed", "Entailment", "EntailmentJudge"]

LEAST_CARRIED = 0.5
"""P(carried) from which a statement is supported; to be set with the model, on the part it is chosen with."""
LEAST_CONTRADICTED = 0.5
"""P(contradicted) from which what is cited says otherwise."""
LEAST_PART = 0.2
"""P(carried) from which a statement that is not carried whole is carried in part."""


@dataclass(frozen=True, slots=True)
class Entailed:
    """Probabilities that together make one."""

    carried: float
    contradicted: float
    not_there: float


class Entailment(Protocol):
    """Reads a statement together with the cited sentences, in their order."""

    def entail(self, cited: Sequence[str], statement: str) -> Entailed:
        """Raises ModelError."""


class EntailmentJudge:
    """Stands where `Meaning` stands: `check` asks it what the exact checks leave open."""

    def __init__(self, model: Entailment) -> None:
        self._model = model

    def judge(self, text: str, quotes: Sequence[str]) -> Verdict:
        """Raises ModelError."""
        found = self._model.entail(quotes, text)
        if found.carried >= LEAST_CARRIED:
            return Verdict("supported")
        if found.contradicted >= LEAST_CONTRADICTED:
            return Verdict("unsupported", "what it cites says otherwise")
        if found.carried >= LEAST_PART:
            return Verdict("partly_supported", "what it cites says only a part of this")
        return Verdict("unsupported", "what it cites does not say this")
