"""The parts of a question that asks several things: "How much is a ticket, and who is the captain?"."""

import re

__all__ = ["MOST_PARTS", "asks_both_sides", "split_parts"]

MOST_PARTS = 4
LEAST_WORDS = 3
"""Of the first part: "when and where was it?" is one question."""
LEAST_OF_AMOUNT = 4
"""Of "how much flour": "and how many eggs did they take" goes with it."""
_AMOUNT = re.compile(r"\W*how (?:many|much)\b", re.IGNORECASE)
_WHICH = r"(?:who|whom|whose|what|which|when|where|why|how)\b"
_LINK = r"(?:in|at|on|for|by|to|from|of|with|since|until|under|about|after|before)"
_AUXILIARY = r"(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should)"
_SUBJECT = r"(?:the|an?|he|she|it|they|we|you|there|that|this|these|those|his|her|its|their|any|some|[A-ZÀ-ÖØ-Þ]\w*)"
_NUMBERED = re.compile(r"(?:^|(?<=[\s?.;:]))\(?(?:\d{1,2}|[a-dA-D]|i{1,3})[.)]\s+(?=\w)")
_SENTENCES = re.compile(r"(?<=\?)[\s\"”’)]+(?=\S)")
_AND = re.compile(
    rf"\s*[,;–—-]?\s+(?:and|but|plus|or)(?: also)?,?\s+(?=(?:(?:{_LINK}\s+)?{_WHICH}|(?i:{_AUXILIARY})\s+{_SUBJECT}\b))"
    rf"|;\s+(?=(?:{_LINK}\s+)?{_WHICH})"
)
_COMMA = re.compile(
    rf",\s+(?=(?:who|what|when|where|why|how)\s+(?:{_AUXILIARY}|many|much|long|old|far|often)\b)", re.IGNORECASE
)
"""Between the first of three and more: "why did it stop, when does it go on and what does it cost?"."""
_COMPARES = re.compile(
    r"\bcompare\b|\bwhich of the (?:two|three|four)\b|\bversus\b|\bvs\.?\s|\bdifference between\b", re.IGNORECASE
)
_BOTH_SIDES = re.compile(
    r"\bfor,?\s+(?:and|or|but)\s+(?:who\s+(?:\w+\s+)?)?against\b|\bagainst,?\s+(?:and|or|but)\s+(?:who\s+(?:\w+\s+)?)?for\b"
    r"|\bpros\s+and\s+cons\b|\barguments?\b.*\b(?:for|against)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"(?:^\W*|[:;–—]\s*)(?:and\s+)?(?:(?:{_LINK})\s+)?(?:{_WHICH}|{_AUXILIARY}\b)", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:say|said|says|tell|told|know|knew|ask(?:ed)?|explain(?:ed)?|describe[ds]?|decide[ds]?|agree[ds]?|disagree[ds]?|about"
    r"|discuss(?:ed)?|show(?:ed|n)?|learn(?:ed|t)?|understand|wonder(?:ed)?)\s*(?:\w+\s+){0,2}" + _WHICH + r"[^,;?]*$",
    re.IGNORECASE,
)
"""Before an "and": "did he say who came and who left" is one question."""


def asks_both_sides(question: str) -> bool:
    """ "What is said for and against the toll?", "its pros and cons"."""
    return _BOTH_SIDES.search(question) is not None


def split_parts(question: str) -> tuple[str, ...]:
    """The questions in the question, in its order and words; only itself where it asks one thing."""
    if _COMPARES.search(question) or asks_both_sides(question):
        return (question,)  # both sides in one look
    for pieces in (_numbered(question), _sentences(question)):
        if len(pieces) > 1:
            return tuple(part for piece in pieces for part in _joined(piece))[:MOST_PARTS]
    return _joined(question)[:MOST_PARTS]


def _numbered(question: str) -> list[str]:
    marks = list(_NUMBERED.finditer(question))
    if len(marks) < 2 or question[: marks[0].start()].strip(" :"):
        return [question]
    ends = [*(mark.start() for mark in marks[1:]), len(question)]
    return [question[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True)]


def _sentences(question: str) -> list[str]:
    pieces = [piece for piece in _SENTENCES.split(question) if any(char.isalnum() for char in piece)]
    return pieces if len(pieces) > 1 and all(_ASKS.search(piece) for piece in pieces) else [question]


def _joined(question: str) -> tuple[str, ...]:
    """Parts joined by an "and", which asks anew."""
    parts, start = [], 0
    links = list(_AND.finditer(question))
    commas = [one for one in _COMMA.finditer(question) if links and one.end() < links[-1].start()]
    for link in sorted([*links, *commas], key=lambda one: one.start()):
        before = question[start : link.start()]
        if (
            len(before.split()) < (LEAST_OF_AMOUNT if _AMOUNT.match(before) else LEAST_WORDS)
            or not _ASKS.search(before)
            or _WITHIN.search(before)
        ):
            continue
        parts.append(before.strip(" ,;"))
        start = link.end()
    return (*parts, question[start:].strip())
