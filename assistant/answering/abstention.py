"""Is the evidence enough? If not, the reader hears so, and why."""

from dataclasses import dataclass

from assistant.answering.evidence import Evidence
from assistant.archive import Filters
from assistant.retrieval import describe_filters

__all__ = ["LEAST_COVERAGE", "LEAST_MATCH", "NOT_SAID", "Abstention", "judge"]

NOT_SAID = "The archive does not say."

LEAST_MATCH = 0.42
"""MaxSim of the best passage. Of the Wikinews questions the three that are off topic reach 0.31 to 0.41, every
answerable one at least 0.44 (benchmarks/abstention.py prints them all)."""

LEAST_COVERAGE = 0.3
"""Share of the question's meaning, by rarity of its words, in the best passage for it; where both this and the match
are low, the archive is about something else. Off-topic Wikinews questions reach 0.24, answerable ones 0.33 but for one
whose match is high enough."""


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
        of_filters = f"both the question and the filters ({narrowed})" if narrowed else "the question"
        return Abstention(f"No passage matches {of_filters}.")
    if _is_off_topic(evidence):
        return Abstention("Its articles are about other things than the question.")
    return None


def _is_off_topic(evidence: Evidence) -> bool:
    matches = [candidate.token_match.score for candidate in evidence.candidates if candidate.token_match is not None]
    return evidence.coverage < LEAST_COVERAGE and max(matches, default=0.0) < LEAST_MATCH
