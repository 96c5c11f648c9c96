"""Who is asked for in "What did the landlord say?": their words come first, and those of others are no answer."""

import re
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.speakers import Speaker, find_speaker
from assistant.language import content_stems, content_words, names, stem
from assistant.language.facts import read_sentence
from assistant.language.listed import listed

__all__ = ["put_asked_speaker_first"]

LOOKED_AT = 24
"""Of the best sentences: to look for speakers takes time."""
_ASKS = re.compile(
    r"\bwhat\s+(?:else\s+|exactly\s+)?(?:did|does|do|has|have|had)\s+(?P<who>[^,?;:]{2,60}?)\s+(?:also\s+|to\s+)?"
    r"(?:say|said|tell|told|argue[ds]?|claim(?:ed)?|respond(?:ed)?|remark(?:ed)?|add(?:ed)?|answer(?:ed)?|comment(?:ed)?)\b",
    re.IGNORECASE,
)
_ANYBODY = frozenset(
    listed(
        "he she they it you we i people anyone anybody everyone article articles report reports paper papers outlet "
        "outlets archive who other others"
    )
)
_SILENT = re.compile(
    r"\b(?:declin|refus)\w+\s+to\s+(?:comment|say|answer)\b|\b(?:no|without)\s+comment\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Asked:
    stems: frozenset[str]
    family_name: str | None
    """The stem of a name's last word; None for a role or a body: "the landlord", "the police"."""


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
        return evidence
    voices = {speaker.name for one in own if (speaker := speakers[id(one)]) is not None}
    first = [one for one in looked_at if one in own or _says(speakers[id(one)], voices)]
    others = [
        one for one in evidence.sentences if one not in first and (speakers.get(id(one)) is None or _names(one, asked))
    ]
    best = evidence.sentences[0].score
    raised = best / first[0].score if first[0].score > 0 else 0.0
    moved = sorted((replace(one, score=min(best, one.score * raised)) for one in first), key=lambda one: -one.score)
    least = moved[-1].score
    behind = (replace(one, score=min(one.score, least)) for one in others)
    return replace(evidence, sentences=(*moved, *behind))


def _read(question: str) -> _Asked | None:
    found = _ASKS.search(question)
    if found is None or not (meant := content_words(found["who"])) or set(meant) & _ANYBODY:
        return None
    who = found["who"]
    named = [who[start:end] for start, end in names(who)]
    family = stem(content_words(named[-1])[-1]) if named and content_words(named[-1]) else None
    return _Asked(content_stems(who), family)


def _is_of(scored: ScoredSentence, speaker: Speaker | None, asked: _Asked) -> bool:
    if speaker is not None:
        called = content_stems(f"{speaker.name} {speaker.role or ''}")
        if asked.stems <= called or asked.family_name in called:
            return True
    if asked.family_name is not None:
        return False
    facts = read_sentence(scored.sentence.text)
    tells = facts.states_speech or _SILENT.search(scored.sentence.text) is not None
    return tells and asked.stems <= facts.stems


def _says(speaker: Speaker | None, voices: set[str]) -> bool:
    return speaker is not None and speaker.name in voices


def _names(scored: ScoredSentence, asked: _Asked) -> bool:
    return asked.stems <= read_sentence(scored.sentence.text).stems
