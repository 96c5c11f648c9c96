"""Whether a clause tells of what has happened: English news has its past in the verb."""

import re

from assistant.language.clauses import clause_spans
from assistant.language.lexicon import SAYING
from assistant.language.listed import alternatives, listed

__all__ = ["tells_of_past"]

_IRREGULAR = listed(
    "ate bade beat became began bent bet bit bled blew bound bought broke brought built burnt burst came cast "
    "caught chose clung cost crept cut dealt did died drank drew drove dug fell fed felt fled flew forgave forgot "
    "fought found froze gave got ground grew had heard held hid hit hung hurt kept knelt knew laid lay leant leapt "
    "learnt led left lent let lit lost made meant met mistook overcame overtook paid put quit ran rang read rose "
    "said sank sang sat saw sent sold sought set shook shone shot shrank shut slept slid spent split spoke spread "
    "sprang stole stood struck stuck swam swept swore swung taught thought told tore threw took undertook upheld "
    "was went were withdrew woke won wore wove wrote"
)
_MAY_BE_PRESENT = frozenset(
    listed("beat bet bid burst cast cost cut hit hurt lay let put quit read set shut split spread")
)
"""Alike in both: "they shut the bridge on Monday"; behind these the subject's number tells nothing."""
_PRESENT = re.compile(
    r"\b(?:is|are|am|be|stay|stays|remain|remains|keep|keeps)\s+(?:(?:not|still|also|now|all|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_SURE = re.compile(
    rf"\b(?:(?:has|have)\b(?!\s+to\b)|{alternatives(word for word in _IRREGULAR if word not in _MAY_BE_PRESENT)}\b)"
    r"|\b[a-z]{2,}ed\b",
    re.IGNORECASE,
)
_EITHER = re.compile(rf"\b{alternatives(_MAY_BE_PRESENT)}\b", re.IGNORECASE)
_SAID = re.compile(rf"\b{alternatives(SAYING)}\b", re.IGNORECASE)
_NEAR = 3
_SHORT = 4
"""Words: "on Monday, …" has its verb in the next clause."""


def tells_of_past(sentence: str, at: int) -> bool:
    """Whether the clause at this place has a verb of the past; one without any verb goes with the rest of its sentence,
    where somebody's saying so does not count."""
    spans = clause_spans(sentence)
    start, end = next(span for span in spans if at <= span[1])
    own = sentence[start:end]
    if _is_past(own, at - start):
        return True
    others = [clause for span in spans if span != (start, end) if not _SAID.search(clause := sentence[slice(*span)])]
    is_without_verb = len(own.split()) <= _SHORT or _has_no_verb(own)
    return is_without_verb and any(map(_is_past, others))


def _is_past(clause: str, at: int | None = None) -> bool:
    """`at`: where the day stands; a verb of saying is of that day only where it stands beside."""
    verbs = _not_present(_SURE, clause)
    if any(not _SAID.fullmatch(verb[0]) or (at is not None and _is_beside(verb, clause, at)) for verb in verbs):
        return True
    return not verbs and bool(_not_present(_EITHER, clause))


def _not_present(verbs: re.Pattern[str], clause: str) -> list[re.Match[str]]:
    """Without those that "is", "stays" and the like make a state: "the bridge stays shut"."""
    return [found for found in verbs.finditer(clause) if not _PRESENT.search(clause[: found.start()])]


def _is_beside(verb: re.Match[str], clause: str, at: int) -> bool:
    between = clause[verb.end() : at] if verb.end() <= at else clause[at : verb.start()]
    return len(between.split()) <= _NEAR


def _has_no_verb(clause: str) -> bool:
    """Whether it is a stretch of nouns: "A fire in Kelder on Monday". What ends in "s" behind another word may be a
    verb of the present."""
    return re.search(r"\b(?:is|are|am)\b|[a-z]\s+[a-z]{3,}s\b", clause) is None
