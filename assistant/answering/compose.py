"""The one place that builds an answer of what the steps found out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, RankedPassage, Statement
from assistant.answering.follow_ups import suggest_follow_ups
from assistant.answering.outcome import Decision
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Filters, Snapshot
from assistant.retrieval import Candidate, near_articles

__all__ = ["Asking", "compose_answer"]


NOTHING_TO_QUOTE = "The articles hold no whole sentence on this that could be quoted."


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """A question on its way: what it is, what narrows it, what it is asked of."""

    question: str
    standalone_question: str
    filters: Filters
    snapshot: Snapshot
    watch: Stopwatch


def compose_answer(
    asking: Asking,
    decision: Decision,
    writer: str,
    statements: Sequence[Statement],
    citations: tuple[Citation, ...],
    notices: tuple[str, ...],
    *,
    candidates: Sequence[Candidate] = (),
    passages: tuple[RankedPassage, ...] = (),
    tokens: Mapping[str, int] | None = None,
) -> Answer:
    """Where nothing is stated, with the nearest of the candidates and what the archive covers."""
    is_silent = not statements
    if is_silent and decision.outcome != "nothing":
        decision = replace(decision, outcome="nothing", reason=NOTHING_TO_QUOTE)
    return Answer(
        question=asking.question,
        standalone_question=asking.standalone_question,
        outcome=decision.outcome,
        confidence=decision.confidence,
        reason=decision.reason,
        writer=writer,
        statements=tuple(statements),
        citations=citations,
        passages=passages,
        filters=asking.filters,
        timings=asking.watch.timings,
        tokens=tokens or {},
        near_articles=near_articles(candidates) if is_silent else (),
        coverage=asking.snapshot.coverage() if is_silent else None,
        notices=notices,
        engine=asking.snapshot.engine,
        follow_ups=suggest_follow_ups(asking.question, passages, citations),
    )
