"""Who is asked for in "What did the landlord say?": their words come first, and those of others are no answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.introductions import Speaker
from assistant.answering.speakers import find_speaker
from assistant.language import content_stems, content_words, names, stem, words
from assistant.language.facts import read_sentence
from assistant.language.lexicon import PERSONAL_TITLES
from assistant.language.listed import listed

__all__ = ["put_asked_speaker_first"]

LOOKED_AT = 24
"""Of the best sentences: to look for speakers takes time."""
_ASKS = re.compile(
    r"(?:\bwhat\s+(?:else\s+|exactly\s+)?|^\W*)(?:did|does|do|has|have|had)\s+(?P<who>[^,?;:]{2,60}?)\s+(?:also\s+|to\s+)?"
    r"(?:say|said|tell|told|argue[ds]?|claim(?:ed)?|respond(?:ed)?|remark(?:ed)?|add(?:ed)?|answer(?:ed)?|comment(?:ed)?)\b"
    r"(?P<more>.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s(?:in|of|at|from|for|on|with)\s", re.IGNORECASE)
"""What stands behind it says where or whose somebody is: "the secretary in Umkhazi", "Ada Moss of Harrap Homes"."""
_ASKS_QUOTES = re.compile(
    r"\b(?:quotes?|quotations?|exact words?) (?:by|from|of) (?P<who>[^,?;:.]{2,60}?)(?P<more>\s+(?:on|about)\b.*)?\W*$",
    re.IGNORECASE,
)
""" "Give me quotes by NAME"."""
_ANYBODY = frozenset(
    listed(
        "he she they it you we i people anyone anybody everyone article articles report reports paper papers outlet "
        "outlets archive who other others make of that about think want"
    )
)
_SILENT = re.compile(
    r"\b(?:declin|refus)\w+\s+to\s+(?:comment|say|answer)\b|\b(?:no|without)\s+comment\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Asked:
    stems: frozenset[str]
    """Of the name, without titles; where there is none, of all that the question calls them."""
    family_name: str | None
    """The stem of a name's last word; None for a role or a body: "the landlord", "the police"."""
    is_all: bool = False
    """Whether nothing more is asked: of what, or when."""


def put_asked_speaker_first(evidence: Evidence) -> Evidence:
    """Where the one who is asked for speaks in some sentence, those sentences first, and none that others say without
    naming them."""
    asked = _read(evidence.view.asked)
    if asked is None:
        return evidence
    looked_at = evidence.sentences[:LOOKED_AT]
    speakers = {id(one): find_speaker(one.sentence.candidate.article, one.sentence.span) for one in looked_at}
    own = [one for one in looked_at if _is_of(one, speakers[id(one)], asked)]
    if not own:
        return _of_another(evidence, asked, speakers)
    voices = {speaker.name for one in own if (speaker := speakers[id(one)]) is not None}
    first = [one for one in looked_at if one in own or _says(speakers[id(one)], voices)]
    kept = [one for one in evidence.sentences if one in first or speakers.get(id(one)) is None or _names(one, asked)]
    evidence = replace(evidence, is_stated=asked.is_all and not evidence.is_of_other_time)
    top = evidence.sentences[0]
    if top in first or _names(top, asked):  # theirs, or of them in words that no speaker can be read from
        return replace(evidence, sentences=tuple(kept))
    others = [one for one in kept if one not in first]
    best = evidence.sentences[0].score
    raised = best / first[0].score if first[0].score > 0 else 0.0
    moved = sorted((replace(one, score=min(best, one.score * raised)) for one in first), key=lambda one: -one.score)
    least = moved[-1].score
    behind = (replace(one, score=min(one.score, least)) for one in others)
    return replace(evidence, sentences=(*moved, *behind))


def _of_another(evidence: Evidence, asked: _Asked, speakers: Mapping[int, Speaker | None]) -> Evidence:
    """Where somebody is asked for by name and the best sentence is another's, nothing states it outright."""
    best = evidence.sentences[0] if evidence.sentences else None
    is_anothers = best is not None and asked.family_name is not None and speakers.get(id(best)) is not None
    return replace(evidence, is_of_other_speaker=True) if is_anothers else evidence


def _read(question: str) -> _Asked | None:
    quotes = _ASKS_QUOTES.search(question)
    found = quotes or _ASKS.search(question)
    if found is None or not content_words(found["who"]) or set(words(found["who"])) & _ANYBODY:
        return None
    is_of_all = quotes is not None or found[0].lower().lstrip().startswith("what")
    who, is_all = found["who"], is_of_all and not content_words(found["more"] or "")
    head = _PLACE.split(who, maxsplit=1)[0]
    named = [head[start:end] for start, end in names(head)]
    called = [word for word in content_words(named[-1]) if word not in PERSONAL_TITLES] if named else []
    if not called:
        return _Asked(content_stems(who), None, is_all)
    return _Asked(frozenset(stem(word) for word in called), stem(called[-1]), is_all)


def _is_of(scored: ScoredSentence, speaker: Speaker | None, asked: _Asked) -> bool:
    if speaker is not None:
        called = content_stems(f"{speaker.name} {speaker.role or ''}")
        is_surname_alone = len(asked.stems) == 1 or len(content_words(speaker.name)) == 1
        if asked.stems <= called or (is_surname_alone and asked.family_name in called):
            return True
    if asked.family_name is not None:
        return False
    facts = read_sentence(scored.sentence.text)
    tells = facts.states_speech or _SILENT.search(scored.sentence.text) is not None
    return tells and asked.stems <= facts.stems


def _says(speaker: Speaker | None, voices: set[str]) -> bool:
    return speaker is not None and speaker.name in voices


def _names(scored: ScoredSentence, asked: _Asked) -> bool:
    stems = read_sentence(scored.sentence.text).stems
    return asked.stems <= stems or asked.family_name in stems
