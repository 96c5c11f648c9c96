"""A number is asked for: do the sentences that would answer state one?"""

import re
from collections.abc import Sequence

from assistant.answering.asked_unit import counts_in, has_unit
from assistant.answering.evidence import Evidence
from assistant.answering.reported import classes
from assistant.answering.views import QuestionView, SentenceView, carries
from assistant.language import content_stems, stem, words

__all__ = ["lacks_number"]

LOOKED_AT = 3
"""The best sentences: few answers have more."""

NEAR_WORDS = 3
"""Behind "all" or "several", where what is counted stands."""

_ASKS = re.compile(
    r"\bhow (?:many|old|tall|far|high|deep|heavy|wide)\b"
    r"|\bwhat (?:percent(?:age)?|age|price|cost|amount|score) (?:is|was|are|were|did|does|do|of)\b"
    r"|\bwhat (?:was|is|were|are) the (?:\w+ )?(?:price|cost|age|amount|number|percentage|fee|salary|budget)\b",
    re.IGNORECASE,
)
_ASKS_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
"""Of money a number is asked for; of what else, "a little" or "all that she knew" may be told."""
_LARGE = re.compile(r"\d\s*(?:thousand|million|billion|trillion|[mb]n)\b", re.IGNORECASE)
"""May be of a currency that nobody listed."""
_ROUGHLY = re.compile(
    r"\b(?:dozens?|scores|hundreds|thousands|millions|billions|half|halved|twice|double[ds]?|tripled?|once|one|single)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|none|nobody|nothing|neither|zero|without|never|not)\b|n['’]t\b", re.IGNORECASE)
"""Fewer words than deny anything at all: what failed or was refused can be counted."""
_ASKS_HARM = re.compile(
    r"\bhow many (?:(?!who\b|that\b|which\b)[\w’'-]+ ){0,4}?"
    r"(?:die|died|dead|deaths|killed|injured|injuries|hurt|wounded)\b",
    re.IGNORECASE,
)
_HARM = classes(content_stems("killed injured"))
_OTHER_HARM = re.compile(
    r"\b(?:bod(?:y|ies)|victims?|casualt\w+|surviv\w+|perish\w*|drown\w*|claim(?:s|ed)|shot|stabb\w+|murder\w*"
    r"|massacre\w*|execut\w+|suicides?|hospital\w*|harm\w*|unhurt|safe\w*)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:several|many|few|most|all|both|every|majority)\b", re.IGNORECASE)


def lacks_number(evidence: Evidence) -> bool:
    """Whether the question asks for a number and none of the best sentences states one, not even roughly and not
    "nobody", or none in the unit that is asked for (an age, money, a length), or none of harm where that is counted."""
    view, best = evidence.view, [scored.sentence for scored in evidence.sentences[:LOOKED_AT]]
    if not best or not _asks(view):
        return False
    return not any(_states(view, one) for one in best) or _lacks_harm(view, best)


def _lacks_harm(view: QuestionView, best: Sequence[SentenceView]) -> bool:
    """Whether the dead or the hurt are to be counted and none of the sentences speaks of any: those on board are not
    those who died."""
    if not _ASKS_HARM.search(view.asked):
        return False
    return not any(_HARM & classes(one.facts.stems) or _OTHER_HARM.search(one.text) for one in best)


def _asks(view: QuestionView) -> bool:
    if _ASKS.search(view.asked):
        return True
    return view.unit == "money" and _ASKS_HOW_MUCH.search(view.asked) is not None


def _states(view: QuestionView, sentence: SentenceView) -> bool:
    text, facts = sentence.text, sentence.facts
    if view.unit in ("age", "length", "money") and not view.counted:
        is_none = facts.is_negated and view.unit == "money"  # nobody is of no age, nothing of no length
        return has_unit(view.unit, text) or is_none or _LARGE.search(text) is not None
    if view.unit == "count" and view.counted:
        is_counted = bool(counts_in(text, view.counted) - view.numbers)
        return is_counted or _NONE.search(text) is not None or _says_roughly(view, text)
    return carries(view, text, facts) or facts.is_negated or _says_roughly(view, text)


def _says_roughly(view: QuestionView, text: str) -> bool:
    """ "Dozens were hurt", "all the passengers": how many, without a number."""
    if _ROUGHLY.search(text):
        return True
    behind = (words(text[found.end() :])[:NEAR_WORDS] for found in _SOME.finditer(text))
    return any(stem(word) in view.counted for near in behind for word in near)
