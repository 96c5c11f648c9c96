"""What kind of thing a question asks for, by its words: what the answering sentence must carry."""

import re
from typing import Literal, get_args

from assistant.language.lexicon import ROLES
from assistant.language.listed import alternatives

__all__ = [
    "KINDS",
    "QuestionKind",
    "asks_speech",
    "asks_what_happened",
    "asks_words",
    "kind_of",
]

QuestionKind = Literal["number", "when", "quote", "who", "where", "why", "said", "how", "what"]
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)

_PERSON = alternatives((*ROLES, "person", "man", "woman", "spokesperson"))
_VERBS = r"did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might"
_PLACE = "city|country|nation|state|town|village|place|region|province|continent|county|river|street|district|island"

_WORDS: tuple[tuple[QuestionKind, str], ...] = (
    (
        "quote",
        r"\b(?:quote|exact word(?:s|ing)|verbatim|literal words?|what words|in (?:his|her|their) own words)\b",
    ),
    (
        "when",
        r"^\W*(?:and |but )?when\b|\b(?:which|what) (?:\w+ )?(?:year|month|day|date|century|decade)\b"
        r"|\bwhen (?:did|was|were|is|does|do|will|has)\b|\bhow long ago\b|\b(?:which|what) minute\b",
    ),
    (
        "number",
        r"\bhow (?:many|much|old|tall|long|far|high|big|large|deep|heavy|wide|often|fast|hot|cold)\b"
        r"|\bwhat (?:percent(?:age)?|number|age|price|cost|amount|proportion|fraction|share|score)\b"
        r"|\bwhat (?:is|was|were|are) (?:(?:the|its|their) )?(?:[\w’'-]+ ){0,3}?(?:rate|turnout|toll|score|margin)\b"
        r"|\b(?:what|which) .{0,40}\bcosts?\b|\bup to what\b|\b(?:number|amount|percentage|population) of\b",
    ),
    (
        "who",
        r"(?:^|[^\w\s]|\b(?:and|but|so|or|to|by|of|for|with|from|about|on|in|against|is|was|were|are|me|say|know))\s*"
        rf"who(?:m|se)?\b|\b(?:which|what) (?:(?!(?:{_VERBS})\b)[\w'’-]+ ){{0,4}}?{_PERSON}s?\b(?!\s(?-i:[A-Z]))",
    ),
    ("where", rf"\bwhere\b|\b(?:which|what) (?:\w+ )?(?:{_PLACE})\b"),
    ("why", r"\bwhy\b|\bfor what reason\b|\bwhat (?:was |is )?(?:the )?(?:caused?|reasons?|led to)\b"),
    ("said", r"\bwhat\b.*\b(?:say|said|tell|told|remark|claim|argue|respond|call|think|believe)\b"),
    ("how", r"^\W*(?:and |but )?how\b"),
)
_ASKS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDS)
_ASKS_SPEECH = re.compile(
    r"\b(?:sa(?:y|ys|id)|tells?|told|remark\w*|claim\w*|argu\w+|respond\w*|call(?:ed)?|think|believ\w+|accus\w+|"
    r"insist\w*|suggest\w*|attack\w*|dismiss\w*|warn\w*|describ\w+|spoke|speaks?|cit(?:e|es|ed)|object\w*|"
    r"critici[sz]\w+|quote\w*|words?|wording|tweet\w*|wr(?:ite|ote)|den(?:y|ied|ies)|explain\w*|expect\w*|"
    r"opinion|view|according)\b",
    re.IGNORECASE,
)
_ASKS_WORDS = re.compile(r"\b(?:say|said|tell|told|remark|argue|respond)\b", re.IGNORECASE)
_ASKS_OF_THE_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_ASKS_OF_A_PLAN = re.compile(
    r"\b(?:would|should|plan\w*|(?:due|expected|set|supposed|scheduled|going|hop\w+) to)\b", re.IGNORECASE
)


def kind_of(question: str) -> QuestionKind:
    """The first kind whose words the question has; `what` where none has."""
    return next((kind for kind, pattern in _ASKS if pattern.search(question)), "what")


def asks_speech(question: str) -> bool:
    """Whether the question is about what somebody said, wrote or holds."""
    return bool(_ASKS_SPEECH.search(question))


def asks_words(question: str) -> bool:
    """Whether it asks for what somebody said: not "What did the fire claim?", which is of the same kind."""
    return kind_of(question) == "said" and bool(_ASKS_WORDS.search(question))


def asks_what_happened(question: str) -> bool:
    """Whether it asks for what came to pass, and not for what was said of it or planned."""
    if kind_of(question) == "said" or _ASKS_OF_A_PLAN.search(question):
        return False
    return bool(_ASKS_OF_THE_PAST.search(question))
