"""Who a sentence says has said something: names beside a verb of saying, outside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.lexicon import QUOTING, ROLE_ENDINGS, ROLES, SAYING, SAYING_WITH_WORDS, SPEAKING_CROWD
from assistant.language.lines import Span
from assistant.language.listed import alternatives
from assistant.language.names import names
from assistant.language.quotations import blank_quotations

__all__ = ["REACH", "find_speakers", "is_role", "speaks_unnamed"]

REACH = 60
"""Characters between a name and its verb of saying; more, and something else is the subject."""

_SAID = re.compile(rf"\b{alternatives(SAYING)}\b")
_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+(?:the\s+|a\s+|an\s+)?")
_OPENS = re.compile(
    r"\s*(?:[Bb]ut\s+|[Aa]nd\s+|[Yy]et\s+)?([A-ZÀ-ÖØ-Þ][\w’'-]+)"
    r"(?=(?:,[^,;:]{3,120},)?\s+(?:(?:also|has|had|later|\w+ly)\s+)?([a-z]+)\b)"
)
_ASIDE = re.compile(r"\s*,\s*([^,;:]{3,120}),")
_LEADING_ASIDE = re.compile(
    r"\s*(?:,|(?:for|of|from|at)\s|\()[^\"“”;:]{3,220}[,)]\s*(?:(?:also|has|had|later|then|who|\w+ly)\s+)*$"
)
_BETWEEN = re.compile(
    r"(?:(?:also|has|have|had|later|then|again|already|still|now|once|first|himself|herself|themselves|himself|who|\w+ly|"
    r"yesterday|today|earlier|recently|(?:on|last|this)\s+\w+|['’]s\s+(?:statement|spokes\w+|lawyer|office))\s*)*"
)
_SAID_OF = re.compile(r"\s+(?:that\b|how\b|why\b|whether\b|it\b|out\b|to\s+be\b|:|,?\s*$|,)|\s{3,}")
_OTHER = re.compile(
    r"\b(?:to|that|in|on|at|from|by|about|for|of|how|why|what|whether|he|she|it|they|we|I|the|a|an)\b|[.;]"
)
_ARTICLE = re.compile(r"^\s+(?:the|a|an)\b")
_ROLE_HEAD = re.compile(r"\s+(?:of|at|for|in|with|from|on|to|and|who|which|whose|that)\b|[,(]")
_ROLE = re.compile(rf"(?:^|[\s-])(?:{alternatives(ROLES)}|\w*{alternatives(ROLE_ENDINGS)})$", re.IGNORECASE)
_NO_ROLE = re.compile(r"^(?:who|which|when|where|while|and|but|or|as|however|speaking|\d)\b", re.IGNORECASE)
_CROWD = re.compile(
    rf"\b(?:{alternatives(word for word in SPEAKING_CROWD if len(word) > 4)}|{alternatives(ROLES)}|spokes\w+)s?\s+"
    rf"(?:have\s+|has\s+|had\s+|also\s+)?{alternatives(SAYING)}\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"(?:^|[,:;.!?—–]\s*|\s{2,})$")
"""Before a verb that stands in front of who speaks: a quotation, or the end of what is said."""
_NOBODY = frozenset(SPEAKING_CROWD)


def find_speakers(text: str) -> list[Span]:
    """Spans of names, the surest first: behind "according to", then by their verbs in order. Pronouns are no names."""
    outside = blank_quotations(text)
    spans = [span for span in names(outside) if outside[slice(*span)].strip()] + _opening_name(outside)
    return list(dict.fromkeys(_speakers(outside, spans, has_quotation=outside != text)))


def speaks_unnamed(text: str) -> bool:
    """Whether somebody speaks in it who has no name there: "inspectors said", "a spokesperson said"."""
    return _CROWD.search(blank_quotations(text)) is not None


def is_role(words: str) -> bool:
    """ "The mayor of Omber", not "knew of the cracks": what somebody is, told beside the name."""
    if _NO_ROLE.match(words):
        return False
    return _ROLE.search(_ROLE_HEAD.split(words.strip(), maxsplit=1)[0]) is not None


def _speakers(outside: str, spans: list[Span], *, has_quotation: bool) -> Iterator[Span]:
    for said in _ACCORDING.finditer(outside):
        after = [span for span in spans if 0 <= span[0] - said.end() < REACH // 2]
        if after and not re.search(r"[,;:]", outside[said.end() : min(after)[0]]):
            yield min(after)
    for verb in _SAID.finditer(outside):
        is_weak = verb.group() in SAYING_WITH_WORDS and not has_quotation
        if verb.group() == "according" or (is_weak and not _SAID_OF.match(outside, verb.end())):
            continue
        yield from _beside(outside, spans, verb)


def _beside(outside: str, spans: list[Span], verb: re.Match[str]) -> list[Span]:
    with_aside = [span for span in spans if _LEADING_ASIDE.fullmatch(outside[span[1] : verb.start()])]
    if with_aside:
        head = with_aside[0]
        named = [one for one in spans if one > head and not outside[head[1] : one[0]].strip(" ,")]
        return [one for one in named if not outside[one[1] : verb.start()].strip(" ,")] + [head]
    before = [span for span in spans if span[1] <= verb.start() and _leads_to(outside[span[1] : verb.start()])]
    after = _behind(outside, spans, verb)
    if before and not (after and outside[max(before)[1] : verb.start()].strip() == ","):
        return [max(before)]
    return after[:1]


def _behind(outside: str, spans: list[Span], verb: re.Match[str]) -> list[Span]:
    """ "…, said Ann Lee": names behind a verb that stands in front of who speaks."""
    if verb.group() not in QUOTING or not _INVERTED.search(outside[: verb.start()]):
        return []
    found = [
        span
        for span in spans
        if 0 <= span[0] - verb.end() < REACH and not _OTHER.search(_ARTICLE.sub("", outside[verb.end() : span[0]]))
    ]
    return sorted(found)


def _opening_name(outside: str) -> list[Span]:
    """A single capitalised word that opens a sentence is no name to `names`; before a verb of saying it is one."""
    found = _OPENS.match(outside)
    if found is None or found[1].lower() in _NOBODY or found[2] not in SAYING:
        return []
    return [found.span(1)]


def _leads_to(between: str) -> bool:
    """Whether what stands between a name and the verb can be an aside, an adverb or an auxiliary, and nobody else."""
    if len(between) > REACH + 70 or re.search(r"[;:!?]|\.\s", between):
        return False
    return _BETWEEN.fullmatch(_ASIDE.sub(" ", between).strip(" ,")) is not None
