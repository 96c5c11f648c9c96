"""Whom a question takes to have done something, where the best sentence tells that of somebody else."""

import re

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import names, words

__all__ = ["find_told_of_subject"]

_VERB_BEFORE = re.compile(r"\b(?:did|does|has|had|was|is|will)\s+$", re.IGNORECASE)
_FIRST_WORDS = 3


def find_told_of_subject(evidence: Evidence) -> ScoredSentence | None:
    """ "When did Chelimo win?": the best sentence that begins with her, where the best of all begins with another name
    and has not hers. None where that is not so."""
    asked = evidence.view.asked
    subject = next((words(asked[start:end]) for start, end in names(asked) if _VERB_BEFORE.search(asked[:start])), None)
    if not subject or not evidence.sentences:
        return None
    best = evidence.sentences[0].sentence.text
    if subject[-1] in words(best) or not any(start == 0 for start, _ in names(best)):
        return None
    return next((one for one in evidence.sentences if _begins_with(one.sentence.text, subject)), None)


def _begins_with(sentence: str, subject: list[str]) -> bool:
    """By the whole name or the last part of it; not with a namesake."""
    if subject[-1] not in words(sentence)[:_FIRST_WORDS]:
        return False
    called = next((one for start, end in names(sentence) if subject[-1] in (one := words(sentence[start:end]))), [])
    return len(called) <= 1 or set(called) <= set(subject) or set(subject) <= set(called)
