"""Who a sentence says has said something: names beside a verb of saying, outside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.lexicon import (
    AUXILIARIES,
    QUOTING,
    ROLES,
    SAYING,
    SAYING_WITH_WORDS,
    SPEAKING_CROWD,
    WEEKDAYS,
)
from assistant.language.lines import Span
from assistant.language.listed import alternatives, listed
from assistant.language.names import names
from assistant.language.quotations import blank_quotations
from assistant.language.subjects import ends_inverted, find_head, is_embedded, is_role, leads_from, speaks_behind

__all__ = ["find_speakers", "find_subjects", "speaks_unnamed", "without_day"]

_REACH = 60
"""Characters between a name and its verb of saying; more, and something else is the subject."""

_SAID = re.compile(rf"\b{alternatives(SAYING)}\b")
_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+(?:the\s+|a\s+|an\s+)?")
_OPENS = re.compile(
    r"\s*(?:[Bb]ut\s+|[Aa]nd\s+|[Yy]et\s+)?([A-ZÀ-ÖØ-Þ][\w’'-]+)"
    r"(?=(?:,(?:[^,;:]{3,120},){1,3})?\s+(?:(?:also|has|had|later|\w+ly)\s+)?([a-z]+)\b)"
)
_ASIDE = re.compile(r"\s*,\s*([^,;:]{3,120}),")
_STYLE = re.compile(r"[\s,]*(?:the\s+(?:Very|Most|Right)\s+)?")
""" "The Dean, the Very Reverend Ann Lee"."""
_LEADING_ASIDE = re.compile(
    r"\s*(?:,|(?:for|of|from|at)\s|\()[^\"“”;:]{3,220}[,)]\s*(?:(?:also|has|had|later|then|who|\w+ly)\s+)*$"
)
_BETWEEN = re.compile(
    r"(?:(?:also|has|have|had|later|then|again|already|still|now|once|first|himself|herself|themselves|himself|who|\w+ly|"
    r"yesterday|today|earlier|recently|(?:on|last|this)\s+\w+|['’]s\s+statement)\s*)*"
)
_SAID_OF = re.compile(
    r"\s+(?:that\b|how\b|why\b|whether\b|it\b|he\b|she\b|they\b|there\b|we\b|out\b|to\s+be\b|:|,?\s*$|,)|\s{3,}"
    rf"|\s+(?:[\w’'-]+\s+){{1,6}}?(?<!that\s)(?<!which\s)(?<!who\s)(?:{alternatives(AUXILIARIES)})\b"
)
_WEEKDAY = re.compile(rf"(?:{alternatives(day.capitalize() for day in WEEKDAYS)})\s+(?:(?:the|a|an)\s+)?")
_CROWD = re.compile(
    rf"\b(?:{alternatives(word for word in SPEAKING_CROWD if len(word) > 4)}|{alternatives(ROLES)}|spokes\w+)s?\s+"
    rf"(?:have\s+|has\s+|had\s+|also\s+)?{alternatives(SAYING)}\b",
    re.IGNORECASE,
)
_QUOTED_BY = re.compile(
    r"\b(?:is|was|were|been|being)\s+(?:also\s+|widely\s+)?(?:quoted|cited)\s+(?:by\s+[^,.;:]{2,50}?\s+)?as\s+(?:\w+ing)\b"
)
_BEFORE_COLON = re.compile(r"(?:,\s+(?P<role>[^,;:]{3,80}))?:\s{12,}")
"""Behind a name that opens the sentence, before what is quoted; `outside` has spaces for that."""
_INVERTED = re.compile(r"(?:^|[,:;.!?—–]\s*|\s{2,})$")
"""Before a verb that stands in front of who speaks: a quotation, or the end of what is said."""
_BEFORE_SUBJECT = frozenset(QUOTING) - {"told", "tells"}
"""Who stands behind "told" is told."""
_BEHIND_QUOTATION = frozenset(
    form for form in SAYING if not form.endswith("ing") and form not in ("say", "according")
) - frozenset(
    listed(
        "told tells called calls described describes found finds quoted quotes criticised criticises criticize "
        "criticized criticizes accused accuses expressed expresses"
    )
)
"""Right behind a quotation any of these may stand before who speaks; not those of which somebody else is the object."""
_AFTER_QUOTATION = re.compile(r"\s{12,},?\s*$")
_NOBODY = frozenset(SPEAKING_CROWD)


def find_speakers(text: str) -> list[Span]:
    """Spans of names, the surest first: behind "according to", then by their verbs in order. Pronouns are no names."""
    outside = blank_quotations(text)
    spans = sorted({*_find_names(outside), *_opening_name(outside)})
    return list(dict.fromkeys(_speakers(outside, spans, has_quotation=outside != text)))


def find_subjects(text: str, verbs: re.Pattern[str]) -> list[Span]:
    """Spans of the names that stand before any of the verbs as their subjects, outside quotation marks."""
    outside = blank_quotations(text)
    spans = _find_names(outside)
    found = [_before(outside, spans, verb.start()) for verb in verbs.finditer(outside)]
    return list(dict.fromkeys(span for each in found for span in each))


def speaks_unnamed(text: str) -> bool:
    """Whether somebody speaks in it who has no name there: "inspectors said", "a spokesperson said"."""
    return _CROWD.search(blank_quotations(text)) is not None


def _speakers(outside: str, spans: list[Span], *, has_quotation: bool) -> Iterator[Span]:
    for said in _ACCORDING.finditer(outside):
        after = [span for span in spans if 0 <= span[0] - said.end() < _REACH]
        if after and leads_from(outside, said.end(), _last_of_run(outside, after)):
            yield _last_of_run(outside, after)
    yield from _before_colon(outside, spans) if has_quotation else ()
    for quoted in _QUOTED_BY.finditer(outside):
        yield from _before(outside, spans, quoted.start())
    for verb in _SAID.finditer(outside):
        is_weak = verb.group() in SAYING_WITH_WORDS and not has_quotation
        if verb.group() == "according" or (is_weak and not _SAID_OF.match(outside, verb.end())):
            continue
        yield from _beside(outside, spans, verb)


def _beside(outside: str, spans: list[Span], verb: re.Match[str]) -> list[Span]:
    """Who speaks behind the verb where it stands in front of its subject, else who stands before it."""
    before = outside[: verb.start()]
    is_inverted = (verb.group() in _BEFORE_SUBJECT and _INVERTED.search(before) is not None) or (
        verb.group() in _BEHIND_QUOTATION and _AFTER_QUOTATION.search(before) is not None
    )
    if is_inverted and (after := _behind(outside, spans, verb)):
        return after
    if is_inverted and speaks_behind(outside, verb.end()):
        return []
    if chosen := _before_aside(outside, spans, verb.start()):
        is_loose = is_inverted and not _is_told_of(outside[chosen[-1][1] : verb.start()])
        return [] if is_loose and speaks_behind(outside, verb.end(), of_any_noun=True) else chosen
    return _before(outside, spans, verb.start())


def _before_colon(outside: str, spans: list[Span]) -> list[Span]:
    """ "Ann Lee, the mayor: “It was late.”": the name that opens the sentence, with or without a role."""
    opening = next((span for span in spans if not outside[: span[0]].strip(" —–-•*")), None)
    found = _BEFORE_COLON.match(outside, opening[1]) if opening else None
    if opening is None or found is None or " " not in outside[slice(*opening)]:
        return []
    return [opening] if found["role"] is None or is_role(found["role"]) else []


def _find_names(outside: str) -> list[Span]:
    spans = [without_day(outside, span) for span in names(outside) if outside[slice(*span)].strip()]
    return [span for span in spans if not _is_crowd(outside[slice(*span)].split()[0].lower())]


def _before(outside: str, spans: list[Span], verb_start: int) -> list[Span]:
    """The name that stands before the verb as its subject, with or without an aside."""
    before = [span for span in spans if span[1] <= verb_start and _leads_to(outside[span[1] : verb_start])]
    head_of = find_head(outside, spans, max(before)) if before else None
    return [head_of] if head_of else _before_aside(outside, spans, verb_start)[:1]


def _before_aside(outside: str, spans: list[Span], verb_start: int) -> list[Span]:
    """ "Ann Lee, the mayor of Omber, said": the names that an aside parts from the verb, the person first."""
    with_aside = [span for span in spans if _LEADING_ASIDE.fullmatch(outside[span[1] : verb_start])]
    if not with_aside:
        return []
    head = with_aside[0]
    named = [one for one in spans if one > head and _STYLE.fullmatch(outside, head[1], one[0])]
    chosen = [one for one in named if not outside[one[1] : verb_start].strip(" ,")] + [head]
    return [one for one in chosen if not is_embedded(outside, one)]


def _is_told_of(between: str) -> bool:
    """Whether what stands between a name and the verb says what somebody is, and nothing that was done."""
    words = between.strip(" ,")
    return (
        not words or is_role(words) or words.isdigit() or ("," not in words and words.startswith(("who ", "speaking ")))
    )


def _behind(outside: str, spans: list[Span], verb: re.Match[str]) -> list[Span]:
    """ "…, said Ann Lee": the name behind a verb that stands in front of who speaks."""
    for span in spans:
        if 0 <= span[0] - verb.end() < _REACH:
            found = _last_of_run(outside, [one for one in spans if one >= span])
            if leads_from(outside, verb.end(), found) and ends_inverted(outside, found):
                return [found]
    return []


def _last_of_run(outside: str, spans: list[Span]) -> Span:
    """ "Omber mayor Ann Lee" is two names with a role between: the person comes last."""
    first, *others = sorted(spans)
    for other in others:
        if not is_role(outside[first[1] : other[0]].strip(" ")) or outside[first[1] : other[0]].strip() == "":
            break
        first = other
    return first


def without_day(text: str, span: Span) -> Span:
    """ "On Tuesday Ann Lee said": the day is no part of the name."""
    day = _WEEKDAY.match(text, *span)
    return (day.end(), span[1]) if day else span


def _opening_name(outside: str) -> list[Span]:
    """A single capitalised word that opens a sentence is no name to `names`; before a verb of saying it is one."""
    found = _OPENS.match(outside)
    if found is None or found[2] not in SAYING or _is_crowd(found[1].lower()):
        return []
    return [found.span(1)]


def _is_crowd(word: str) -> bool:
    return word in _NOBODY or (word.endswith("s") and is_role(word.removesuffix("s")))


def _leads_to(between: str) -> bool:
    """Whether what stands between a name and the verb can be an aside, an adverb or an auxiliary, and nobody else."""
    if len(between) > _REACH + 70 or re.search(r"[;:!?]|\.\s", between):
        return False
    return _BETWEEN.fullmatch(_ASIDE.sub(" ", between).strip(" ,")) is not None
