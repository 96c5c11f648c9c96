"""The sentence that has what is asked beside the one, or the thing, of which it is asked states it, and goes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import content_stems

__all__ = ["Called", "put_stated_first"]

LOOKED_AT = 24
"""Of the best sentences."""
REST_COVERAGE = 0.5
"""Of the other words that something is called by, in the sentence or its headline."""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody or something by the stems of the question's words for it."""

    head: str
    """Of a family name, or of what it is: "woman", "lifeboat"."""
    rest: frozenset[str]
    """Of "with the broken wrist", "on the pier"."""


def put_stated_first(evidence: Evidence, called: Called, told: Callable[[str], Iterable[frozenset[str]]]) -> Evidence:
    """`told` gives, for a sentence, the stems of what may be called so beside each thing of the kind that is asked."""
    stated = next((one for one in evidence.sentences[:LOOKED_AT] if _states(one, called, told)), None)
    if stated is None:
        return evidence
    others = (one for one in evidence.sentences if one is not stated)
    first = replace(stated, score=evidence.sentences[0].score)
    return replace(evidence, sentences=(first, *others), is_stated=True)


def _states(scored: ScoredSentence, called: Called, told: Callable[[str], Iterable[frozenset[str]]]) -> bool:
    text = scored.sentence.text
    if not any(called.head in beside for beside in told(text)):
        return False
    said = content_stems(f"{text} {scored.sentence.candidate.article.title or ''}")
    return len(called.rest & said) >= REST_COVERAGE * len(called.rest)
