"""Is the evidence enough? If not, the reader hears so, and why."""

from dataclasses import dataclass

from assistant.answering.evidence import Evidence
from assistant.archive import Filters
from assistant.retrieval import describe_filters

__all__ = ["NOT_SAID", "Abstention", "judge"]

NOT_SAID = "The archive does not say."


@dataclass(frozen=True, slots=True)
class Abstention:
    reason: str
    """One sentence for the reader."""

    @property
    def text(self) -> str:
        return f"{NOT_SAID} {self.reason}"


def judge(evidence: Evidence, filters: Filters) -> Abstention | None:
    """None where there is enough to answer from."""
    if not evidence.candidates:
        narrowed = "; ".join(describe_filters(filters))
        where = (
            f"matches both the question and the filters ({narrowed})" if narrowed else "shares a word with the question"
        )
        return Abstention(f"No passage {where}.")
    return None
