"""What a question takes for granted in so many words ("Since the ferry sank, …"), and an article that denies it."""

import re

from assistant.answering.evidence import Evidence
from assistant.answering.features import QuestionView, SentenceView
from assistant.language import split_clauses
from assistant.language.facts import SentenceFacts, read_sentence
from assistant.retrieval import content_stems

__all__ = ["find_denial", "premise_of"]

LEAST_SHARED = 0.75
"""Share of the premise's meaning, by rarity of its words, that the denying clause has: with less it may be about
something near."""
FEWEST_WORDS = 2

_TAKING = (
    r"given(?:\s+the\s+fact)?\s+that|now\s+that|considering\s+that|seeing\s+that|because|since|although|even\s+though"
)
_ASKING = (
    r"(?:(?:in|on|at|by|for|to|into|from|with|of)\s+)?(?:what|which|who\w*|when|where|why|how|is|are|was|were|do|does|did"
    r"|has|have|had|can|could|will|would|should)\b"
)
_BEFORE = re.compile(rf"^\W*(?:{_TAKING}|as)\s+(.+?),\s+{_ASKING}", re.IGNORECASE)
_BEHIND = re.compile(rf",\s+(?:{_TAKING})\s+([^?]+)\??\s*$", re.IGNORECASE)


def premise_of(question: str) -> str | None:
    """The clause that the question gives as a fact; None where it gives none."""
    found = _BEFORE.search(question) or _BEHIND.search(question)
    return found[1].strip() if found else None


def find_denial(evidence: Evidence) -> SentenceView | None:
    """The best sentence that says of nearly the same words that it is not so, or is so where the premise denies it."""
    premise = premise_of(evidence.view.asked)
    if premise is None or len(content_stems(premise)) < FEWEST_WORDS:
        return None
    taken, sentences = read_sentence(premise), (scored.sentence for scored in evidence.sentences)
    return next((one for one in sentences if _denies(one.text, taken, evidence.view)), None)


def _denies(sentence: str, taken: SentenceFacts, view: QuestionView) -> bool:
    clauses = map(read_sentence, split_clauses(sentence))
    return any(
        clause.is_negated != taken.is_negated and view.cover(clause.stems, taken.stems) >= LEAST_SHARED
        for clause in clauses
    )
