"""What a question is for or against: "the repair" of "Who was for and who against the repair, since when?"."""

import re

__all__ = ["asks_for_dossier", "read_subject"]

_SIDE = (
    r"(?:for|against|in\s+favou?r(?:\s+of)?|opposed(?:\s+to)?|behind|support(?:s|ed|ing)?|back(?:s|ed|ing)?|oppos(?:e|es|ing)|"
    r"reject(?:s|ed)?|favou?r(?:s|ed)?|critici[sz](?:e|es|ed)|welcom(?:e|es|ed)|voted\s+(?:for|against))"
)
_WHO = r"(?:who|which\s+\w+)(?:\s+(?:was|were|is|are|has\s+been|have\s+been|spoke|came\s+out|voted|else))*"
_ASKING = re.compile(
    rf"\b{_WHO}\s+{_SIDE}(?:\s*(?:,|and|or|but)?\s*(?:(?:and|or|but)\s+)?(?:{_WHO}\s+)?{_SIDE})*\b", re.IGNORECASE
)
_SINCE = re.compile(r"[,;]?\s*(?:and\s+)?(?:since|from|until)\s+when\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^\W*(?:please\s+)?(?:(?:make|give|show|compile|gather|write)\s+(?:me\s+)?)?(?:a\s+)?dossier\s+(?:on|of|about)\s+"
    r"|^\W*(?:what\s+(?:did|have|has|do|does)\s+\w+\s+(?:say|said)\s+(?:about|of|on)|the\s+(?:debate|row)\s+(?:over|about|on)|"
    r"everything\s+(?:anyone\s+)?said\s+(?:about|on))\s+",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(r",?\s+(?:and|or|but)\s+(?:it|them|this|that)$", re.IGNORECASE)
"""What is left of "who supports the tunnel and who opposes it?"."""


def asks_for_dossier(question: str) -> bool:
    """Whether it asks who took which side: "who was for and who against", or for a dossier by name."""
    askings = list(_ASKING.finditer(question))
    if len(askings) > 1 and re.fullmatch(r"\s*(?:it|them|this|that)?\W*", question[askings[-1].end() :], re.IGNORECASE):
        return True
    asking = askings[0] if askings else None
    is_of_sides = asking is not None and re.search(rf"\b{_SIDE}\b.*\b{_SIDE}\b", asking[0], re.IGNORECASE | re.DOTALL)
    return bool(is_of_sides) or bool(re.match(r"\W*(?:\w+\s+){0,3}dossier\b", question, re.IGNORECASE))


def read_subject(question: str) -> str:
    """The question without what asks for sides, times and statements; all of it where nothing does."""
    left = _REQUEST.sub(" ", _SINCE.sub(" ", _ASKING.sub(" ", question)))
    subject = re.sub(r"^(?:and|or|but)\s+", "", " ".join(left.split()).strip(" ,;:?.!"), flags=re.IGNORECASE)
    return _SAME_AGAIN.sub("", subject) or question.strip()
