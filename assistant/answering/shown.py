"""What the conversation has told already: not told again, unless it is asked for."""

from dataclasses import replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import words
from assistant.question.follow_up import StandaloneQuestion

__all__ = ["put_shown_behind"]

SHOWN_WEIGHT = 0.5
"""Of a sentence that was told, in a follow-up that asks for something of its own."""


def put_shown_behind(evidence: Evidence, standalone: StandaloneQuestion) -> Evidence:
    """Where more is asked for, without what was told; else what was told weighs less than what is new."""
    told = f" {' '.join(words(standalone.shown))} "
    if not told.strip():
        return evidence
    fresh = [one for one in evidence.sentences if not _is_told(one, told)]
    if standalone.asks_more:
        return replace(evidence, sentences=tuple(fresh), is_told=not fresh)
    weighed = [
        replace(one, score=one.score * SHOWN_WEIGHT) if _is_told(one, told) else one for one in evidence.sentences
    ]
    return replace(evidence, sentences=tuple(sorted(weighed, key=lambda one: -one.score)))


def _is_told(scored: ScoredSentence, told: str) -> bool:
    return f" {' '.join(words(scored.sentence.text))} " in told
