"""Which name is the subject of a verb of saying: one that belongs to another noun ("police in Omber") is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.lexicon import (
    AUXILIARIES,
    BODIES,
    MODIFIERS,
    PREPOSITIONS,
    ROLE_ENDINGS,
    ROLES,
    SPEAKING_CROWD,
)
from assistant.language.lines import Span
from assistant.language.listed import alternatives

__all__ = ["ends_inverted", "find_head", "is_embedded", "is_role", "leads_from", "speaks_behind"]

_PREPOSITION = alternatives(PREPOSITIONS)
_MODIFIER = rf"(?:{alternatives((*MODIFIERS, *ROLES))}|[\w-]+-based)"
_MODIFIERS = rf"(?:{_MODIFIER}\s+)*"
_BODY = rf"(?:(?:[a-z][\w-]*\s+)?{alternatives(BODIES)}\s+)?"
_EMBEDDED = re.compile(
    rf"\b{_PREPOSITION}\s+{_MODIFIERS}{_BODY}$"
    rf"|\b(?:who|whom|which|that)\s+(?!{_MODIFIER}\s)[a-z][\w’'-]*\s+(?:[\w’'-]+\s+)*$"
    rf"|[^\s,]\s+(?!{_MODIFIER}\s)[a-z]+ing\s+{_MODIFIERS}$",
    re.IGNORECASE,
)
_BELONGING = re.compile(rf"\s+(?:of|from|for|at|in|with)\s+{_MODIFIERS}{_BODY}$")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
_ROLE_HEAD = re.compile(r"\s+(?:of|at|for|in|with|from|on|to|and|who|which|whose|that)\b|[,(]")
_ROLE = re.compile(rf"(?:^|[\s-])(?:{alternatives(ROLES)}|\w*{alternatives(ROLE_ENDINGS)})$", re.IGNORECASE)
_NO_ROLE = re.compile(
    r"^(?:who|which|when|where|while|and|but|or|as|however|speaking|his|her|their|its|our|my|\d|"
    r"(?:a |the |one )?(?:\w+ )?(?:man|woman|person|one)\b)",
    re.IGNORECASE,
)
_AND_NAME = re.compile(r"\band\s+[^\W\d_a-z]\w+\s+[^\W\d_a-z]")
_NOT_IN_NOUN = re.compile(
    rf"\b(?:{_PREPOSITION}|{alternatives(AUXILIARIES)}|he|she|it|they|we|i|that|who|whom|whose|which|how|why|what|whether|"
    r"if|and|but|not|named|called)\b",
    re.IGNORECASE,
)
_TIME = r"yesterday|today|later|earlier|afterwards|again|last|this|first|then|when|as|after|before|while"
_ENDS = re.compile(
    rf"\s*(?:$|[.;:!?()—–]|\s{{2,}}|,(?![^,;]*,\s+(?:{alternatives(AUXILIARIES)}|[a-z]+ed)\b)"
    rf"|(?:{_PREPOSITION}|{_TIME}|who|whose|and)\b)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\s+(?:(?:the|a|an|one|two|three|several|some|many|most|his|her|its|their)\s+)?(?:[a-z][\w-]*\s+){0,3}?"
    rf"(?:{alternatives(word for word in SPEAKING_CROWD if len(word) > 4)}|(?:{alternatives(ROLES)}|spokes\w+|"
    rf"\w*{alternatives(ROLE_ENDINGS)})s?)(?=$|\W)",
    re.IGNORECASE,
)
_ANY_NOUN = re.compile(
    r"\s+(?:(?:the|a|an|one|two|three|several|some|many|most|his|her|its|their)\s+)?[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}?"
    r"(?=\s*[.,;]|\s*$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf"\b(?:{alternatives(AUXILIARIES)})\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|that|when|as|after|while)\b.*$", re.IGNORECASE)


def is_role(words: str) -> bool:
    """ "The mayor of Omber", not "knew of the cracks": what somebody is, told beside the name."""
    if _NO_ROLE.match(words) or _AND_NAME.search(words):
        return False
    return _ROLE.search(_ROLE_HEAD.split(words.strip(), maxsplit=1)[0]) is not None


def is_embedded(text: str, span: Span) -> bool:
    """Whether the name belongs to another noun before it: "a spokesman for NAME", "the man who shot NAME"."""
    clause = re.split(r"[,;:]|\s{3,}|\.\s", text[max(0, span[0] - 200) : span[0]])[-1]
    return _EMBEDDED.search(" " + clause.lstrip()) is not None


def find_head(text: str, spans: Sequence[Span], span: Span) -> Span | None:
    """The name that `span` belongs to where it belongs to one ("Ann Lee of the Omber Council"), itself where it belongs
    to nothing; None where it belongs to somebody without a name ("police in Omber")."""
    if not is_embedded(text, span):
        return span
    owners = [one for one in spans if one[1] < span[0] and _BELONGING.fullmatch(text[one[1] : span[0]])]
    return find_head(text, spans, owners[-1]) if owners else None


def leads_from(text: str, verb_end: int, span: Span) -> bool:
    """Whether only what describes the name stands between the verb and it: "said the mayor, Ann Lee"."""
    between = text[verb_end : span[0]]
    if _POSSESSIVE.match(text, span[1]):
        return False
    if between.rstrip().endswith(","):
        words = re.sub(r"^\s*(?:the|a|an|one|our)\s+", "", between.rstrip(" ,"))
        return "," not in words and is_role(words)
    return not re.search(r"[.,;:]", between) and _NOT_IN_NOUN.search(between) is None


def ends_inverted(text: str, span: Span) -> bool:
    """Whether the name ends what is told of the speech: "said Ann Lee on Monday", not "said Ann Lee lied"."""
    return _ENDS.match(text, span[1]) is not None


def speaks_behind(text: str, verb_end: int, *, of_any_noun: bool = False) -> bool:
    """Whether somebody without a name follows the verb as its subject: "…, said a sailor"; with `of_any_noun` whoever
    that is."""
    found = (_ANY_NOUN if of_any_noun else _UNNAMED).match(text, verb_end)
    if found is None or _NOT_IN_NOUN.search(found[0]) or not ends_inverted(text, found.span()):
        return False
    return _CLAUSE.search(_RELATIVE.sub("", text[found.end() :])) is None
